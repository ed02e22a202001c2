package io.tapeline.core.risk;

/** MG-RULES: margin levels and liquidation, as ratios. */
public final class Margin {

  /** Least level after a new order. */
  public static final double LEAST_LEVEL = 2.0;

  /** Level at which venues close positions. */
  public static final double STOP_LEVEL = 0.4;

  /** Most of the way to liquidation that a stop may be. */
  public static final double MOST_OF_LIQUIDATION = 0.5;

  private Margin() {}

  /** Equity over margin used; infinite if none is. */
  public static double level(double equity, double used) {
    return used > 0 ? equity / used : Double.POSITIVE_INFINITY;
  }

  /**
   * Move of an instrument against a position, a fraction of its price, that brings the account to
   * the level at which it is liquidated.
   *
   * @param used margin of all positions
   * @param notional of the position
   */
  public static double liquidationMove(double equity, double used, double notional) {
    return (equity - STOP_LEVEL * used) / notional;
  }
}
