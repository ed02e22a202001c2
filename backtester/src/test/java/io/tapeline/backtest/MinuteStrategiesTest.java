package io.tapeline.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.money.Side;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeReader;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.testsupport.SharedData;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Strategies of minutes on real ones: each signal is judged anew by the candles of the tape. */
class MinuteStrategiesTest {

  private static final int CANDLES = 6_000;
  private static final long MINUTE = 60_000_000L;

  private static List<TapeRow.Bar> tape() throws IOException {
    List<TapeRow.Bar> bars = new ArrayList<>();
    try (TapeReader reader =
        TapeReader.open(SharedData.tape("binance_spot_BTCUSDT_202104_candles_1m"))) {
      for (TapeRow row = reader.next(); row != null && bars.size() < CANDLES; row = reader.next()) {
        bars.add((TapeRow.Bar) row);
      }
    }
    return bars;
  }

  private static List<Event> play(List<TapeRow.Bar> bars, String... strategies) throws IOException {
    List<Event> events = new ArrayList<>();
    new Backtest(
            new MarketDataStage(PriceSource.TRADE),
            PriceSource.TRADE,
            LineSettings.read(_ -> null),
            List.of(strategies),
            events::add)
        .run(new CandlePlay(bars, "0.01"));
    return events;
  }

  private static List<Signal> signals(List<Event> events) {
    return events.stream().filter(Signal.class::isInstance).map(Signal.class::cast).toList();
  }

  /** Number of the candle that closed before the signal; its close is the signal's price. */
  private static int decidedOn(List<TapeRow.Bar> bars, Signal signal) {
    long opened = Math.floorDiv(signal.origin().ts().micros(), MINUTE) * MINUTE - MINUTE;
    for (int i = 0; i < bars.size(); i++) {
      if (bars.get(i).micros() == opened) {
        assertThat(signal.refPrice()).as(signal.id()).isEqualTo(bars.get(i).close());
        return i;
      }
    }
    throw new AssertionError("no candle opened at " + opened);
  }

  private static void assertPlaced(Signal signal, Duration hold) {
    boolean buy = signal.side() == Side.BUY;
    assertThat(signal.stop().isBelow(signal.refPrice())).as("stop of %s", signal).isEqualTo(buy);
    assertThat(signal.target().isAbove(signal.refPrice())).as("target %s", signal).isEqualTo(buy);
    assertThat(signal.exitPlan().timeStop()).isEqualTo(hold);
    assertThat(signal.confidence()).isBetween(0.6, 1.0);
  }

  private static double volumeRatio(List<TapeRow.Bar> bars, int at) {
    double sum = 0;
    for (int i = at - 10; i < at; i++) {
      sum += value(bars.get(i).volume().value());
    }
    return value(bars.get(at).volume().value()) / (sum / 10);
  }

  private static double value(java.math.BigDecimal exact) {
    return exact.doubleValue();
  }

  private static double high(List<TapeRow.Bar> bars, int from, int to) {
    return bars.subList(from, to).stream()
        .mapToDouble(each -> value(each.high().value()))
        .max()
        .orElseThrow();
  }

  private static double low(List<TapeRow.Bar> bars, int from, int to) {
    return bars.subList(from, to).stream()
        .mapToDouble(each -> value(each.low().value()))
        .min()
        .orElseThrow();
  }

  @Test
  void everyHuntedSpikeIsOneOnTheTape() throws IOException {
    List<TapeRow.Bar> bars = tape();
    List<Signal> signals = signals(play(bars, "hunt"));

    assertThat(signals).isNotEmpty();
    for (Signal signal : signals) {
      assertPlaced(signal, Duration.ofMinutes(5));
      int at = decidedOn(bars, signal);
      TapeRow.Bar bar = bars.get(at);
      double close = value(bar.close().value());
      if (signal.side() == Side.SELL) {
        double reference = high(bars, at - 19, at);
        assertThat(value(bar.high().value())).isGreaterThanOrEqualTo(reference * 1.002 - 1e-6);
        assertThat(close).isLessThan(reference);
        assertThat(signal.stop().isAbove(bar.high())).isTrue();
      } else {
        double reference = low(bars, at - 19, at);
        assertThat(value(bar.low().value())).isLessThanOrEqualTo(reference * 0.998 + 1e-6);
        assertThat(close).isGreaterThan(reference);
        assertThat(signal.stop().isBelow(bar.low())).isTrue();
      }
      assertThat(volumeRatio(bars, at)).isGreaterThanOrEqualTo(1.5 - 1e-9);
      assertThat(Math.abs(value(signal.stop().value()) - close) / close)
          .isLessThanOrEqualTo(0.008 + 1e-9);
    }
  }

  @Test
  void everyQuickScalpKeepsItsRuleOnTheTape() throws IOException {
    List<TapeRow.Bar> bars = tape();
    List<Signal> signals = signals(play(bars, "quick"));

    assertThat(signals).isNotEmpty();
    for (Signal signal : signals) {
      assertPlaced(signal, Duration.ofMinutes(3));
      int at = decidedOn(bars, signal);
      assertThat(at).isGreaterThanOrEqualTo(49);
      assertThat(volumeRatio(bars, at)).isGreaterThanOrEqualTo(1.3 - 1e-9);
      double close = value(bars.get(at).close().value());
      double support = low(bars, at - 10, at);
      double resistance = high(bars, at - 10, at);
      boolean buy = signal.side() == Side.BUY;
      switch (signal.evidence().get("setup")) {
        case "RANGE_BOUNCE" ->
            assertThat((buy ? close - support : resistance - close) / close)
                .isBetween(-1e-9, 0.002 + 1e-9);
        case "MEAN_REVERSION" -> {
          double mean =
              bars.subList(at - 9, at + 1).stream()
                  .mapToDouble(each -> value(each.close().value()))
                  .average()
                  .orElseThrow();
          assertThat((buy ? mean - close : close - mean) / mean)
              .isGreaterThanOrEqualTo(0.004 - 1e-9);
        }
        case "MOMENTUM" ->
            assertThat(buy ? close > resistance * 1.0005 : close < support * 0.9995).isTrue();
        case null, default -> throw new AssertionError("no such set-up: " + signal);
      }
    }
  }

  @Test
  void everyTradeOfTheProfileHasItsStopAndRejectionOnTheTape() throws IOException {
    List<TapeRow.Bar> bars = tape();
    List<Signal> signals = signals(play(bars, "profile"));

    assertThat(signals).isNotEmpty();
    Set<String> setups = new HashSet<>();
    for (Signal signal : signals) {
      assertPlaced(signal, Duration.ofMinutes(10));
      int at = decidedOn(bars, signal);
      TapeRow.Bar bar = bars.get(at);
      double close = value(bar.close().value());
      double open = value(bar.open().value());
      assertThat(Math.abs(value(signal.stop().value()) - close) / close)
          .isLessThanOrEqualTo(0.004 + 1e-9);
      String setup = signal.evidence().getOrDefault("setup", "");
      setups.add(setup);
      if (setup.equals("SUPPORT_BOUNCE")) {
        double wick = Math.min(open, close) - value(bar.low().value());
        assertThat(wick / close).isGreaterThanOrEqualTo(0.001 - 1e-9);
      } else if (setup.equals("RESISTANCE_REJECTION")) {
        double wick = value(bar.high().value()) - Math.max(open, close);
        assertThat(wick / close).isGreaterThanOrEqualTo(0.001 - 1e-9);
      }
    }
    assertThat(setups).as("the wicks were looked at").contains("SUPPORT_BOUNCE");
  }

  @Test
  void togetherTheyGiveOneSignalACandleAndTheSameOnesTwice() throws IOException {
    List<TapeRow.Bar> bars = tape();
    List<Event> events = play(bars, "hunt", "profile", "quick");

    assertThat(signals(events)).extracting(signal -> signal.origin().seq()).doesNotHaveDuplicates();
    assertThat(events)
        .filteredOn(Decision.class::isInstance)
        .extracting(Decision.class::cast)
        .noneMatch(each -> each.outcome() == Outcome.ERROR)
        .anyMatch(each -> each.reason().equals("OUTRANKED"));
    assertThat(play(bars, "hunt", "profile", "quick")).isEqualTo(events);
  }
}
