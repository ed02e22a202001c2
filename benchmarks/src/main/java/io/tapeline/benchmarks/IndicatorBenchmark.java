package io.tapeline.benchmarks;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.CandleBuilder;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.indicator.named.NamedIndicator;
import io.tapeline.core.indicator.named.NamedIndicators;
import io.tapeline.core.indicator.named.Study;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.sim.SimulatedMarket;
import io.tapeline.core.sim.SimulationSettings;
import io.tapeline.core.time.EventTime;
import java.util.ArrayList;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Nanoseconds per event of all indicators together: of candles one candle through every indicator
 * of candles, of ticks one trade or quote through every indicator of those.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class IndicatorBenchmark {

  private static final int CANDLES = 2_000;
  private static final int TICKS = 50_000;

  private final List<Candle> candles = new ArrayList<>();
  private final List<MarketEvent> ticks = new ArrayList<>();

  @Setup
  public void simulate() {
    try (SimulatedMarket market =
        new SimulatedMarket(SimulationSettings.defaults(7, new EventTime(1_000_000)))) {
      @Nullable Symbol symbol = null;
      @Nullable CandleBuilder builder = null;
      for (MarketEvent event = market.next();
          event != null && (candles.size() < CANDLES || ticks.size() < TICKS);
          event = market.next()) {
        if (symbol == null || builder == null) {
          symbol = event.symbol();
          builder = new CandleBuilder(symbol, List.of(Timeframe.S1), PriceSource.TRADE);
        }
        if (event.symbol().equals(symbol)) {
          builder.apply(event);
          candles.addAll(builder.closed());
          if (event instanceof Tick || event instanceof Quote) {
            ticks.add(event);
          }
        }
      }
    }
    if (candles.size() < CANDLES || ticks.size() < TICKS) {
      throw new IllegalStateException("the simulated market ended too early");
    }
  }

  private static List<Study> studies(boolean ofCandles) {
    Instrument instrument = LineSettings.read(_ -> null).instruments().get(new Symbol("BTCUSDT"));
    List<Study> studies = new ArrayList<>();
    for (NamedIndicator each : NamedIndicators.list()) {
      if (each.input().takesCandles() == ofCandles) {
        studies.add(each.study(Map.of(), instrument));
      }
    }
    return studies;
  }

  /** Every indicator of candles, from its first candle on. */
  @Benchmark
  @OperationsPerInvocation(CANDLES)
  public void everyIndicatorOfCandles(Blackhole sink) {
    List<Study> studies = studies(true);
    for (int i = 0; i < CANDLES; i++) {
      for (Study study : studies) {
        sink.consume(study.onCandle(candles.get(i)));
      }
    }
  }

  /** Every indicator of trades and quotes. */
  @Benchmark
  @OperationsPerInvocation(TICKS)
  public void everyIndicatorOfTicks(Blackhole sink) {
    List<Study> studies = studies(false);
    for (int i = 0; i < TICKS; i++) {
      MarketEvent event = ticks.get(i);
      for (Study study : studies) {
        if (event instanceof Tick tick) {
          sink.consume(study.onTick(tick));
        } else if (event instanceof Quote quote) {
          sink.consume(study.onQuote(quote));
        }
      }
    }
  }
}
