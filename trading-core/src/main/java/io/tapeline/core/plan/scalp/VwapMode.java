package io.tapeline.core.plan.scalp;

import io.tapeline.core.indicator.Bias;
import io.tapeline.core.indicator.VwapBand;
import io.tapeline.core.money.Side;

/** On which side of the VWAP a direction may be traded (S3-VWAPDIR). */
public enum VwapMode {
  /** BUY up to the band's upper edge, SELL down to its lower edge. */
  MEAN_REVERSION,
  /** BUY above the VWAP only, SELL below it only. */
  TREND,
  /** Either anywhere. */
  OFF;

  /** Whether a trade of this side may be made at this price. */
  public boolean allows(Side side, double price, VwapBand band) {
    return switch (this) {
      case MEAN_REVERSION -> side == Side.BUY ? price <= band.upper() : price >= band.lower();
      case TREND -> side == Side.BUY ? price > band.vwap() : price < band.vwap();
      case OFF -> true;
    };
  }

  /** The only direction that may be traded at this price, NONE if either or neither may. */
  Bias only(double price, VwapBand band) {
    boolean buy = allows(Side.BUY, price, band);
    boolean sell = allows(Side.SELL, price, band);
    if (buy == sell) {
      return Bias.NONE;
    }
    return buy ? Bias.BUY : Bias.SELL;
  }
}
