package io.tapeline.benchmarks;

import io.tapeline.backtest.Backtest;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.market.Feed;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.sim.SimulatedMarket;
import io.tapeline.core.sim.SimulationSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.strategy.burst.BurstSettings;
import io.tapeline.core.strategy.burst.MomentumBurst;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Market events through the stages in one thread, as a backtest drives them, without reading a
 * tape.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LineBenchmark {

  private static final int EVENTS = 100_000;
  private static final Map<String, String> TRADING =
      Map.of("tapeline.fees.taker", "0", "tapeline.burst.position-size", "0.01");

  private final List<MarketEvent> events = new ArrayList<>(EVENTS);
  private final LineSettings settings = LineSettings.read(TRADING::get);

  public LineBenchmark() {
    SimulatedMarket market =
        new SimulatedMarket(SimulationSettings.defaults(1, new EventTime(1_767_225_600_000_000L)));
    while (events.size() < EVENTS) {
      MarketEvent event = market.next();
      if (event != null) {
        events.add(event);
      }
    }
  }

  /** The floor: the events themselves, looked at once. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void bareLoop(Blackhole sink) {
    for (MarketEvent event : events) {
      sink.consume(event.ts());
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Object momentumBurstAlone() {
    MomentumBurst burst = new MomentumBurst(BurstSettings.read(new SettingsReader(TRADING::get)));
    events.forEach(burst::apply);
    return burst.opinion();
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void wholeLine(Blackhole sink) throws IOException {
    new Backtest(
            new MarketDataStage(PriceSource.TRADE),
            PriceSource.TRADE,
            settings,
            List.of(MomentumBurst.ID.value()),
            sink::consume)
        .run(new Replay(events.iterator()));
  }

  /** Events from memory. */
  private record Replay(Iterator<MarketEvent> events) implements Feed {

    @Override
    public @Nullable Event next() {
      return events.hasNext() ? events.next() : null;
    }

    @Override
    public double progress() {
      return Double.NaN;
    }

    @Override
    public void close() {}
  }
}
