package io.tapeline.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.CandleTally;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import org.junit.jupiter.api.Test;

class PlayedTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Played played = new Played(registry, false);

  @Test
  void correctionsAndFilledMinutesAreNoCandles() {
    played.accept(minute(false, 0));
    played.accept(minute(false, 1));
    played.accept(minute(true, 0));

    assertThat(played.candles()).containsEntry("1m", 1L).containsEntry("5m", 0L);
  }

  @Test
  void whatBecameOfThePricesIsMeasuredUntilTheFeedStartsOver() {
    played.note(new CandleTally(1, 2, 3, 4, 5, 6));

    assertThat(gauge("late.prices")).isEqualTo(1);
    assertThat(gauge("late.left.out")).isEqualTo(2);
    assertThat(gauge("candles.revised")).isEqualTo(3);
    assertThat(gauge("candles.synthetic")).isEqualTo(4);
    assertThat(gauge("segments")).isEqualTo(5);
    assertThat(gauge("candles.incomplete")).isEqualTo(6);

    played.startOver();
    assertThat(gauge("late.prices")).isZero();
  }

  @Test
  void quarantinedInputIsCountedByItsReason() {
    played.accept(new Quarantined("tape", 2, "PRICE_NOT_POSITIVE", "price 0", "1,X,0,1"));
    played.accept(new Quarantined("tape", 3, "PRICE_NOT_POSITIVE", "price -1", "1,X,-1,1"));
    played.accept(new Quarantined("tape", 4, "CROSSED_QUOTE", "bid 2, ask 1", "1,X,2,1"));

    assertThat(byReason("PRICE_NOT_POSITIVE")).isEqualTo(2);
    assertThat(byReason("CROSSED_QUOTE")).isEqualTo(1);
    assertThat(gauge("quarantined")).isEqualTo(3);

    played.startOver();
    assertThat(byReason("CROSSED_QUOTE")).isZero();
  }

  private double byReason(String reason) {
    return registry
        .get("tapeline.feed.quarantined.by.reason")
        .tag("reason", reason)
        .gauge()
        .value();
  }

  private double gauge(String name) {
    return registry.get("tapeline.feed." + name).gauge().value();
  }

  private static Candle minute(boolean synthetic, int revision) {
    return new Candle(
        new Origin(1, new EventTime(60_000_000)),
        new Symbol("X"),
        Timeframe.M1,
        new EventTime(0),
        Price.of("1"),
        Price.of("1"),
        Price.of("1"),
        Price.of("1"),
        Quantity.ZERO,
        0,
        synthetic,
        revision,
        false);
  }
}
