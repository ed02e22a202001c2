package io.tapeline.benchmarks;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.protocol.Topics;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One quote to bytes and back, as it crosses each hop. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TickCodecBenchmark {

  private final MarketEvent quote =
      new Quote(
          new Origin(123_456, new EventTime(1_723_161_256_313_000L)),
          new Symbol("BTCUSDT"),
          Price.of("61800.20"),
          Quantity.of("2.507"),
          Price.of("61800.30"),
          Quantity.of("2.510"));
  private final byte[] bytes = Topics.TICKS.codec().encode(quote);

  @Benchmark
  public byte[] encode() {
    return Topics.TICKS.codec().encode(quote);
  }

  @Benchmark
  public MarketEvent decode() {
    return Topics.TICKS.codec().decode(bytes);
  }
}
