package io.tapeline.benchmarks;

import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Feed;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.sim.SimulatedMarket;
import io.tapeline.core.sim.SimulationSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.strategy.SignalStage;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.time.Duration;

/**
 * What the strategies' stage keeps of one instrument with every strategy, in bytes of live heap, as
 * a simulated market goes on: a number a line, for each quarter of a day.
 */
public final class StrategiesMemory {

  private static final int DAYS = 2;
  private static final long QUARTER = EventTime.micros(Duration.ofHours(6));
  private static final Symbol SYMBOL = new Symbol("BTCUSDT");

  private StrategiesMemory() {}

  public static void main(String[] args) throws IOException {
    LineSettings settings = LineSettings.read(StrategiesBenchmark.SETTINGS::get);
    try (Feed market =
        new SimulatedMarket(
            SimulationSettings.defaults(7, new EventTime(1_767_225_600_000_000L))
                .withDuration(Duration.ofDays(DAYS)))) {
      long before = used();
      SignalStage stage = new SignalStage(settings, StrategiesBenchmark.ALL, PriceSource.TRADE);
      long next = Long.MIN_VALUE;
      long count = 0;
      Event event;
      while ((event = market.next()) != null) {
        boolean priced = event instanceof Tick || event instanceof Quote;
        if (!priced || !((MarketEvent) event).symbol().equals(SYMBOL)) {
          continue;
        }
        MarketEvent tick = (MarketEvent) event;
        run(stage, tick);
        count++;
        next = next == Long.MIN_VALUE ? tick.ts().micros() + QUARTER : next;
        if (tick.ts().micros() >= next) {
          next += QUARTER;
          System.out.printf("%,d events: %,d bytes%n", count, used() - before);
        }
      }
      // It is used after the last figure, or it would be gone before.
      System.out.println(stage.whyNot(SYMBOL) == null ? "nothing watched" : "watched");
    }
  }

  private static void run(SignalStage stage, MarketEvent event) {
    stage.apply(event);
    stage.decide(event).forEach(stage::apply);
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
