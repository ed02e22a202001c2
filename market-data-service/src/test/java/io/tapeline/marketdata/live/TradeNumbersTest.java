package io.tapeline.marketdata.live;

import static io.tapeline.marketdata.live.TradeNumbers.Verdict.AFTER_A_GAP;
import static io.tapeline.marketdata.live.TradeNumbers.Verdict.DUPLICATE;
import static io.tapeline.marketdata.live.TradeNumbers.Verdict.MISSED;
import static io.tapeline.marketdata.live.TradeNumbers.Verdict.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TradeNumbersTest {

  @Test
  void firstTradeIsTheBeginning() {
    TradeNumbers numbers = new TradeNumbers(null);

    assertThat(numbers.judge(500)).isEqualTo(NEXT);
    assertThat(numbers.judge(501)).isEqualTo(NEXT);
    assertThat(numbers.missing()).isZero();
  }

  @Test
  void tradesLeftOutAreMissingUntilTheyCome() {
    TradeNumbers numbers = new TradeNumbers(10L);

    assertThat(numbers.judge(14)).isEqualTo(AFTER_A_GAP);
    assertThat(numbers.missing()).isEqualTo(3);
    assertThat(numbers.judge(12)).isEqualTo(MISSED);
    assertThat(numbers.judge(12)).isEqualTo(DUPLICATE);
    assertThat(numbers.judge(14)).isEqualTo(DUPLICATE);
    assertThat(numbers.oldestMissing()).isEqualTo(11);
    assertThat(numbers.newestMissing()).isEqualTo(13);
    assertThat(numbers.judge(15)).isEqualTo(NEXT);
  }

  @Test
  void venueThatIsFurtherHasTradesThatAreMissing() {
    TradeNumbers numbers = new TradeNumbers(10L);
    numbers.reachesTo(12);

    assertThat(numbers.missing()).isEqualTo(2);
    assertThat(numbers.judge(13)).isEqualTo(NEXT);
    assertThat(numbers.judge(11)).isEqualTo(MISSED);
  }

  @Test
  void beforeTheBeginningNothingIsMissing() {
    TradeNumbers numbers = new TradeNumbers(null);
    numbers.reachesTo(12);

    assertThat(numbers.missing()).isZero();
    assertThat(numbers.judge(12)).isEqualTo(DUPLICATE);
    assertThat(numbers.judge(13)).isEqualTo(NEXT);
  }

  @Test
  void whatTheVenueDoesNotHaveIsGivenUp() {
    TradeNumbers numbers = new TradeNumbers(10L);
    numbers.judge(20);

    assertThat(numbers.giveUp(15)).isEqualTo(5);
    assertThat(numbers.missing()).isEqualTo(4);
    assertThat(numbers.judge(15)).isEqualTo(DUPLICATE);
    assertThat(numbers.givenUp()).isEqualTo(5);
  }

  @Test
  void hugeGapIsBounded() {
    TradeNumbers numbers = new TradeNumbers(0L);
    numbers.judge(1_000_000_000_000L);

    assertThat(numbers.missing()).isEqualTo(TradeNumbers.MOST_MISSING);
    assertThat(numbers.givenUp()).isEqualTo(1_000_000_000_000L - 1 - TradeNumbers.MOST_MISSING);
  }

  /** However a stream drops, repeats and turns round, each trade is taken once. */
  @Test
  void everyTradeIsTakenOnce() {
    for (long seed = 0; seed < 300; seed++) {
      List<Long> stream = stream(new Random(seed));
      TradeNumbers numbers = new TradeNumbers(100L);
      TreeSet<Long> taken = new TreeSet<>();
      for (long number : stream) {
        if (numbers.judge(number) != DUPLICATE) {
          assertThat(taken.add(number)).as("seed %d: %d", seed, number).isTrue();
        }
      }

      TreeSet<Long> all = new TreeSet<>(stream);
      assertThat(taken).as("seed %d", seed).isEqualTo(all);
      int left = all.isEmpty() ? 0 : (int) (all.last() - 100 - all.size());
      assertThat(numbers.missing()).as("seed %d", seed).isEqualTo(left);
    }
  }

  private static List<Long> stream(Random random) {
    List<Long> stream = new ArrayList<>();
    for (long number = 101; number <= 200; number++) {
      for (int copy = random.nextInt(4) / 2; copy >= 0; copy--) {
        stream.add(stream.size() - Math.min(stream.size(), random.nextInt(4)), number);
      }
    }
    stream.removeIf(_ -> random.nextInt(5) == 0);
    return stream;
  }
}
