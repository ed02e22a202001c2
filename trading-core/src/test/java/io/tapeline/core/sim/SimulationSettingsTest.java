package io.tapeline.core.sim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** One row per mistake: what is set, and the one line the user reads. */
class SimulationSettingsTest {

  private static final SimulationSettings DEFAULTS =
      SimulationSettings.defaults(1, new EventTime(0));
  private static final SimulatedInstrument BTC = SimulatedInstrument.btcUsdt();

  @Test
  void refusesInstrumentsThatMakeNoMarket() {
    refused(() -> DEFAULTS.withInstruments(List.of()), "instruments must name at least one");
    refused(
        () -> DEFAULTS.withInstruments(List.of(BTC, BTC)),
        "instruments must not name a symbol twice, are [BTCUSDT, BTCUSDT]");
    refused(() -> instrument("60000", "0", "1", "1"), "X: tickSize must be above zero, is 0");
    refused(() -> instrument("60000", "1", "-1", "1"), "X: lotStep must be above zero, is -1");
    refused(
        () -> instrument("60000.05", "0.1", "1", "1"),
        "X: startPrice must be a whole number of steps of 0.1, is 60000.05");
    refused(
        () -> instrument("9.9", "0.1", "1", "1"),
        "X: startPrice must be at least 100 ticks, is 99");
    refused(
        () -> instrument("60000", "0.00000001", "1", "1"),
        "X: startPrice must be at most 1000000000000 steps, is 60000");
    refused(
        () -> instrument("60000", "0.1", "0.1", "0.05"),
        "X: typicalSize must be a whole number of steps of 0.1, is 0.05");
    refused(
        () -> instrument("60000", "0.1", "0.1", "0"),
        "X: typicalSize must be at least one lot, is 0");
    refused(
        () -> instrument("60000", "0.1", "0.123456", "0.123456"),
        "X: lotStep must have at most five digits, is 0.123456");
  }

  @Test
  void refusesExtentsAndIntervalsOfNothing() {
    refused(() -> DEFAULTS.withDuration(Duration.ZERO), "duration must be above zero, is PT0S");
    refused(() -> DEFAULTS.withMaxEvents(0), "maxEvents must be above zero, is 0");
    refused(
        () -> DEFAULTS.withHeartbeat(Duration.ofNanos(1)),
        "heartbeat must be at least a millisecond, is PT0.000000001S");
    refused(() -> DEFAULTS.withBooksPerSecond(-1), "booksPerSecond must be from 0 to 1000, is -1");
    refused(
        () -> DEFAULTS.withBooksPerSecond(1001), "booksPerSecond must be from 0 to 1000, is 1001");
  }

  @Test
  void refusesRatesThatLeaveTheBookEmptyOrFillItWithoutEnd() {
    refused(() -> new ArrivalRates(0, 1, 1, 1, 1, 1), "makerRefreshes must be above zero, is 0.0");
    refused(
        () -> new ArrivalRates(1, -1, 1, 1, 1, 1), "limitOrders must not be below zero, is -1.0");
    refused(
        () -> new ArrivalRates(1, 1, Double.NaN, 1, 1, 1),
        "marketOrders must not be below zero, is NaN");
    refused(() -> new ArrivalRates(1, 1, 1, 0, 1, 1), "cancellations must be above zero, is 0.0");
    refused(
        () -> new ArrivalRates(1, 1, 1, 1, Double.POSITIVE_INFINITY, 1),
        "informedOrders must not be below zero, is Infinity");
    refused(
        () -> new ArrivalRates(1, 1, 1, 1, 1, -2),
        "momentumOrders must not be below zero, is -2.0");
  }

  @Test
  void refusesRegimesThatCannotBeLivedThrough() {
    Duration second = Duration.ofSeconds(1);
    refused(
        () -> new RegimeSettings(Duration.ZERO, 1, 1, 1, 1),
        "meanDuration must be at least a millisecond, is PT0S");
    refused(
        () -> new RegimeSettings(second, -1, 1, 1, 1), "weight must not be below zero, is -1.0");
    refused(
        () -> new RegimeSettings(second, 1, -1, 1, 1),
        "volatilityBps must not be below zero, is -1.0");
    refused(
        () -> new RegimeSettings(second, 1, 1, -1, 1), "driftBps must not be below zero, is -1.0");
    refused(() -> new RegimeSettings(second, 1, 1, 1, 0), "activity must be above zero, is 0.0");

    Map<Regime, RegimeSettings> regimes = new EnumMap<>(SimulationSettings.defaultRegimes());
    regimes.remove(Regime.BURST);
    refused(() -> DEFAULTS.withRegimes(regimes), "regimes must describe BURST");
    for (Regime regime : Regime.values()) {
      regimes.put(regime, new RegimeSettings(second, 0, 1, 0, 1));
    }
    refused(
        () -> DEFAULTS.withRegimes(regimes),
        "regimes with a weight above zero: at least one, are 0");
  }

  private static SimulatedInstrument instrument(
      String price, String tick, String lot, String size) {
    return new SimulatedInstrument(
        new Symbol("X"),
        Price.of(price),
        new BigDecimal(tick),
        new BigDecimal(lot),
        Quantity.of(size));
  }

  private static void refused(ThrowingCallable setting, String line) {
    assertThatThrownBy(setting)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(line)
        .hasMessageNotContaining("\n");
  }
}
