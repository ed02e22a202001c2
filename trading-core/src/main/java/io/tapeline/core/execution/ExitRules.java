package io.tapeline.core.execution;

import io.tapeline.core.instrument.TradingCalendar;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What of a position is to be closed now, and why: the first match of CATALOGUE TM-EXIT's order —
 * KILL, BAD_FILL, SL or TRAIL, ADVERSE_CANDLE, FEED_LOSS, SESSION_END, TP, TIME, FLAT, EXPIRY. The
 * minimum hold keeps back TP and EXPIRY alone.
 */
final class ExitRules {

  static final Duration SESSION_FLATTEN = Duration.ofSeconds(60);

  private static final Duration STOP_DUE = Duration.ofSeconds(1);
  private static final Duration FEED_LOST = Duration.ofSeconds(30);

  private ExitRules() {}

  static @Nullable Exit due(
      ManagedPosition position, @Nullable Quote quote, EventTime now, boolean kill) {
    ExitReason protection = kill ? ExitReason.KILL : protection(position, quote, now);
    if (protection != null) {
      return position.whole(protection);
    }
    Duration held = position.held(now);
    boolean mayProfit = held.compareTo(position.plan().minHold()) >= 0;
    Exit profit = mayProfit && quote != null ? position.dueTarget(quote, held) : null;
    if (profit != null) {
      return profit;
    }
    ExitReason patience = patience(position, held, mayProfit);
    return patience == null ? null : position.whole(patience);
  }

  /** What nothing keeps back. */
  private static @Nullable ExitReason protection(
      ManagedPosition position, @Nullable Quote quote, EventTime now) {
    boolean unprotected = position.stop().current() == null;
    boolean overdue = unprotected && position.held(now).compareTo(STOP_DUE) >= 0;
    if (overdue || position.stop().isBadFill()) {
      return ExitReason.BAD_FILL;
    }
    if (quote != null && isStopped(position, quote)) {
      return position.stop().reason();
    }
    if (position.isCandleAgainst()) {
      return ExitReason.ADVERSE_CANDLE;
    }
    TradingCalendar calendar = position.instrument().calendar();
    if (isFeedLost(position, quote, now, calendar)) {
      return ExitReason.FEED_LOSS;
    }
    return calendar.untilSessionEnd(now).compareTo(SESSION_FLATTEN) <= 0
        ? ExitReason.SESSION_END
        : null;
  }

  /** True if the exit-side quote has reached the stop. */
  private static boolean isStopped(ManagedPosition position, Quote quote) {
    Price stop = position.stop().current();
    if (stop == null) {
      return false;
    }
    Side side = position.entry().side();
    Price exit = quote.oppositeTouch(side.opposite());
    return side == Side.BUY ? !exit.isAbove(stop) : !exit.isBelow(stop);
  }

  /** True if an open market has shown no quote for so long, by the time of its other events. */
  private static boolean isFeedLost(
      ManagedPosition position, @Nullable Quote quote, EventTime now, TradingCalendar calendar) {
    EventTime since = quote == null ? position.entryTs() : quote.ts().max(position.entryTs());
    long limit = EventTime.micros(FEED_LOST);
    return now.microsSince(since) >= limit
        && calendar.isOpen(now)
        && calendar.isOpen(new EventTime(now.micros() - limit));
  }

  private static @Nullable ExitReason patience(
      ManagedPosition position, Duration held, boolean mayExpire) {
    boolean over = held.compareTo(position.plan().timeStop()) >= 0;
    boolean expires = position.plan().expires();
    if (over && !expires) {
      return ExitReason.TIME;
    }
    int flat = position.plan().flatCandles();
    if (flat > 0 && position.flatRun() >= flat) {
      return ExitReason.FLAT;
    }
    return over && mayExpire ? ExitReason.EXPIRY : null;
  }
}
