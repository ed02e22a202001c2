package io.tapeline.core.strategy.minute;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.money.Side;

/**
 * A candle as a trade of one side sees it, so that a rule for buying is that for selling with
 * everything mirrored: its tail is the wick that rejected the prices on the stop's side.
 *
 * @param tip its low for BUY, its high for SELL
 */
public record SideView(Side side, double open, double tip, double close) {

  /** The candle's figures. */
  public static SideView of(Candle candle, Side side) {
    boolean buy = side == Side.BUY;
    return new SideView(
        side,
        candle.open().value().doubleValue(),
        (buy ? candle.low() : candle.high()).value().doubleValue(),
        candle.close().value().doubleValue());
  }

  /** The rejecting wick, a fraction of the close. */
  public double tail() {
    double end = side == Side.BUY ? Math.min(open, close) : Math.max(open, close);
    return side.sign() * (end - tip) / close;
  }

  /** Distance of the close from a level in the trade's favour, a fraction of the close. */
  public double beyond(double level) {
    return side.sign() * (close - level) / close;
  }
}
