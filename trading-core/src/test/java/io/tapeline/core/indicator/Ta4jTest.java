package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Bollinger.Bands;
import io.tapeline.core.indicator.Vwap.Anchor;
import io.tapeline.core.tape.TapeReader;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.tape.Tapes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandFacade;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.FixedNumIndicator;
import org.ta4j.core.indicators.helpers.TRIndicator;
import org.ta4j.core.indicators.statistics.CorrelationCoefficientIndicator;
import org.ta4j.core.indicators.statistics.MeanDeviationIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.indicators.volume.VWAPIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;

/**
 * Against ta4j, on real and on random candles, to 1e-9 of each value. ta4j knows no segments, so
 * each series is one.
 */
class Ta4jTest {

  private static final double RELATIVE = 1e-9;

  /** Of what is subtracted: a difference of two prices is no more exact than they are. */
  private static final double ROUNDING = 1e-14;

  private static final int CANDLES = 2_000;

  /** Candles by the name of their tape, or made up. */
  record Source(String name, boolean tape) {

    List<Candle> candles() throws IOException {
      return tape ? real(name) : oneSegment(name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Source> sources() {
    return Stream.of(
        new Source("random", false),
        new Source("coarse", false),
        new Source("binance_spot_BTCUSDT_202104_candles_1m", true),
        new Source("kucoin_spot_SHIBUSDT_202303_candles_1m", true),
        new Source("oanda_EURUSD_20140501_candles_1m_bid", true));
  }

  private static List<Candle> oneSegment(String name) {
    List<Candle> candles =
        name.equals("random") ? Candles.random(1, CANDLES) : Candles.coarse(1, CANDLES);
    return candles.stream().map(candle -> candle.asSegmentStart(false)).toList();
  }

  private static List<Candle> real(String name) throws IOException {
    List<Candle> candles = new ArrayList<>();
    try (TapeReader reader = TapeReader.open(Tapes.shared(name))) {
      for (TapeRow row = reader.next();
          row != null && candles.size() < CANDLES;
          row = reader.next()) {
        if (row instanceof TapeRow.Bar bar) {
          candles.add(
              Candles.of(
                  candles.size(),
                  bar.open().toString(),
                  bar.high().toString(),
                  bar.low().toString(),
                  bar.close().toString(),
                  bar.volume().toString()));
        }
      }
    }
    return candles;
  }

  private static BarSeries series(List<Candle> candles) {
    BarSeries series =
        new BaseBarSeriesBuilder().withNumFactory(DoubleNumFactory.getInstance()).build();
    for (Candle candle : candles) {
      series
          .barBuilder()
          .timePeriod(Duration.ofMinutes(1))
          .endTime(candle.closeTime().toInstant())
          .openPrice(Candles.number(candle.open()))
          .highPrice(Candles.number(candle.high()))
          .lowPrice(Candles.number(candle.low()))
          .closePrice(Candles.number(candle.close()))
          .volume(candle.volume().value().doubleValue())
          .add();
    }
    return series;
  }

  /** Compares each value from a candle on, which both have there. */
  private static <T> void compare(
      List<Candle> candles,
      CandleIndicator<T> ours,
      ToDoubleFunction<T> value,
      Function<BarSeries, Indicator<Num>> theirs,
      int from) {
    compare(candles, ours, value, theirs, from, each -> Candles.number(each.close()));
  }

  private static <T> void compare(
      List<Candle> candles,
      CandleIndicator<T> ours,
      ToDoubleFunction<T> value,
      Function<BarSeries, Indicator<Num>> theirs,
      int from,
      ToDoubleFunction<Candle> subtracted) {
    Indicator<Num> other = theirs.apply(series(candles));
    for (int i = 0; i < candles.size(); i++) {
      ours.take(candles.get(i));
      if (i >= from) {
        T made = ours.reading().orNull();
        assertThat(made).as("candle %d", i).isNotNull();
        if (made != null) {
          double expected = other.getValue(i).doubleValue();
          double rounding = ROUNDING * subtracted.applyAsDouble(candles.get(i));
          assertThat(value.applyAsDouble(made))
              .as("candle %d", i)
              .isCloseTo(expected, within(RELATIVE * Math.abs(expected) + rounding));
        }
      }
    }
    assertThat(candles.size()).isGreaterThan(from + 300);
  }

  private static Function<BarSeries, Indicator<Num>> ofCloses(UnaryOperator<Indicator<Num>> made) {
    return series -> made.apply(new ClosePriceIndicator(series));
  }

  /** Deviations are the population's in both. */
  @ParameterizedTest
  @MethodSource("sources")
  void windowsOfClosesAreTheSame(Source source) throws IOException {
    List<Candle> candles = source.candles();
    Function<Indicator<Num>, BollingerBandFacade> bands =
        closes -> new BollingerBandFacade(closes, 20, 2);

    compare(candles, new Sma(20), x -> x, ofCloses(each -> new SMAIndicator(each, 20)), 19);
    compare(
        candles,
        new Pvvm(13),
        Variation::value,
        ofCloses(each -> new MeanDeviationIndicator(each, 13)),
        12);
    compare(
        candles,
        new Bollinger(20, 2),
        Bands::upper,
        ofCloses(each -> bands.apply(each).upper()),
        19);
    compare(
        candles,
        new Bollinger(20, 2),
        Bands::lower,
        ofCloses(each -> bands.apply(each).lower()),
        19);
    compare(
        candles,
        new Velocity(3),
        each -> 100 * each,
        ofCloses(each -> new SMAIndicator(new ROCIndicator(each, 1), 3)),
        3,
        _ -> 100);
    compare(
        candles,
        new ReturnDeviation(20),
        each -> 100 * each,
        ofCloses(each -> new StandardDeviationIndicator(new ROCIndicator(each, 1), 20)),
        20,
        _ -> 100);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void trueRangeIsTheSame(Source source) throws IOException {
    compare(source.candles(), new TrueRange(), x -> x, TRIndicator::new, 0);
  }

  /** ta4j weighs the last candles, ours the last with volume: it is given those alone. */
  @ParameterizedTest
  @MethodSource("sources")
  void rollingVwapOfCandlesWithVolumeIsTheSame(Source source) throws IOException {
    List<Candle> traded =
        source.candles().stream()
            .filter(candle -> !candle.synthetic() && !candle.volume().isZero())
            .toList();
    assumeTrue(!traded.isEmpty(), "skipped: the tape has no volumes");
    compare(
        traded,
        new Vwap(Vwap.Settings.of(Anchor.ROLLING)),
        Vwap.Average::vwap,
        series -> new VWAPIndicator(series, 30),
        29);
  }

  /**
   * ta4j seeds with the first value after n, ours with the mean of n. From there on both smooth in
   * the same way: what is between them shrinks with each candle by the weight of what was.
   */
  @ParameterizedTest
  @MethodSource("sources")
  void smoothingIsTheSameFromAnotherSeed(Source source) throws IOException {
    List<Candle> candles = source.candles();

    assertSameSmoothing(
        candles, new Ema(20), ofCloses(each -> new EMAIndicator(each, 20)), 19 / 21.0);
    assertSameSmoothing(candles, new Atr(14), series -> new ATRIndicator(series, 14), 13 / 14.0);
  }

  private static void assertSameSmoothing(
      List<Candle> candles,
      CandleIndicator<Double> ours,
      Function<BarSeries, Indicator<Num>> theirs,
      double weight) {
    Indicator<Num> other = theirs.apply(series(candles));
    double between = Double.NaN;
    int compared = 0;
    for (int i = 0; i < candles.size(); i++) {
      ours.take(candles.get(i));
      Double made = ours.reading().orNull();
      double expected = other.getValue(i).doubleValue();
      if (made != null && !Double.isNaN(expected)) {
        between = Double.isNaN(between) ? made - expected : between * weight;
        double rounding = ROUNDING * Candles.number(candles.get(i).close());
        assertThat(made)
            .as("candle %d", i)
            .isCloseTo(expected + between, within(RELATIVE * expected + rounding));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(candles.size() - 25);
  }

  /** The seeds are forgotten to nine digits after some 40 times n candles. */
  @ParameterizedTest
  @MethodSource("sources")
  void strengthIsTheSameOnceTheSeedIsForgotten(Source source) throws IOException {
    compare(
        source.candles(), new Rsi(14), x -> x, ofCloses(each -> new RSIIndicator(each, 14)), 600);
  }

  @Test
  void strengthWithoutAnyChangeIsFiftyHereAndZeroThere() {
    List<Candle> still = Candles.closes("5", "5", "5", "5", "5", "5");
    RSIIndicator other = new RSIIndicator(new ClosePriceIndicator(series(still)), 3);

    assertThat(Candles.fed(new Rsi(3), still)).isEqualTo(Reading.ready(50.0));
    assertThat(other.getValue(5).doubleValue()).isZero();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void correlationIsTheSame(Source source) throws IOException {
    List<Candle> candles = source.candles();
    double[] closes = candles.stream().mapToDouble(each -> Candles.number(each.close())).toArray();
    double[] highs = candles.stream().mapToDouble(each -> Candles.number(each.high())).toArray();
    BarSeries series = series(candles);
    CorrelationCoefficientIndicator other =
        new CorrelationCoefficientIndicator(
            new FixedNumIndicator(series, closes), new FixedNumIndicator(series, highs), 60);
    int compared = 0;
    for (int i = 59; i < candles.size(); i += 7) {
      double made =
          Correlation.pearson(
              Arrays.copyOfRange(closes, i - 59, i + 1),
              Arrays.copyOfRange(highs, i - 59, i + 1),
              60);
      if (!Double.isNaN(made)) {
        assertThat(made)
            .as("candle %d", i)
            .isCloseTo(other.getValue(i).doubleValue(), within(1e-9));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(30);
  }
}
