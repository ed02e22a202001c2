package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.DeltaSpike.Score;
import io.tapeline.core.indicator.SwingPoint.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deltas of random candles, each found again by looking at all candles. */
class DeltasAgainstNaiveTest {

  private static final Duration DAY = Duration.ofDays(1);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void deltaOfCandlesIsTheDaysSum(long seed) {
    List<Candle> candles = Candles.coarse(seed, 3_000);
    CandleDelta delta = new CandleDelta(0.01, TradingDay.UTC);
    for (int i = 0; i < candles.size(); i++) {
      delta.take(candles.get(i));
      double sum = 0;
      for (int j = i; j >= 0 && isSameDay(candles.get(j), candles.get(i)); j--) {
        sum += delta(candles.get(j));
      }
      CandleDelta.Delta made = delta.reading().orNull();
      assertThat(made).isNotNull();
      if (made != null) {
        assertThat(made.delta()).isCloseTo(delta(candles.get(i)), within(1e-9));
        assertThat(made.cumulative()).as("candle %d", i).isCloseTo(sum, within(1e-9));
      }
    }
  }

  private static boolean isSameDay(Candle one, Candle other) {
    return one.openTime().floor(DAY).equals(other.openTime().floor(DAY));
  }

  private static double delta(Candle candle) {
    double volume = candle.volume().value().doubleValue();
    double range = Math.max(candle.high().minus(candle.low()).doubleValue(), 0.01);
    double bought = volume * candle.close().minus(candle.low()).doubleValue() / range;
    return bought - (volume - bought);
  }

  /** With stretches of one delta, before which nothing can be a spike. */
  @ParameterizedTest(name = "n {0}")
  @ValueSource(ints = {2, 20, 60})
  void spikeIsMeasuredInDeviationsOfTheMinutesBefore(int n) {
    Random random = new Random(n);
    DeltaSpike spike = new DeltaSpike(n);
    List<Double> deltas = new ArrayList<>();
    int invalid = 0;
    for (int i = 0; i < 3_000; i++) {
      boolean still = i / 100 % 3 == 1;
      deltas.add(still ? 0.1 : (random.nextInt(41) - 20) / 10.0);
      spike.take(deltas.getLast());
      List<Double> before = Candles.last(deltas.subList(0, i), n);
      boolean differ = before.stream().distinct().count() > 1;
      Score made = spike.reading().orNull();
      assertThat(made != null).as("minute %d", i).isEqualTo(before.size() == n && differ);
      invalid += before.size() == n && !differ ? 1 : 0;
      if (made != null) {
        double mean = before.stream().mapToDouble(x -> x).average().orElseThrow();
        double squares = before.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        double z = (deltas.getLast() - mean) / Math.sqrt(squares / (n - 1));
        assertThat(made.z()).as("minute %d", i).isCloseTo(z, within(1e-7));
        Bias bias = z >= 2 - 1e-9 ? Bias.BUY : z <= -2 + 1e-9 ? Bias.SELL : Bias.NONE;
        assertThat(made.spike()).isEqualTo(bias);
      }
    }
    assertThat(invalid).isGreaterThan(100);
  }

  /** One of both kinds with one candle speaks for neither. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void divergenceIsOfSwingPointsOfOneSegmentAndDay(long seed) {
    Random random = new Random(seed);
    List<Candle> candles =
        seed % 2 == 0 ? Candles.coarse(seed, 3_000) : Candles.random(seed, 3_000);
    CvdDivergence divergence = new CvdDivergence(TradingDay.UTC);
    List<Double> deltas = new ArrayList<>();
    int from = 0;
    int told = 0;
    for (int i = 0; i < candles.size(); i++) {
      Candle candle = candles.get(i);
      double last = i == 0 ? 0 : deltas.getLast();
      deltas.add(random.nextInt(5) == 0 ? last : last + (random.nextInt(21) - 10) / 10.0);
      if (i > 0 && (candle.startsSegment() || !isSameDay(candles.get(i - 1), candle))) {
        from = i;
      }
      Bias expected = divergence(candles.subList(from, i + 1), deltas.subList(from, i + 1));
      assertThat(divergence.take(candle, deltas.getLast())).as("candle %d", i).isEqualTo(expected);
      told += expected == Bias.NONE ? 0 : 1;
    }
    assertThat(told).isGreaterThan(30);
  }

  private static Bias divergence(List<Candle> candles, List<Double> deltas) {
    boolean buy = isDivergent(Kind.LOW, candles, deltas);
    boolean sell = isDivergent(Kind.HIGH, candles, deltas);
    if (buy == sell) {
      return Bias.NONE;
    }
    return buy ? Bias.BUY : Bias.SELL;
  }

  private static boolean isDivergent(Kind kind, List<Candle> candles, List<Double> deltas) {
    int newest = candles.size() - 3;
    if (!isSwing(kind, candles, newest)) {
      return false;
    }
    @Nullable Integer before = null;
    for (int i = 0; i < newest; i++) {
      before = isSwing(kind, candles, i) ? Integer.valueOf(i) : before;
    }
    if (before == null || outwards(kind, candles, newest, before) <= 0) {
      return false;
    }
    List<Double> thirty = Candles.last(deltas, 30);
    double range =
        thirty.stream().mapToDouble(x -> x).max().orElseThrow()
            - thirty.stream().mapToDouble(x -> x).min().orElseThrow();
    double rise = deltas.get(newest) - deltas.get(before);
    return range > 0 && (kind == Kind.LOW ? rise : -rise) / range >= 0.3 - 1e-9;
  }

  private static boolean isSwing(Kind kind, List<Candle> candles, int at) {
    return at >= 2
        && at + 2 < candles.size()
        && !candles.get(at).synthetic()
        && outwards(kind, candles, at, at - 1) > 0
        && outwards(kind, candles, at, at - 2) > 0
        && outwards(kind, candles, at, at + 1) >= 0
        && outwards(kind, candles, at, at + 2) >= 0;
  }

  /** Above zero if the high of one is above that of the other, or its low below. */
  private static int outwards(Kind kind, List<Candle> candles, int one, int other) {
    return kind == Kind.HIGH
        ? candles.get(one).high().compareTo(candles.get(other).high())
        : candles.get(other).low().compareTo(candles.get(one).low());
  }
}
