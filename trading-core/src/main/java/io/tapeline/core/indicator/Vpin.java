package io.tapeline.core.indicator;

import io.tapeline.core.market.Tick;
import io.tapeline.core.time.EventTime;
import java.time.LocalDate;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * IND-VPIN: toxicity of the flow (Easley, López de Prado and O'Hara 2012). Trades fill buckets of
 * equal volume, one trade several if it is large; the value is the sum of {@code |bought − sold|}
 * of the last n buckets over their volume, 0 to 1. Ready after n buckets.
 *
 * <p>A bucket holds a fixed volume, or a fiftieth of the mean volume of the last five whole trading
 * days; then there is none before the second day, and the size of new buckets changes with the day;
 * a bucket that has begun keeps its own.
 */
public final class Vpin implements Indicator<Tick, Double> {

  /** The usual number of buckets. */
  public static final int USUAL = 50;

  private static final int BUCKETS_PER_DAY = 50;
  private static final int DAYS = 5;

  private final int n;
  private final TradingDay day;
  private final boolean fixed;
  private final CumulativeDelta signs;
  private final ArrayDeque<Bucket> buckets = new ArrayDeque<>();
  private final Ring dayVolumes = new Ring(DAYS);
  private @Nullable LocalDate date;
  private double today;
  private double capacity;
  private double bucket;
  private double bought;
  private double sold;
  private double unknown;

  private record Bucket(double imbalance, double volume) {}

  private Vpin(int n, double capacity, boolean fixed, TradingDay day) {
    if (n <= 0) {
      throw new IllegalArgumentException("n must be above zero: " + n);
    }
    this.n = n;
    this.capacity = capacity;
    this.fixed = fixed;
    this.day = day;
    this.signs = new CumulativeDelta(day);
  }

  /** With buckets of a fixed volume, which must be above zero. */
  public static Vpin ofVolume(int n, double volume) {
    if (!(volume > 0) || volume == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("a bucket's volume must be above zero: " + volume);
    }
    return new Vpin(n, volume, true, TradingDay.UTC);
  }

  /** With buckets of a part of the usual day's volume. */
  public static Vpin ofDays(int n, TradingDay day) {
    return new Vpin(n, 0, false, day);
  }

  @Override
  public void take(Tick tick) {
    signs.take(tick);
    double size = tick.size().value().doubleValue();
    turnDay(tick.ts());
    today += size;
    if (capacity > 0) {
      fill(size, signs.sign());
    }
  }

  private void turnDay(EventTime now) {
    LocalDate of = day.at(now);
    if (date != null && !date.equals(of)) {
      dayVolumes.add(today);
      today = 0;
      if (!fixed && dayVolumes.mean() > 0) {
        capacity = dayVolumes.mean() / BUCKETS_PER_DAY;
      }
    }
    date = of;
  }

  private void fill(double size, int sign) {
    double rest = size;
    while (rest > 0) {
      if (bought + sold + unknown <= 0) {
        bucket = capacity;
        // Of a trade that fills more than n buckets all but the last n leave again.
        rest = rest > (n + 1) * bucket ? n * bucket + rest % bucket : rest;
      }
      double part = Math.min(rest, bucket - bought - sold - unknown);
      bought += sign > 0 ? part : 0;
      sold += sign < 0 ? part : 0;
      unknown += sign == 0 ? part : 0;
      rest -= part;
      // Sums of decimals are rounded: full is full but for that.
      if (Thresholds.atLeastTimes(bought + sold + unknown, 1, bucket)) {
        close();
      }
    }
  }

  private void close() {
    buckets.addLast(new Bucket(Math.abs(bought - sold), bucket));
    if (buckets.size() > n) {
      buckets.removeFirst();
    }
    bought = 0;
    sold = 0;
    unknown = 0;
  }

  @Override
  public Reading<Double> reading() {
    if (buckets.size() < n) {
      return Reading.warmingUp(buckets.size(), n);
    }
    double imbalance = 0;
    double volume = 0;
    for (Bucket bucket : buckets) {
      imbalance += bucket.imbalance;
      volume += bucket.volume;
    }
    return Reading.ready(imbalance / volume);
  }
}
