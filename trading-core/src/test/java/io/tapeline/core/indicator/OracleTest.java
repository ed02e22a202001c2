package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Vwap.Anchor;
import io.tapeline.core.indicator.Vwap.Typical;
import io.tapeline.core.indicator.Vwap.ZeroVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Against values that others computed: ATR, Bollinger bands, mean, RSI and VWAP of years of SPY.
 */
class OracleTest {

  /** Rows of a file without its header; skips the test where it is absent. */
  private static List<String[]> rows(String name) throws IOException {
    Path file =
        Path.of(System.getProperty("tapeline.root", "."), "..", "shared", "data", "indicators")
            .resolve(name)
            .normalize();
    assumeTrue(Files.isReadable(file), () -> "skipped: no indicator values at " + file);
    return Files.readAllLines(file).stream()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(line -> line.split(",", -1))
        .toList();
  }

  private static Candle bar(long number, String[] row, String volume) {
    return Candles.of(number, row[1], row[2], row[3], row[4], volume);
  }

  /** Compares each value that the other has; returns how many. */
  private static <T> int compare(
      List<String[]> rows,
      CandleIndicator<T> indicator,
      ToDoubleFunction<T> value,
      Source source,
      int column,
      double relative) {
    int compared = 0;
    for (int i = 0; i < rows.size(); i++) {
      String[] row = rows.get(i);
      indicator.take(source.candle(i, row));
      T made = indicator.reading().orNull();
      String other = column < row.length ? row[column] : "";
      assertThat(made != null).as("row %d: %s", i, indicator.reading()).isEqualTo(!other.isEmpty());
      if (made != null) {
        double expected = Double.parseDouble(other);
        assertThat(value.applyAsDouble(made))
            .as("row %d", i)
            .isCloseTo(expected, within(relative * Math.abs(expected)));
        compared++;
      }
    }
    return compared;
  }

  private interface Source {

    Candle candle(int number, String[] row);
  }

  private static Candle withoutVolume(int number, String[] row) {
    return bar(number, row, "1");
  }

  private static Candle closeAlone(int number, String[] row) {
    String close = row[row.length - 1];
    return Candles.of(number, close, close, close, close, "1");
  }

  @Test
  void averageTrueRangeIsTheOthers() throws IOException {
    int compared =
        compare(
            rows("spy_atr_wilder.txt"), new Atr(14), x -> x, OracleTest::withoutVolume, 5, 5e-6);

    assertThat(compared).isGreaterThan(400);
  }

  @Test
  void bandsAreTheOthers() throws IOException {
    List<String[]> rows = rows("spy_bollinger_bands.txt");

    assertThat(bands(rows, Bollinger.Bands::middle, 5)).isGreaterThan(400);
    assertThat(bands(rows, Bollinger.Bands::upper, 6)).isGreaterThan(400);
    assertThat(bands(rows, Bollinger.Bands::lower, 7)).isGreaterThan(400);
  }

  private static int bands(
      List<String[]> rows, ToDoubleFunction<Bollinger.Bands> value, int column) {
    return compare(rows, new Bollinger(20, 2), value, OracleTest::withoutVolume, column, 5e-7);
  }

  @Test
  void meanAndStrengthAreTheOthers() throws IOException {
    List<String[]> rows = rows("spy_with_indicators.txt");

    assertThat(compare(rows, new Sma(14), x -> x, OracleTest::closeAlone, 1, 5e-7))
        .isGreaterThan(400);
    assertThat(compare(rows, new Ema(14), x -> x, OracleTest::closeAlone, 2, 5e-7))
        .isGreaterThan(400);
    assertThat(compare(rows, new Rsi(14), x -> x, OracleTest::closeAlone, 5, 3e-7))
        .isGreaterThan(400);
  }

  @Test
  void volumeWeightedAverageIsTheOthers() throws IOException {
    Vwap vwap =
        new Vwap(
            new Vwap.Settings(
                Anchor.ROLLING,
                50,
                50,
                ZeroVolume.SKIP,
                Typical.OHLC4,
                TradingDay.UTC,
                new SessionClock(SessionClock.Mode.FIXED_UTC)));

    int compared =
        compare(
            rows("spy_with_vwap.txt"),
            vwap,
            Vwap.Average::vwap,
            (number, row) -> bar(number, row, row[5]),
            6,
            4e-7);

    assertThat(compared).isGreaterThan(300);
  }
}
