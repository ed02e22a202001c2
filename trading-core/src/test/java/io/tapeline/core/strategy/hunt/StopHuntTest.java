package io.tapeline.core.strategy.hunt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.testing.Minutes;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CATALOGUE S4-HUNT, candle detector, with its worked numbers and bounds. */
class StopHuntTest {

  private static Minutes minutes(String... settings) {
    return new Minutes(new HuntProvider(), settings);
  }

  /** Candles from 99.60 to 100.10 that close at 100.00, of volume 100. */
  private static Minutes after(int count, String... settings) {
    Minutes minutes = minutes(settings);
    quiet(minutes, count);
    return minutes;
  }

  private static void quiet(Minutes minutes, int count) {
    for (int i = 0; i < count; i++) {
      minutes.on("100.00", "100.10", "99.60", "100.00", "100");
    }
  }

  private static void assertSkip(Opinion opinion, String reason) {
    assertThat(opinion)
        .isInstanceOfSatisfying(
            Opinion.Skip.class, skip -> assertThat(skip.reason()).isEqualTo(reason));
  }

  @Test
  void workedExampleHasConfidence0693() {
    assertThat(SpikeDetector.confidence(2.0, 0.004, 0.005, 0.005, 0.001))
        .isCloseTo(0.693, within(1e-9));
  }

  @Test
  void confidenceIsHeldBackWhereReturnsScatter() {
    assertThat(SpikeDetector.confidence(3.0, 0.01, 0.005, 0.005, 0.05))
        .as("never less than 0.7 of it")
        .isCloseTo(0.7, within(1e-9));
    assertThat(SpikeDetector.confidence(9.0, 0.09, 0.09, 0.09, 0)).isEqualTo(0.95);
    assertThat(SpikeDetector.confidence(0.0, 0, 0, 0, 0)).isEqualTo(0.1);
  }

  /** High 0.3 % above the range, wick 0.4 %, back at the close; middle of the range 99.85. */
  @Test
  void spikeAboveTheRangeIsSoldWithItsStopBeyondIt() {
    Opinion opinion = after(19).on("100.00", "100.40", "99.99", "100.00", "300");

    assertThat(opinion).isInstanceOf(Opinion.Wish.class);
    Opinion.Wish wish = (Opinion.Wish) opinion;
    assertThat(wish.side()).isEqualTo(Side.SELL);
    double spike = 100.40 / 100.10 - 1;
    double rejection = 0.40 / 100.40;
    assertThat(wish.confidence())
        .isCloseTo(
            0.30 + 0.25 * spike / 0.01 + 0.25 * 0.004 / 0.005 + 0.20 * rejection / 0.005,
            within(1e-9));
    assertThat(wish.evidence()).containsEntry("setup", "BUY_STOPS_SWEPT");
    ExitPlan plan = wish.exitPlan();
    assertThat(plan.stopFor(Side.SELL, wish.refPrice(), Minutes.instrument()))
        .as("0.1 % above 100.40, rounded toward the entry")
        .isEqualTo(Price.of("100.50"));
    assertThat(plan.targetFor(Side.SELL, wish.refPrice(), Minutes.instrument()))
        .as("the middle is nearer than 0.3 %")
        .isEqualTo(Price.of("99.70"));
    assertThat(plan.timeStop()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void spikeBelowTheRangeIsBought() {
    Minutes minutes = minutes();
    for (int i = 0; i < 19; i++) {
      minutes.on("100.00", "102.00", "99.90", "100.00", "100");
    }

    Opinion opinion = minutes.on("100.00", "100.01", "99.60", "100.00", "300");

    assertThat(opinion)
        .isInstanceOfSatisfying(
            Opinion.Wish.class,
            wish -> {
              assertThat(wish.side()).isEqualTo(Side.BUY);
              assertThat(wish.evidence()).containsEntry("setup", "SELL_STOPS_SWEPT");
              assertThat(wish.exitPlan().targetFor(Side.BUY, wish.refPrice(), Minutes.instrument()))
                  .as("the middle, 100.95, is farther than 1.5 stops of 0.4996 %")
                  .isEqualTo(Price.of("100.75"));
            });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "high at the reference exactly,  100.00, 100.10, 99.70,  99.70, 300, NO_SPIKE",
    "spike just below 0.2 %,         99.90,  100.30, 99.80,  99.90, 300, NO_SPIKE",
    "volume 1.4 times,               100.00, 100.40, 99.99, 100.00, 140, VOLUME_LOW",
    "wick below 0.3 %,               100.15, 100.40, 99.99, 100.05, 300, NO_REJECTION",
    "close at the reference,         100.10, 100.45, 99.99, 100.10, 300, NO_RETURN",
    "stop farther than 0.8 %,        100.00, 100.75, 99.99, 100.00, 300, STOP_TOO_WIDE",
    "too weak,                       100.00, 100.31, 99.99, 100.00, 150, LOW_CONFIDENCE",
    "both sides,                     100.00, 100.40, 99.30, 100.00, 300, TRIGGER_CONFLICT"
  })
  void refusalIsNamed(
      String row,
      String open,
      String high,
      String low,
      String close,
      String volume,
      String reason) {
    assertSkip(after(19).on(open, high, low, close, volume), reason);
  }

  @Test
  void twentyCandlesOfOneSegmentAreNeeded() {
    assertSkip(after(18).on("100.00", "100.40", "99.99", "100.00", "300"), "CANDLES_NOT_READY");
    Minutes minutes = after(30);
    minutes.gap();
    quiet(minutes, 18);
    assertSkip(minutes.on("100.00", "100.40", "99.99", "100.00", "300"), "CANDLES_NOT_READY");
  }

  @Test
  void withoutVolumeThereIsNoSignal() {
    Minutes minutes = minutes();
    for (int i = 0; i < 19; i++) {
      minutes.on("100.00", "100.10", "99.60", "100.00", "0");
    }
    assertSkip(minutes.on("100.00", "100.40", "99.99", "100.00", "300"), "VOLUME_NOT_READY");
  }

  private static Opinion trade(
      Minutes minutes, long millis, String price, String size, Aggressor aggressor) {
    EventTime ts = new EventTime(minutes.next().micros() + millis * 1000);
    minutes
        .strategy()
        .apply(
            new Tick(
                minutes.origin(ts), Minutes.SYMBOL, Price.of(price), Quantity.of(size), aggressor));
    return minutes.strategy().opinion();
  }

  private static void quote(
      Minutes minutes, long millis, String bid, String bidSize, String ask, String askSize) {
    EventTime ts = new EventTime(minutes.next().micros() + millis * 1000);
    minutes
        .strategy()
        .apply(
            new Quote(
                minutes.origin(ts),
                Minutes.SYMBOL,
                Price.of(bid),
                Quantity.of(bidSize),
                Price.of(ask),
                Quantity.of(askSize)));
  }

  /** The session's high at .10 is run to .12 and left for .07 by the 22nd second. */
  private static Opinion sweepOf(Minutes minutes, String base) {
    trade(minutes, 10_000, base + "00", "1", Aggressor.BUY);
    trade(minutes, 16_000, base + "00", "1", Aggressor.SELL);
    quote(minutes, 20_000, base + "07", "100", base + "08", "40");
    quote(minutes, 20_100, base + "09", "300", base + "10", "40");
    trade(minutes, 20_200, base + "10", "50", Aggressor.BUY);
    trade(minutes, 20_300, base + "12", "50", Aggressor.BUY);
    quote(minutes, 20_800, base + "09", "100", base + "11", "300");
    quote(minutes, 21_000, base + "06", "100", base + "08", "100");
    return trade(minutes, 21_500, base + "07", "1", Aggressor.SELL);
  }

  /** Vacuum 0.6, delta far above 4 deviations, absorbed, 0.03 back inside. */
  private static double score(double pool) {
    return 0.25 * 0.6 + 0.25 + 0.25 + 0.25 * (0.03 / pool * 1e4) / 5;
  }

  @Test
  void sweptPoolIsSoldAtOnceAndItsCandleGivesNoSecondSignal() {
    Minutes minutes = after(36);

    Opinion opinion = sweepOf(minutes, "100.");

    assertThat(opinion)
        .isInstanceOfSatisfying(
            Opinion.Wish.class,
            wish -> {
              assertThat(wish.side()).isEqualTo(Side.SELL);
              assertThat(wish.refPrice()).isEqualTo(Price.of("100.07"));
              assertThat(wish.confidence()).isCloseTo(score(100.10), within(1e-9));
              assertThat(wish.evidence()).containsEntry("pool", "SESSION 100.10 BUY");
              assertThat(wish.exitPlan().stopFor(Side.SELL, wish.refPrice(), Minutes.instrument()))
                  .as("0.1 % above 100.12")
                  .isEqualTo(Price.of("100.22"));
            });
    assertSkip(minutes.on("100.00", "100.40", "99.99", "100.00", "300"), "DUPLICATE_SIGNAL");
  }

  @Test
  void withoutTheBookThereIsTheCandleAlone() {
    assertThat(sweepOf(after(36, "tapeline.hunt.book", "false"), "100.")).isEqualTo(Opinion.SILENT);
  }

  /** The candle's high becomes the session's; the pool there is run within a minute. */
  @Test
  void bothDetectorsTogetherAreSurer() {
    Minutes minutes = after(36);
    Opinion.Wish first = (Opinion.Wish) minutes.on("100.00", "100.40", "99.99", "100.00", "300");
    trade(minutes, 10_000, "100.30", "1", Aggressor.BUY);
    trade(minutes, 16_000, "100.30", "1", Aggressor.SELL);
    quote(minutes, 20_000, "100.37", "100", "100.38", "40");
    quote(minutes, 20_100, "100.39", "300", "100.40", "40");
    trade(minutes, 20_300, "100.42", "100", Aggressor.BUY);
    quote(minutes, 20_800, "100.39", "100", "100.41", "300");
    quote(minutes, 21_000, "100.36", "100", "100.38", "100");

    Opinion opinion = trade(minutes, 21_500, "100.37", "1", Aggressor.SELL);

    assertThat(opinion)
        .isInstanceOfSatisfying(
            Opinion.Wish.class,
            wish ->
                assertThat(wish.confidence())
                    .isCloseTo(1 - (1 - first.confidence()) * (1 - score(100.40)), within(1e-9)));
  }
}
