package io.tapeline.core.indicator;

import io.tapeline.core.time.EventTime;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * IND-VWAP: volume-weighted average of the candles' typical prices {@code (h + l + c) / 3} since an
 * anchor, with the population deviation around it. Ready after ten candles that count.
 *
 * <p>A new segment of candles changes nothing; synthetic candles are passed over.
 */
public final class Vwap extends CandleIndicator<Vwap.Average> {

  /** Candles after which it is ready. */
  public static final int WARM_UP = 10;

  /** What begins it anew. */
  public enum Anchor {
    DAY,
    SESSION,
    /** Nothing: the last n candles that count. */
    ROLLING
  }

  /** What becomes of candles without volume. */
  public enum ZeroVolume {
    SKIP,
    /** Every candle counts as one, whatever its volume: for feeds that have none. */
    EQUAL_WEIGHT
  }

  /** Which price of a candle is averaged. */
  public enum Typical {
    HLC3,
    OHLC4
  }

  /**
   * How it is made.
   *
   * @param n candles of the window of anchor ROLLING
   * @param warmUp candles after which it is ready
   */
  public record Settings(
      Anchor anchor,
      int n,
      int warmUp,
      ZeroVolume zeroVolume,
      Typical typical,
      TradingDay day,
      SessionClock sessions) {

    public Settings {
      if (n < warmUp || warmUp <= 0) {
        throw new IllegalArgumentException("n must be at least the warm-up: " + n + ", " + warmUp);
      }
    }

    /** An anchor with the catalogue's other values: 30 candles, UTC days, fixed sessions. */
    public static Settings of(Anchor anchor) {
      return new Settings(
          anchor,
          30,
          WARM_UP,
          ZeroVolume.SKIP,
          Typical.HLC3,
          TradingDay.UTC,
          new SessionClock(SessionClock.Mode.FIXED_UTC));
    }
  }

  /** The average and the deviation of prices around it. */
  public record Average(double vwap, double sigma) {

    /** Average plus so many deviations. */
    public double upper(int deviations) {
      return vwap + deviations * sigma;
    }

    /** Average less so many deviations. */
    public double lower(int deviations) {
      return vwap - deviations * sigma;
    }
  }

  private record Weighted(double price, double weight) {}

  private final Settings settings;
  private final WeightedMoments moments = new WeightedMoments();
  private final ArrayDeque<Weighted> window = new ArrayDeque<>();
  private @Nullable Object period;
  private int count;

  public Vwap(Settings settings) {
    this.settings = settings;
  }

  @Override
  void startSegment() {}

  @Override
  void add(Bar bar) {
    Object now = periodOf(bar.openTime());
    if (!Objects.equals(now, period)) {
      period = now;
      moments.clear();
      count = 0;
    }
    double weight = settings.zeroVolume == ZeroVolume.SKIP ? bar.volume() : 1;
    if (bar.isSynthetic() || weight <= 0) {
      return;
    }
    count++;
    double price = priceOf(bar);
    if (settings.anchor == Anchor.ROLLING) {
      slide(new Weighted(price, weight));
    } else {
      moments.add(price, weight);
    }
  }

  private @Nullable Object periodOf(EventTime time) {
    return switch (settings.anchor) {
      case DAY -> settings.day.at(time);
      case SESSION -> settings.sessions.at(time).start();
      case ROLLING -> null;
    };
  }

  private double priceOf(Bar bar) {
    return switch (settings.typical) {
      case HLC3 -> (bar.high() + bar.low() + bar.close()) / 3;
      case OHLC4 -> (bar.open() + bar.high() + bar.low() + bar.close()) / 4;
    };
  }

  /** Weights that leave cannot be subtracted without error, so the window is added up anew. */
  private void slide(Weighted newest) {
    window.addLast(newest);
    if (window.size() > settings.n) {
      window.removeFirst();
    }
    count = window.size();
    moments.clear();
    for (Weighted each : window) {
      moments.add(each.price, each.weight);
    }
  }

  @Override
  public Reading<Average> reading() {
    return count < settings.warmUp
        ? Reading.warmingUp(count, settings.warmUp)
        : Reading.ready(new Average(moments.mean(), moments.deviation()));
  }
}
