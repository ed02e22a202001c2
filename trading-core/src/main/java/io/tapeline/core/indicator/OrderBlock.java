package io.tapeline.core.indicator;

import io.tapeline.core.money.Price;
import io.tapeline.core.time.EventTime;

/**
 * A zone from which an impulse began (IND-OB).
 *
 * <table>
 * <caption>States</caption>
 * <tr><td>FRESH</td><td>since the impulse; from here to any other</td></tr>
 * <tr><td>RETESTED</td><td>a candle touched the zone after one had been fully outside, and did not
 * close beyond the far edge; once, then BROKEN or EXPIRED</td></tr>
 * <tr><td>BROKEN</td><td>a close beyond the far edge; final</td></tr>
 * <tr><td>EXPIRED</td><td>more than twenty candles old; final</td></tr>
 * </table>
 *
 * @param bias BUY of a bullish block, which lies below the price
 * @param near edge towards the price: the open of the block's candle, exact
 * @param far the other edge
 * @param strength 0 to 1
 * @param openTime of the block's candle
 * @param impulse open time of the impulse candle
 * @param age candles since the impulse
 * @param left whether a candle since the impulse was fully outside
 */
public record OrderBlock(
    Bias bias,
    Price near,
    double far,
    double strength,
    State state,
    EventTime openTime,
    EventTime impulse,
    int age,
    boolean left) {

  /** What became of it. */
  public enum State {
    FRESH,
    RETESTED,
    BROKEN,
    EXPIRED
  }

  private static final int MOST_CANDLES = 20;

  public double lower() {
    return Math.min(near.value().doubleValue(), far);
  }

  public double upper() {
    return Math.max(near.value().doubleValue(), far);
  }

  boolean isOver() {
    return state == State.BROKEN || state == State.EXPIRED;
  }

  /** The far edge is a rounded number: a price at it is neither below nor above it. */
  private static boolean isBelow(double price, double other) {
    return !Thresholds.atLeastTimes(price, 1, other);
  }

  /** What it is after another candle. */
  OrderBlock after(Bar bar) {
    boolean beyond = bias == Bias.BUY ? isBelow(bar.close(), far) : isBelow(far, bar.close());
    boolean touched = !isBelow(upper(), bar.low()) && !isBelow(bar.high(), lower());
    State next = state;
    if (beyond) {
      next = State.BROKEN;
    } else if (age + 1 > MOST_CANDLES) {
      next = State.EXPIRED;
    } else if (state == State.FRESH && touched && left && !bar.isSynthetic()) {
      next = State.RETESTED;
    }
    boolean away = left || (!touched && !bar.isSynthetic());
    return new OrderBlock(bias, near, far, strength, next, openTime, impulse, age + 1, away);
  }
}
