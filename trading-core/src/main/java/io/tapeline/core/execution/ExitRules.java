package io.tapeline.core.execution;

import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a position is to be left now: the first match of CATALOGUE TM-EXIT's order that applies to
 * the strategies there are — KILL, BAD_FILL, SL, SESSION_END, TP, TIME, FLAT.
 */
final class ExitRules {

  private static final Duration STOP_DUE = Duration.ofSeconds(1);
  private static final Duration SESSION_FLATTEN = Duration.ofSeconds(60);

  private ExitRules() {}

  static @Nullable ExitReason reason(
      ManagedPosition position, @Nullable Quote quote, EventTime now, boolean kill) {
    if (kill) {
      return ExitReason.KILL;
    }
    long held = now.microsSince(position.entryTs());
    if (position.stop() == null && held >= EventTime.micros(STOP_DUE)) {
      return ExitReason.BAD_FILL;
    }
    if (quote != null && isThrough(position, quote, position.stop(), false)) {
      return ExitReason.SL;
    }
    Duration left = position.instrument().calendar().untilSessionEnd(now);
    if (left.compareTo(SESSION_FLATTEN) <= 0) {
      return ExitReason.SESSION_END;
    }
    if (quote != null && isThrough(position, quote, position.target(), true)) {
      return ExitReason.TP;
    }
    if (held >= EventTime.micros(position.plan().timeStop())) {
      return ExitReason.TIME;
    }
    int flat = position.plan().flatCandles();
    return flat > 0 && position.flatRun() >= flat ? ExitReason.FLAT : null;
  }

  /**
   * True if the exit-side quote has reached a level, inclusive, in or against the position's
   * favour.
   */
  private static boolean isThrough(
      ManagedPosition position, Quote quote, @Nullable Price level, boolean inFavour) {
    if (level == null) {
      return false;
    }
    boolean isLong = position.entry().side() == Side.BUY;
    Price exit = quote.oppositeTouch(position.entry().side().opposite());
    int compared = exit.compareTo(level);
    return isLong == inFavour ? compared >= 0 : compared <= 0;
  }
}
