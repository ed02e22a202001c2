package io.tapeline.core.risk;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.venue.PaperSettings;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A signal before the risk desk, with everything the rules look at.
 *
 * @param quote newest quote of the instrument, null before the first
 * @param now event time at which risk decides
 * @param lineDelay microseconds of wall-clock time by which the line is late, 0 in a replay
 * @param books of the account; rules read them alone
 * @param limits of the signal's strategy
 * @param slippage expected beyond the touch
 */
record Candidate(
    Signal signal,
    Instrument instrument,
    @Nullable Quote quote,
    EventTime now,
    long lineDelay,
    AccountBooks books,
    StrategyLimits limits,
    PaperSettings.Slippage slippage) {

  private static final BigDecimal BPS = new BigDecimal("0.0001");

  /** The quote, for rules that run after R-DATA has found it fresh. */
  Quote freshQuote() {
    Quote present = quote;
    if (present == null) {
      throw new IllegalStateException("no quote: R-DATA must run first");
    }
    return present;
  }

  boolean buys() {
    return signal.side() == Side.BUY;
  }

  /** Whether the order only rests: it pays the maker's fee. */
  boolean rests() {
    return signal.entry().postOnly();
  }

  /** Limit of the order, null for one at the market. */
  @Nullable Price limit() {
    return signal.entry().limit();
  }

  /**
   * Price at which the position would open: the touch, or the limit where that is better; of a
   * ladder the average of its rungs.
   */
  Price entryPrice() {
    if (signal.entry().isLadder()) {
      return signal.entry().averagePrice();
    }
    Price touch = freshQuote().oppositeTouch(signal.side());
    Price limit = limit();
    if (limit == null) {
      return touch;
    }
    boolean better = buys() ? limit.isBelow(touch) : limit.isAbove(touch);
    return better ? limit : touch;
  }

  /** Stop if it opens there. */
  Price stopPrice() {
    return signal.exitPlan().stopFor(signal.side(), entryPrice(), instrument);
  }

  BigDecimal entryFee() {
    return rests() ? instrument.makerFee() : instrument.takerFee();
  }

  /** Expected slippage of taking a quantity, a fraction of the price. */
  BigDecimal slippageOf(Quantity quantity) {
    return slippage.bpsFor(quantity, freshQuote().oppositeSize(signal.side())).multiply(BPS);
  }

  /** The same on the way in: an order with a limit has none. */
  BigDecimal entrySlippage(Quantity quantity) {
    return limit() == null ? slippageOf(quantity) : BigDecimal.ZERO;
  }

  /** What a unit loses at the stop without costs, contract size included. */
  BigDecimal stopDistance() {
    return entryPrice().minus(stopPrice()).abs().multiply(instrument.contractSize());
  }

  /** Fees of both sides of a unit that is stopped, and its slippage once. */
  BigDecimal costPerUnit() {
    BigDecimal fees =
        entryPrice()
            .value()
            .multiply(entryFee())
            .add(stopPrice().value().multiply(instrument.takerFee()));
    BigDecimal slip = entryPrice().value().multiply(slippageOf(signal.quantity()));
    return fees.add(slip).multiply(instrument.contractSize());
  }
}
