package io.tapeline.core.instrument;

import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What can be traded and in which steps.
 *
 * @param symbol name on tapes and topics
 * @param assetClass decides slippage, and what is not set
 * @param base asset bought, {@code quote} the currency paid
 * @param tickSize smallest price step
 * @param lotStep smallest quantity step
 * @param minQty smallest order quantity
 * @param minNotional smallest order value in quote currency
 * @param contractSize units of the base asset in one unit of quantity
 * @param makerFee fee of a resting fill, a fraction of notional
 * @param takerFee fee of a taking fill, a fraction of notional
 * @param marginRate part of the notional that a position binds; 1 where it is paid in full
 * @param calendar when it trades
 */
public record Instrument(
    Symbol symbol,
    AssetClass assetClass,
    String base,
    String quote,
    BigDecimal tickSize,
    BigDecimal lotStep,
    Quantity minQty,
    Money minNotional,
    BigDecimal contractSize,
    BigDecimal makerFee,
    BigDecimal takerFee,
    BigDecimal marginRate,
    TradingCalendar calendar) {

  public Instrument {
    requirePositive(symbol, "tickSize", tickSize);
    requirePositive(symbol, "lotStep", lotStep);
    requirePositive(symbol, "contractSize", contractSize);
    requirePositive(symbol, "marginRate", marginRate);
  }

  private static void requirePositive(Symbol symbol, String name, BigDecimal value) {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException(
          symbol + ": " + name + " must be above zero, is " + value.toPlainString());
    }
  }

  /** The price on the tick grid at or above {@code raw}. */
  public Price ceilToTick(BigDecimal raw) {
    return Price.onTick(raw, tickSize, RoundingMode.CEILING);
  }

  /** The price on the tick grid at or below {@code raw}. */
  public Price floorToTick(BigDecimal raw) {
    return Price.onTick(raw, tickSize, RoundingMode.FLOOR);
  }

  /** Whether positions are held on margin by nature (MG-CFD). */
  public boolean isOnMargin() {
    return marginRate.compareTo(BigDecimal.ONE) < 0;
  }

  /** Notional of a quantity at a price, contract size included. */
  public Money notional(Price price, Quantity quantity) {
    return price.times(quantity).times(contractSize);
  }
}
