package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Vwap.Anchor;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a million numbers, sums that run agree with sums made anew to 1e-9 of their size. */
class RunningSumsTest {

  private static final int COUNT = 1_000_000;
  private static final double RELATIVE = 1e-9;
  private static final Candle CANDLE = Candles.of(0, "1", "1", "1", "1", "1");

  private static void assertSame(double made, double expected) {
    assertThat(made).isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
  }

  /** Ordinary sizes, and now and then one that is a trillion times as large. */
  @ParameterizedTest(name = "one of {0} is huge")
  @ValueSource(ints = {10_000, Integer.MAX_VALUE})
  void sumOfAWindowForgetsWhatHasLeft(int odds) {
    Random random = new Random(1);
    WindowSum sum = new WindowSum();
    ArrayDeque<double[]> inside = new ArrayDeque<>();
    int compared = 0;
    for (int i = 0; i < COUNT; i++) {
      double value = (1 + random.nextInt(1_000)) / 1_000.0;
      value = random.nextInt(odds) == 0 ? value * 1e12 : value;
      sum.add(i, value);
      sum.dropUpTo(i - 50);
      inside.addLast(new double[] {value});
      if (inside.size() > 50) {
        inside.removeFirst();
      }
      if (i % 499 == 0) {
        BigDecimal exact = BigDecimal.ZERO;
        for (double[] each : inside) {
          exact = exact.add(new BigDecimal(each[0]));
        }
        assertSame(sum.sum(), exact.doubleValue());
        assertSame(sum.mean(), exact.doubleValue() / inside.size());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(2_000);
  }

  /** Prices far from zero that differ in their last digits. */
  @Test
  void momentsAreThoseOfTwoPassesOverAll() {
    Random random = new Random(2);
    Vwap vwap = new Vwap(Vwap.Settings.of(Anchor.DAY));
    long prices = 0;
    long weights = 0;
    long[] byStep = new long[201];
    for (int i = 0; i < COUNT; i++) {
      int step = random.nextInt(201);
      int volume = 1 + random.nextInt(50);
      double price = 60_000 + step / 100.0;
      vwap.add(new Bar(CANDLE, price, price, price, price, volume));
      prices += (long) step * volume;
      weights += volume;
      byStep[step] += volume;
    }
    double mean = 60_000 + prices / 100.0 / weights;
    double squares = 0;
    for (int step = 0; step < byStep.length; step++) {
      double distance = (step - (double) prices / weights) / 100;
      squares += byStep[step] * distance * distance;
    }
    Vwap.Average made = vwap.reading().orNull();
    assertThat(made).isNotNull();
    if (made != null) {
      assertSame(made.vwap(), mean);
      assertSame(made.sigma(), Math.sqrt(squares / weights));
    }
  }

  @Test
  void deltaOfCandlesIsTheSumOfAll() {
    Random random = new Random(3);
    CandleDelta delta = new CandleDelta(0.01, TradingDay.UTC);
    long sum = 0;
    for (int i = 0; i < COUNT; i++) {
      int tenths = random.nextInt(100);
      boolean bought = random.nextInt(100) < 51;
      delta.add(new Bar(CANDLE, 10, 12, 10, bought ? 12 : 10, tenths / 10.0));
      sum += bought ? tenths : -tenths;
    }
    double tenths = sum / 10.0;
    CandleDelta.Delta made = delta.reading().orNull();
    assertThat(made).isNotNull();
    if (made != null) {
      assertSame(made.cumulative(), tenths);
    }
  }

  /** What is smoothed forgets: the last thousand candles alone give the same. */
  @Test
  void smoothedFiguresCarryNoErrorAlong() {
    Random random = new Random(4);
    Atr atr = new Atr(14);
    Rsi rsi = new Rsi(14);
    Ema ema = new Ema(20);
    Bollinger bands = new Bollinger(20, 2);
    Atr lateAtr = new Atr(14);
    Rsi lateRsi = new Rsi(14);
    Ema lateEma = new Ema(20);
    Bollinger lateBands = new Bollinger(20, 2);
    for (int i = 0; i < COUNT; i++) {
      double close = 60_000 + random.nextInt(10_000) / 100.0;
      Bar bar = new Bar(CANDLE, close, close + 1, close - 2, close, 1);
      atr.add(bar);
      rsi.add(bar);
      ema.add(bar);
      bands.add(bar);
      if (i >= COUNT - 1_000) {
        lateAtr.add(bar);
        lateRsi.add(bar);
        lateEma.add(bar);
        lateBands.add(bar);
      }
    }
    assertSame(value(atr.reading()), value(lateAtr.reading()));
    assertSame(value(rsi.reading()), value(lateRsi.reading()));
    assertSame(value(ema.reading()), value(lateEma.reading()));
    assertThat(bands.reading()).isEqualTo(lateBands.reading());
  }

  private static double value(Reading<Double> reading) {
    Double value = reading.orNull();
    assertThat(value).isNotNull();
    return value == null ? Double.NaN : value;
  }
}
