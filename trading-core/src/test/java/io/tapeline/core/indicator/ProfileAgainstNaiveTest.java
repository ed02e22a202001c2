package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Histogram.ValueArea;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles of random candles, each made again in exact decimals of all candles. */
class ProfileAgainstNaiveTest {

  private static final BigDecimal FIFTY = BigDecimal.valueOf(50);

  /** Bins, each with its lower edge and its part of the whole volume. */
  private static final class Bins {

    private final BigDecimal lowest;
    private final BigDecimal width;
    private final double[] shares;

    Bins(BigDecimal lowest, BigDecimal width, double[] shares) {
      this.lowest = lowest;
      this.width = width;
      this.shares = shares;
    }

    int pointOfControl() {
      int best = 0;
      for (int bin = 1; bin < shares.length; bin++) {
        double more = shares[bin] - shares[best];
        boolean nearer =
            Math.abs(bin - (shares.length - 1) / 2.0) < Math.abs(best - (shares.length - 1) / 2.0);
        best = more > 1e-9 || (more > -1e-9 && nearer) ? bin : best;
      }
      return best;
    }

    ValueArea valueArea(int step) {
      int low = pointOfControl();
      int high = low;
      while (sum(low, high) < 0.7 - 1e-9) {
        boolean topReached = high == shares.length - 1;
        double above = sum(high + 1, high + step);
        double below = sum(low - step, low - 1);
        if (low == 0 || (!topReached && above >= below - 1e-9)) {
          high = Math.min(high + step, shares.length - 1);
        } else {
          low = Math.max(low - step, 0);
        }
      }
      return new ValueArea(edge(low), edge(high + 1));
    }

    List<Integer> nodes(boolean high) {
      double filled = 0;
      for (double share : shares) {
        filled += share > 0 ? 1 : 0;
      }
      double mean = 1 / filled;
      List<Integer> nodes = new ArrayList<>();
      for (int bin = 0; bin < shares.length; bin++) {
        double before = shares[bin] - sum(bin - 1, bin - 1);
        double after = shares[bin] - sum(bin + 1, bin + 1);
        boolean found =
            high
                ? before > 1e-9 && after > -1e-9 && shares[bin] >= 2 * mean - 1e-9
                : before < -1e-9 && after < 1e-9 && shares[bin] <= mean / 2 + 1e-9;
        if (found) {
          nodes.add(bin);
        }
      }
      return nodes;
    }

    List<Integer> lowNodes() {
      List<Integer> high = nodes(true);
      return nodes(false).stream()
          .filter(bin -> high.stream().anyMatch(each -> each < bin))
          .filter(bin -> high.stream().anyMatch(each -> each > bin))
          .toList();
    }

    double sum(int from, int to) {
      double sum = 0;
      for (int bin = Math.max(0, from); bin <= Math.min(to, shares.length - 1); bin++) {
        sum += shares[bin];
      }
      return sum;
    }

    BigDecimal edge(int bin) {
      return lowest.add(width.multiply(BigDecimal.valueOf(bin)));
    }
  }

  @ParameterizedTest(name = "tick {0}, {1} min, coarse {2}")
  @CsvSource({
    "0.01, 240, true",
    "0.07, 240, true",
    "0.1, 30, true",
    "0.01, 30, true",
    "0.01, 240, false"
  })
  void profileIsThatOfTheWindowInExactDecimals(BigDecimal tick, int minutes, boolean coarse) {
    List<Candle> candles = coarse ? Candles.coarse(3, 2_000) : Candles.random(3, 2_000);
    VolumeProfile profile =
        new VolumeProfile(tick, new VolumeProfile.Settings(Duration.ofMinutes(minutes), 12));
    int compared = 0;
    int nodes = 0;
    for (int i = 0; i < candles.size(); i++) {
      profile.take(candles.get(i));
      if (i % 20 != 0) {
        continue;
      }
      long from = candles.get(i).closeTime().micros() - minutes * Candles.MINUTE;
      List<Candle> window =
          candles.subList(0, i + 1).stream()
              .filter(candle -> candle.openTime().micros() >= from && !candle.synthetic())
              .toList();
      BigDecimal total =
          window.stream().map(c -> c.volume().value()).reduce(BigDecimal.ZERO, BigDecimal::add);
      Histogram made = profile.reading().orNull();
      assertThat(made != null).isEqualTo(window.size() >= 12 && total.signum() > 0);
      if (made != null) {
        compared++;
        Bins bins = bins(window, tick, total);
        assertThat(made.total()).isCloseTo(total.doubleValue(), within(1e-9));
        assertThat(made.bins()).isEqualTo(bins.shares.length);
        for (int bin = 0; bin < made.bins(); bin++) {
          assertThat(made.volume(bin) / made.total())
              .as("candle %d, bin %d", i, bin)
              .isCloseTo(bins.shares[bin], within(1e-9));
          assertThat(made.edge(bin)).isEqualByComparingTo(bins.edge(bin));
        }
        assertThat(made.pointOfControl()).as("candle %d", i).isEqualTo(bins.pointOfControl());
        for (int step = 1; step <= 2; step++) {
          ValueArea area = made.valueArea(step);
          ValueArea expected = bins.valueArea(step);
          assertThat(area.low()).as("candle %d", i).isEqualByComparingTo(expected.low());
          assertThat(area.high()).as("candle %d", i).isEqualByComparingTo(expected.high());
        }
        assertThat(made.highNodes()).as("candle %d", i).isEqualTo(bins.nodes(true));
        assertThat(made.lowNodes()).as("candle %d", i).isEqualTo(bins.lowNodes());
        nodes += bins.lowNodes().size();
      }
    }
    assertThat(compared).isGreaterThan(50);
    assertThat(nodes).isPositive();
  }

  private static Bins bins(List<Candle> window, BigDecimal tick, BigDecimal total) {
    BigDecimal low =
        window.stream().map(c -> c.low().value()).min(Comparator.naturalOrder()).orElseThrow();
    BigDecimal high =
        window.stream().map(c -> c.high().value()).max(Comparator.naturalOrder()).orElseThrow();
    if (high.compareTo(low) == 0) {
      return new Bins(low, BigDecimal.ZERO, new double[] {1});
    }
    BigDecimal fiftieth = high.subtract(low).divide(FIFTY, MathContext.DECIMAL128);
    BigDecimal width = fiftieth.divide(tick, 0, RoundingMode.CEILING).multiply(tick).max(tick);
    int count = high.subtract(low).divide(width, 0, RoundingMode.CEILING).intValueExact();
    double[] shares = new double[count];
    for (int bin = 0; bin < count; bin++) {
      BigDecimal from = low.add(width.multiply(BigDecimal.valueOf(bin)));
      BigDecimal sum = BigDecimal.ZERO;
      for (Candle candle : window) {
        sum = sum.add(part(candle, from, from.add(width), bin == count - 1));
      }
      shares[bin] = sum.divide(total, MathContext.DECIMAL128).doubleValue();
    }
    return new Bins(low, width, shares);
  }

  private static BigDecimal part(Candle candle, BigDecimal from, BigDecimal to, boolean last) {
    BigDecimal volume = candle.volume().value();
    BigDecimal low = candle.low().value();
    BigDecimal range = candle.high().minus(candle.low());
    if (range.signum() == 0) {
      boolean within = low.compareTo(from) >= 0 && (last || low.compareTo(to) < 0);
      return within ? volume : BigDecimal.ZERO;
    }
    BigDecimal overlap = candle.high().value().min(to).subtract(low.max(from));
    return volume.multiply(overlap.max(BigDecimal.ZERO)).divide(range, MathContext.DECIMAL128);
  }
}
