package io.tapeline.core.risk;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.venue.PaperSettings;
import org.jspecify.annotations.Nullable;

/**
 * A signal before the risk desk, with everything the rules look at.
 *
 * @param quote newest quote of the instrument, null before the first
 * @param now event time at which risk decides
 * @param lineDelay microseconds of wall-clock time by which the line is late, 0 in a replay
 * @param halted why entries are stopped, empty if they are not
 * @param dayPnl profit of the trading day, realised and unrealised, after fees
 * @param dailyLossHit true if the day's loss limit has been reached at any time today
 * @param positionsInSymbol open positions and opening orders in the instrument
 * @param free cash that may be used, reservations of orders on their way taken off
 * @param lossSkips approved signals of the strategy still to be skipped
 * @param slippage expected beyond the touch
 */
record Candidate(
    Signal signal,
    Instrument instrument,
    @Nullable Quote quote,
    EventTime now,
    long lineDelay,
    String halted,
    Money dayPnl,
    Money dayStartEquity,
    boolean dailyLossHit,
    int positionsInSymbol,
    Money free,
    int lossSkips,
    PaperSettings.Slippage slippage) {

  /** The quote, for rules that run after R-DATA has found it fresh. */
  Quote freshQuote() {
    Quote present = quote;
    if (present == null) {
      throw new IllegalStateException("no quote: R-DATA must run first");
    }
    return present;
  }

  /** Limit of the order, null for one at the market. */
  @Nullable Price limit() {
    return signal.entry().limit();
  }

  /** Price at which the position would open: the touch, or the limit where that is better. */
  Price entryPrice() {
    Price touch = freshQuote().oppositeTouch(signal.side());
    Price limit = limit();
    if (limit == null) {
      return touch;
    }
    boolean rests = signal.side() == Side.BUY ? limit.isBelow(touch) : limit.isAbove(touch);
    return rests ? limit : touch;
  }
}
