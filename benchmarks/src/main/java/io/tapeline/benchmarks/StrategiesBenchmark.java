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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Trades and quotes of one simulated instrument through the strategies' stage, minutes made and
 * refusals told included: what a tick costs with every strategy, with one, and with none.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
public class StrategiesBenchmark {

  /** Six hours and more of one instrument. */
  private static final int EVENTS = 200_000;

  static final List<String> ALL =
      List.of("momentum-burst", "adaptive", "subcent", "micro-scalp", "profile", "quick", "hunt");

  /** With these every strategy takes part on bitcoin. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "tapeline.instruments.BTCUSDT.plan.rule-set",
          "generic",
          "tapeline.subcent.max-token-price",
          "1000000");

  private final List<MarketEvent> events = new ArrayList<>(EVENTS);
  private final LineSettings settings = LineSettings.read(SETTINGS::get);

  @Setup
  public void simulate() throws IOException {
    try (Feed market =
        new SimulatedMarket(
            SimulationSettings.defaults(7, new EventTime(1_767_225_600_000_000L))
                .withDuration(Duration.ofDays(2)))) {
      Event event;
      while (events.size() < EVENTS && (event = market.next()) != null) {
        boolean priced = event instanceof Tick || event instanceof Quote;
        if (priced && ((MarketEvent) event).symbol().equals(new Symbol("BTCUSDT"))) {
          events.add((MarketEvent) event);
        }
      }
    }
    if (events.size() < EVENTS) {
      throw new IllegalStateException("the simulated market ended too early");
    }
  }

  private void run(List<String> names, Blackhole sink) {
    SignalStage stage = new SignalStage(settings, names, PriceSource.TRADE);
    for (MarketEvent event : events) {
      stage.apply(event);
      for (Event decided : stage.decide(event)) {
        stage.apply(decided);
        sink.consume(decided);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void everyStrategy(Blackhole sink) {
    run(ALL, sink);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void momentumBurst(Blackhole sink) {
    run(List.of("momentum-burst"), sink);
  }

  /** What plans cost where there are none, minutes included. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void noStrategy(Blackhole sink) {
    run(List.of("plan"), sink);
  }
}
