package io.tapeline.core.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.SeriesHealth.Flag;
import io.tapeline.core.candle.SeriesHealth.Judged;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesHealthTest {

  private static final long MINUTE = 60_000_000L;

  private final SeriesHealth health = new SeriesHealth(Timeframe.M1);
  private long minute;

  /** Closes in, closes out in their order; the refused ones are marked. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # closes                | judged                      | what happened
          100 110 121             | 100 110 121                 | ten per cent exactly is no jump
          100 111                 | 100                         | held
          100 111 112             | 100                         | held with one that confirms
          100 111 112 113         | 100 111 112 113             | confirmed by two
          100 89 90 88            | 100 89 90 88                | downwards too
          400 100 101 99 100      | 400 100 101 99 100          | a split four to one
          100 1000 101 102        | 100 !1000 101 102           | a slip
          100 1000 1001 101 102   | 100 !1000 !1001 101 102     | two slips
          100 0.01 100            | 100 !0.01 100               | a slip downwards
          100 200 50 51 52        | 100 !200 50 51 52           | a slip, then a true jump
          100 112 126 141         | 100 112 126 141             | a run confirms itself
          """)
  void jumpIsHeldUntilTheNextTwoConfirmOrDenyIt(String closes, String judged) {
    List<Judged> told = new ArrayList<>();
    for (String close : closes.split(" ", -1)) {
      told.addAll(health.take(candle(close, "1")));
    }

    assertThat(texts(told)).containsExactly(judged.split(" ", -1));
  }

  @Test
  void secondSourceConfirmsAJumpAtOnce() {
    health.take(candle("100", "1"));
    health.take(candle("120", "1"));

    assertThat(health.confirm(new BigDecimal("101"))).isEmpty();
    assertThat(texts(health.confirm(new BigDecimal("119")))).containsExactly("120");
    assertThat(texts(health.take(candle("121", "1")))).containsExactly("121");
    assertThat(health.confirmedJumps()).isEqualTo(1);
    assertThat(health.flags(null)).doesNotContain(Flag.PRICE_JUMP);
  }

  @Test
  void endRefusesWhatNothingConfirmed() {
    health.take(candle("100", "1"));
    health.take(candle("120", "1"));
    health.take(candle("121", "1"));

    assertThat(health.flags(null)).contains(Flag.PRICE_JUMP);
    assertThat(texts(health.end())).containsExactly("!120", "!121");
    assertThat(health.end()).isEmpty();
    assertThat(health.refusedJumps()).isEqualTo(2);
    assertThat(health.flags(null)).contains(Flag.PRICE_JUMP);
  }

  @Test
  void volumeIsComparedWithTheMeanOfTheTwentyBefore() {
    for (int i = 0; i < 20; i++) {
      health.take(candle("1", i < 10 ? "1" : "3"));
      health.take(candle("1", "0"));
    }
    // The mean is 2: 20 is ten times that, no more.
    health.take(candle("1", "20"));
    assertThat(health.volumeSpikes()).isZero();
    // Now (9 + 30 + 20) / 20 = 2.95.
    health.take(candle("1", "29.5"));
    assertThat(health.volumeSpikes()).isZero();
    // Now (8 + 30 + 20 + 29.5) / 20 = 4.375.
    health.take(candle("1", "43.76"));
    assertThat(health.volumeSpikes()).isEqualTo(1);
    assertThat(health.flags(null)).contains(Flag.VOLUME_SPIKE);
  }

  @Test
  void hundredCandlesAreEnough() {
    for (int i = 0; i < 99; i++) {
      health.take(candle("1", "1"));
    }
    assertThat(health.flags(null)).containsExactly(Flag.INSUFFICIENT_DATA);
    health.take(candle("1", "1"));
    assertThat(health.flags(null)).isEmpty();
  }

  @Test
  void moreThanOneMissingInTwentyAreTooMany() {
    for (int i = 0; i < 95; i++) {
      health.take(candle("1", "1"));
    }
    minute += 5;
    health.take(candle("1", "1"));
    // 5 of 101 are missing, then 6 of 103.
    assertThat(health.missing()).isEqualTo(5);
    assertThat(health.flags(null)).doesNotContain(Flag.TOO_MANY_GAPS);
    minute += 1;
    health.take(candle("1", "1"));
    assertThat(health.flags(null)).contains(Flag.TOO_MANY_GAPS);
  }

  @Test
  void newestMinuteIsStaleAfterFive() {
    health.take(candle("1", "1"));
    EventTime closed = new EventTime(MINUTE);

    assertThat(health.flags(closed.plus(Duration.ofMinutes(5)))).doesNotContain(Flag.STALE);
    assertThat(health.flags(new EventTime(6 * MINUTE + 1))).contains(Flag.STALE);
    assertThat(new SeriesHealth(Timeframe.M5).flags(new EventTime(60 * MINUTE)))
        .doesNotContain(Flag.STALE);
  }

  @Test
  void candleThatIsNotLaterIsPassedOver() {
    RawCandle first = candle("1", "1");
    health.take(first);

    assertThat(health.take(first)).isEmpty();
    assertThat(health.count()).isEqualTo(1);
  }

  private static List<String> texts(List<Judged> judged) {
    return judged.stream()
        .map(each -> (each.refused() == null ? "" : "!") + each.candle().close())
        .toList();
  }

  private RawCandle candle(String close, String volume) {
    BigDecimal figure = new BigDecimal(close);
    return new RawCandle(
        new Symbol("X"),
        Timeframe.M1,
        new EventTime(minute++ * MINUTE),
        figure,
        figure,
        figure,
        figure,
        new BigDecimal(volume));
  }
}
