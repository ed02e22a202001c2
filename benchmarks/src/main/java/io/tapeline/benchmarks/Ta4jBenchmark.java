package io.tapeline.benchmarks;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.indicator.Atr;
import io.tapeline.core.indicator.Bollinger;
import io.tapeline.core.indicator.CandleIndicator;
import io.tapeline.core.indicator.Ema;
import io.tapeline.core.indicator.Rsi;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandFacade;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;

/**
 * A candle through one indicator of ours and through the same of ta4j, which is fed bar by bar into
 * a series of the last 500, as a live system would. With {@code -prof gc} the bytes of a candle,
 * too. {@link #bars} is what ta4j's series costs without an indicator.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class Ta4jBenchmark {

  private static final int CANDLES = 5_000;
  private static final int KEPT = 500;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Indicators that both have. */
  public enum Name {
    EMA,
    RSI,
    ATR,
    BOLLINGER
  }

  /** The indicators themselves. */
  @State(Scope.Thread)
  public static class Chosen {

    @Param public Name name = Name.EMA;

    CandleIndicator<?> ours() {
      return switch (name) {
        case EMA -> new Ema(20);
        case RSI -> new Rsi(14);
        case ATR -> new Atr(14);
        case BOLLINGER -> new Bollinger(20, 2);
      };
    }

    /** Bollinger's three bands, as ours; one indicator else. */
    List<Indicator<Num>> theirs(BarSeries series) {
      ClosePriceIndicator close = new ClosePriceIndicator(series);
      return switch (name) {
        case EMA -> List.of(new EMAIndicator(close, 20));
        case RSI -> List.of(new RSIIndicator(close, 14));
        case ATR -> List.of(new ATRIndicator(series, 14));
        case BOLLINGER -> {
          BollingerBandFacade bands = new BollingerBandFacade(close, 20, 2);
          yield List.of(bands.middle(), bands.upper(), bands.lower());
        }
      };
    }
  }

  private final List<Candle> candles = new ArrayList<>();

  @Setup
  public void walk() {
    Random random = new Random(7);
    EventTime at = new EventTime(1_730_073_600_000_000L);
    long price = 6_000_000;
    for (int i = 0; i < CANDLES; i++) {
      long close = price + random.nextInt(2_001) - 1_000;
      candles.add(
          new Candle(
              new Origin(i, at),
              new Symbol("BTCUSDT"),
              Timeframe.M1,
              at,
              price(price),
              price(Math.max(price, close) + random.nextInt(500)),
              price(Math.min(price, close) - random.nextInt(500)),
              price(close),
              new Quantity(BigDecimal.valueOf(random.nextInt(10_000), 3)),
              100,
              false,
              0,
              i == 0));
      price = close;
      at = at.plus(Timeframe.M1.length());
    }
  }

  private static Price price(long cents) {
    return new Price(BigDecimal.valueOf(cents, 2));
  }

  /** Ours, which reads the candle itself. */
  @Benchmark
  @OperationsPerInvocation(CANDLES)
  public void ours(Chosen chosen, Blackhole sink) {
    CandleIndicator<?> indicator = chosen.ours();
    for (Candle candle : candles) {
      indicator.take(candle);
      sink.consume(indicator.reading());
    }
  }

  /** ta4j's, with the bars it reads. */
  @Benchmark
  @OperationsPerInvocation(CANDLES)
  public void theirs(Chosen chosen, Blackhole sink) {
    BarSeries series = series();
    List<Indicator<Num>> indicators = chosen.theirs(series);
    for (Candle candle : candles) {
      add(candle, series);
      for (Indicator<Num> indicator : indicators) {
        sink.consume(indicator.getValue(series.getEndIndex()));
      }
    }
  }

  /** ta4j's bars alone. */
  @Benchmark
  @OperationsPerInvocation(CANDLES)
  public void bars(Blackhole sink) {
    BarSeries series = series();
    for (Candle candle : candles) {
      add(candle, series);
      sink.consume(series.getLastBar());
    }
  }

  private static BarSeries series() {
    return new BaseBarSeriesBuilder()
        .withNumFactory(DoubleNumFactory.getInstance())
        .withMaxBarCount(KEPT)
        .build();
  }

  private static void add(Candle candle, BarSeries series) {
    series
        .barBuilder()
        .timePeriod(MINUTE)
        .endTime(candle.closeTime().toInstant())
        .openPrice(candle.open().value().doubleValue())
        .highPrice(candle.high().value().doubleValue())
        .lowPrice(candle.low().value().doubleValue())
        .closePrice(candle.close().value().doubleValue())
        .volume(candle.volume().value().doubleValue())
        .add();
  }
}
