package io.tapeline.core.indicator;

import io.tapeline.core.indicator.SwingPoint.Kind;
import io.tapeline.core.money.Price;
import io.tapeline.core.time.EventTime;
import org.jspecify.annotations.Nullable;

/**
 * IND-STRUCT: breaks of structure (BOS) and changes of character (CHOCH). A close beyond the last
 * confirmed swing point by more than a buffer breaks it, a wick never does. A break against the
 * trend is a change of character. A broken swing point is used up; there is none until the next is
 * confirmed.
 *
 * <table>
 * <caption>Trend</caption>
 * <tr><td>NONE</td><td>until the first break of a segment</td></tr>
 * <tr><td>UP</td><td>after a break upwards: BOS_UP from NONE or UP, CHOCH_UP from DOWN</td></tr>
 * <tr><td>DOWN</td><td>after a break downwards: BOS_DOWN from NONE or DOWN, CHOCH_DOWN from
 * UP</td></tr>
 * </table>
 *
 * Its reading is the newest break; ready with the first.
 */
public final class MarketStructure extends CandleIndicator<MarketStructure.Break> {

  /** Part of the average true range by which a close must be beyond. */
  public static final double BUFFER = 0.2;

  /** Candles after a break during which it is fresh. */
  public static final int FRESH_CANDLES = 5;

  private final Swings swings = new Swings(Swings.USUAL);
  private final CandleIndicator<Double> buffer;
  private final int confirmingCloses;
  private Trend trend = Trend.NONE;
  private @Nullable SwingPoint high;
  private @Nullable SwingPoint low;
  private @Nullable Pending pending;
  private @Nullable Break last;

  /** Which way the structure was broken last. */
  public enum Trend {
    NONE,
    UP,
    DOWN
  }

  /** What a break means. */
  public enum Event {
    BOS_UP,
    BOS_DOWN,
    CHOCH_UP,
    CHOCH_DOWN
  }

  /**
   * A break.
   *
   * @param level the swing point that was broken, exact
   * @param openTime of the candle whose close completed it
   * @param age candles since then, 0 on that candle
   */
  public record Break(Event event, Price level, EventTime openTime, int age) {

    /** Whether it is at most five candles old. */
    public boolean isFresh() {
      return age <= FRESH_CANDLES;
    }

    Break older() {
      return new Break(event, level, openTime, age + 1);
    }
  }

  private record Pending(SwingPoint swing, double buffer, int closes) {}

  /**
   * @param buffer price units by which a close must be beyond; driven by this indicator
   * @param confirmingCloses closes in a row beyond it, the breaking one included
   */
  public MarketStructure(CandleIndicator<Double> buffer, int confirmingCloses) {
    if (confirmingCloses <= 0) {
      throw new IllegalArgumentException("closes must be above zero: " + confirmingCloses);
    }
    this.buffer = buffer;
    this.confirmingCloses = confirmingCloses;
  }

  /** With a buffer of a fifth of ATR 14, confirmed by the breaking close itself. */
  public static MarketStructure usual() {
    return new MarketStructure(new Scaled(new Atr(Atr.USUAL), BUFFER), 1);
  }

  @Override
  void startSegment() {
    swings.startSegment();
    buffer.startSegment();
    trend = Trend.NONE;
    high = null;
    low = null;
    pending = null;
    last = null;
  }

  @Override
  void add(Bar bar) {
    buffer.add(bar);
    swings.add(bar);
    for (SwingPoint swing : swings.confirmed()) {
      if (swing.kind() == Kind.HIGH) {
        high = swing;
      } else {
        low = swing;
      }
    }
    last = last == null ? null : last.older();
    follow(bar);
  }

  private void follow(Bar bar) {
    Pending waiting = pending;
    if (waiting != null && isBeyond(bar, waiting.swing, waiting.buffer)) {
      waiting = new Pending(waiting.swing, waiting.buffer, waiting.closes + 1);
    } else {
      waiting = broken(bar);
    }
    pending = waiting;
    if (waiting != null && waiting.closes >= confirmingCloses) {
      pending = null;
      complete(bar, waiting.swing);
    }
  }

  private @Nullable Pending broken(Bar bar) {
    Double by = buffer.reading().orNull();
    if (by == null) {
      return null;
    }
    SwingPoint top = high;
    if (top != null && isBeyond(bar, top, by)) {
      return new Pending(top, by, 1);
    }
    SwingPoint bottom = low;
    return bottom != null && isBeyond(bar, bottom, by) ? new Pending(bottom, by, 1) : null;
  }

  /** The distance is taken in decimals: a close at the very limit is not beyond it. */
  private static boolean isBeyond(Bar bar, SwingPoint swing, double by) {
    double above = bar.candle().close().minus(swing.price()).doubleValue();
    return swing.kind() == Kind.HIGH ? above > by : -above > by;
  }

  private void complete(Bar bar, SwingPoint swing) {
    Event event;
    if (swing.kind() == Kind.HIGH) {
      event = trend == Trend.DOWN ? Event.CHOCH_UP : Event.BOS_UP;
      trend = Trend.UP;
      high = swing.equals(high) ? null : high;
    } else {
      event = trend == Trend.UP ? Event.CHOCH_DOWN : Event.BOS_DOWN;
      trend = Trend.DOWN;
      low = swing.equals(low) ? null : low;
    }
    last = new Break(event, swing.price(), bar.openTime(), 0);
  }

  public Trend trend() {
    return trend;
  }

  /** The last confirmed swing high that is not broken, null if there is none. */
  public @Nullable SwingPoint swingHigh() {
    return high;
  }

  /** The last confirmed swing low that is not broken, null if there is none. */
  public @Nullable SwingPoint swingLow() {
    return low;
  }

  @Override
  public Reading<Break> reading() {
    return last == null ? Reading.warmingUp(0, 1) : Reading.ready(last);
  }
}
