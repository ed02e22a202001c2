package io.tapeline.core.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.SeriesHealth.Flag;
import io.tapeline.core.instrument.AlwaysOpen;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.instrument.TradingWeek;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesWatchTest {

  private static final long MINUTE = 60_000_000;

  private final SeriesWatch watch = new SeriesWatch(Timeframe.M1, new AlwaysOpen());
  private long minute;
  private long seq;

  /** Closes in; candles out in their order, one that is unconfirmed with a question mark. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # closes              | published                               | what happened
          100 110 121           | 100 110 121                             | ten per cent exactly is no jump
          100 111               | 100 111?                                | not confirmed yet
          100 111 112 113       | 100 111? 112? 113 111r1 112r1           | confirmed by two
          100 1000 101 102      | 100 1000? 101 102                       | a slip stays unconfirmed
          100 1000 1001 101     | 100 1000? 1001? 101                     | two slips
          100 200 50 51 52      | 100 200? 50? 51? 52 50r1 51r1           | a slip, then a true jump
          400 100 101 99 100    | 400 100? 101? 99 100r1 101r1 100        | a split four to one
          """)
  void aJumpGoesOutUnconfirmedAndIsSaidAgainWhenItIsConfirmed(String closes, String published) {
    List<Candle> out = new ArrayList<>();
    for (String close : closes.split(" ", -1)) {
      out.addAll(watch.judge(candle(close, "1")));
    }

    assertThat(out.stream().map(SeriesWatchTest::told).collect(Collectors.joining(" ")))
        .isEqualTo(published);
  }

  @Test
  void confirmationBearsTheEventThatConfirmedAndTheFiguresSaidLast() {
    watch.judge(candle("100", "1"));
    Candle jump = watch.judge(candle("120", "1")).getFirst();
    Candle late = jump.saidBy(new Origin(++seq, jump.origin().ts()), 1, false);
    assertThat(watch.judge(late)).containsExactly(late.saidBy(late.origin(), 1, true));
    watch.judge(candle("121", "1"));
    Candle last = candle("122", "1");

    Candle confirmed = watch.judge(last).get(1);
    assertThat(confirmed).isEqualTo(jump.saidBy(last.origin(), 2, false));
    Candle later = late.saidBy(new Origin(++seq, jump.origin().ts()), 2, false);
    assertThat(watch.judge(later)).containsExactly(later.saidBy(later.origin(), 3, false));
  }

  @Test
  void flagsAreThoseOfTheNewestHundredCandles() {
    fill(99);
    assertThat(watch.flags(null)).containsExactly(Flag.INSUFFICIENT_DATA);
    watch.judge(candle("1000", "1"));
    assertThat(watch.flags(null)).containsExactly(Flag.PRICE_JUMP);

    fill(99);
    assertThat(watch.flags(null)).containsExactly(Flag.PRICE_JUMP);
    fill(1);
    assertThat(watch.flags(null)).isEmpty();
    assertThat(watch.jumps()).isEqualTo(1);
    assertThat(watch.confirmed()).isZero();
  }

  @Test
  void aConfirmedJumpIsNoFlag() {
    fill(98);
    for (String close : List.of("200", "201", "202")) {
      watch.judge(candle(close, "1"));
    }

    assertThat(watch.flags(null)).isEmpty();
    assertThat(watch.jumps()).isEqualTo(2);
    assertThat(watch.confirmed()).isEqualTo(2);
  }

  @Test
  void volumeIsComparedWithTheTwentyBefore() {
    fill(100);
    watch.judge(candle("100", "10"));
    assertThat(watch.flags(null)).isEmpty();
    // The mean of the twenty before is (19 + 10) / 20 = 1.45.
    watch.judge(candle("100", "14.51"));
    assertThat(watch.flags(null)).containsExactly(Flag.VOLUME_SPIKE);
    assertThat(watch.volumeSpikes()).isEqualTo(1);
  }

  @Test
  void moreThanOneMissingInTwentyAreTooManyUntilTheyLieBehind() {
    fill(100);
    minute += 5;
    fill(1);
    // 5 of 105 slots, then 6 of 106.
    assertThat(watch.flags(null)).isEmpty();
    minute += 1;
    fill(1);
    assertThat(watch.flags(null)).containsExactly(Flag.TOO_MANY_GAPS);

    fill(97);
    assertThat(watch.flags(null)).containsExactly(Flag.TOO_MANY_GAPS);
    // Now the five lie before the window's first candle.
    fill(1);
    assertThat(watch.flags(null)).isEmpty();
  }

  @Test
  void aClosedMarketIsNeitherStaleNorFullOfGaps() {
    SeriesWatch metals = new SeriesWatch(Timeframe.M1, TradingWeek.metals(Set.of()));
    EventTime close = at("2026-07-17T21:00:00Z");
    for (long each = 100; each > 0; each--) {
      metals.judge(candle(close.micros() - each * MINUTE));
    }
    assertThat(metals.flags(close.plus(Duration.ofHours(1)))).isEmpty();
    EventTime opening = at("2026-07-19T22:00:00Z");
    assertThat(metals.flags(opening)).containsExactly(Flag.STALE);

    metals.judge(candle(opening.micros()));
    assertThat(metals.flags(opening.plus(Duration.ofMinutes(6)))).isEmpty();
    assertThat(metals.flags(opening.plus(Duration.ofMinutes(7)))).containsExactly(Flag.STALE);
  }

  @Test
  void secondsWithoutAPriceAreNotMissing() {
    SeriesWatch seconds = new SeriesWatch(Timeframe.S1, new AlwaysOpen());
    for (long each = 0; each < 100; each++) {
      seconds.judge(candle(Timeframe.S1, each * 3 * EventTime.MICROS_PER_SECOND, "100", "1"));
    }
    assertThat(seconds.flags(null)).isEmpty();
  }

  /** At any place, what was published gives the watch back as it was. */
  @Test
  void publishedCandlesGiveTheStateBack() {
    Random random = new Random(7);
    for (int run = 0; run < 50; run++) {
      SeriesWatch whole = new SeriesWatch(Timeframe.M1, new AlwaysOpen());
      SeriesWatch restored = new SeriesWatch(Timeframe.M1, new AlwaysOpen());
      double price = 100;
      List<Candle> made = new ArrayList<>();
      for (int each = 0; each < 300; each++) {
        minute += random.nextInt(20) == 0 ? 2 : 0;
        price *= random.nextInt(6) == 0 ? 0.5 + random.nextDouble() : 1;
        boolean late = random.nextInt(8) == 0 && !made.isEmpty();
        Candle candle =
            late
                ? made.getLast().saidBy(new Origin(++seq, made.getLast().origin().ts()), 1, false)
                : candle(
                    String.format(Locale.ROOT, "%.2f", Math.max(1, price)),
                    "" + (1 + random.nextInt(40)));
        List<Candle> published = whole.judge(candle);
        if (random.nextBoolean()) {
          assertThat(restored.judge(candle)).isEqualTo(published);
        } else {
          published.forEach(restored::remember);
        }
        made.add(candle);
        EventTime now = candle.closeTime().plus(Duration.ofMinutes(random.nextInt(10)));
        assertThat(restored.flags(now)).isEqualTo(whole.flags(now));
      }
      assertThat(restored.jumps()).isEqualTo(whole.jumps()).isPositive();
      assertThat(restored.confirmed()).isEqualTo(whole.confirmed()).isPositive();
      assertThat(restored.volumeSpikes()).isEqualTo(whole.volumeSpikes());
    }
  }

  private void fill(int candles) {
    for (int each = 0; each < candles; each++) {
      watch.judge(candle("100", "1"));
    }
  }

  private static String told(Candle candle) {
    return candle.close()
        + (candle.unconfirmed() ? "?" : "")
        + (candle.revision() == 0 ? "" : "r" + candle.revision());
  }

  private static EventTime at(String instant) {
    return new EventTime(Instant.parse(instant).getEpochSecond() * EventTime.MICROS_PER_SECOND);
  }

  private Candle candle(String close, String volume) {
    return candle(Timeframe.M1, minute++ * MINUTE, close, volume);
  }

  private Candle candle(long openMicros) {
    return candle(Timeframe.M1, openMicros, "100", "1");
  }

  private Candle candle(Timeframe timeframe, long openMicros, String close, String volume) {
    Price price = Price.of(close);
    return new Candle(
        new Origin(++seq, new EventTime(openMicros + EventTime.micros(timeframe.length()))),
        new Symbol("X"),
        timeframe,
        new EventTime(openMicros),
        price,
        price,
        price,
        price,
        Quantity.of(volume),
        1,
        false,
        0,
        false);
  }
}
