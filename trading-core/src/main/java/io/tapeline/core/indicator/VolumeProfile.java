package io.tapeline.core.indicator;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.money.Price;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * IND-VPROFILE: at which prices the volume of the last hours was traded. Each candle's volume is
 * spread evenly over its range. The profile is made when it is asked for; ready with 50 real
 * candles in the window, invalid without volume. It goes on across segments.
 */
public final class VolumeProfile extends CandleIndicator<Histogram> {

  private static final BigDecimal BINS = BigDecimal.valueOf(50);

  private final BigDecimal tick;
  private final long lookback;
  private final int least;
  private final ArrayDeque<Candle> window = new ArrayDeque<>();

  /**
   * What is looked at.
   *
   * @param lookback length of the window back from the newest candle's close
   * @param least real candles from which on it is ready
   */
  public record Settings(Duration lookback, int least) {

    /** Four hours, fifty candles. */
    public static final Settings USUAL = new Settings(Duration.ofHours(4), 50);
  }

  /**
   * @param tick tick size, above zero
   */
  public VolumeProfile(BigDecimal tick, Settings settings) {
    if (tick.signum() <= 0 || settings.least <= 0) {
      throw new IllegalArgumentException("tick and least must be above zero");
    }
    this.tick = tick;
    this.lookback = EventTime.micros(settings.lookback);
    this.least = settings.least;
  }

  @Override
  void startSegment() {}

  @Override
  void add(Bar bar) {
    long from = bar.closeTime().micros() - lookback;
    while (!window.isEmpty() && window.getFirst().openTime().micros() < from) {
      window.removeFirst();
    }
    if (!bar.isSynthetic()) {
      window.addLast(bar.candle());
    }
  }

  @Override
  public Reading<Histogram> reading() {
    if (window.size() < least) {
      return Reading.warmingUp(window.size(), least);
    }
    Price low = window.getFirst().low();
    Price high = window.getFirst().high();
    for (Candle candle : window) {
      low = candle.low().isBelow(low) ? candle.low() : low;
      high = candle.high().isAbove(high) ? candle.high() : high;
    }
    Histogram profile = histogram(low.value(), high.value());
    return profile.total() > 0
        ? Reading.ready(profile)
        : Reading.invalid("there is no volume in the window");
  }

  /** Bins from the lowest price on, each a whole number of ticks and a fiftieth of the range. */
  private Histogram histogram(BigDecimal low, BigDecimal high) {
    BigDecimal range = high.subtract(low);
    if (range.signum() == 0) {
      double sum = 0;
      for (Candle candle : window) {
        sum += candle.volume().value().doubleValue();
      }
      return new Histogram(low, BigDecimal.ZERO, new double[] {sum});
    }
    BigDecimal ticks = range.divide(tick.multiply(BINS), 0, RoundingMode.CEILING);
    BigDecimal width = tick.multiply(ticks.max(BigDecimal.ONE));
    int count = range.divide(width, 0, RoundingMode.CEILING).intValueExact();
    double[] volumes = new double[count];
    for (Candle candle : window) {
      spread(candle, low, width, volumes);
    }
    return new Histogram(low, width, volumes);
  }

  private static void spread(Candle candle, BigDecimal low, BigDecimal width, double[] volumes) {
    double volume = candle.volume().value().doubleValue();
    if (candle.low().equals(candle.high())) {
      // In decimals: a price at an edge belongs to the bin above it, where there is one.
      int bin = candle.low().value().subtract(low).divideToIntegralValue(width).intValueExact();
      volumes[Math.min(bin, volumes.length - 1)] += volume;
      return;
    }
    double from = candle.low().value().subtract(low).doubleValue() / width.doubleValue();
    double to = candle.high().value().subtract(low).doubleValue() / width.doubleValue();
    int first = Math.min((int) from, volumes.length - 1);
    for (int bin = first; bin < volumes.length && bin < to; bin++) {
      double overlap = Math.min(to, bin + 1) - Math.max(from, bin);
      volumes[bin] += volume * overlap / (to - from);
    }
  }
}
