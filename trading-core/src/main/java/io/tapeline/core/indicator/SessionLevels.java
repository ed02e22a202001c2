package io.tapeline.core.indicator;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * IND-SESSHL: extremes of the session before, of the trading day before and of the session so far.
 * A stretch of fewer than 30 real candles yields no level. The session and the day before are the
 * last ones that had candles, so that Monday follows Friday. Ready with the first level.
 */
public final class SessionLevels extends CandleIndicator<SessionLevels.Levels> {

  /** The usual fewest candles of a level. */
  public static final int LEAST = 30;

  /** The levels; null where there is none. */
  public record Levels(
      @Nullable Extremes previousSession,
      @Nullable Extremes previousDay,
      @Nullable Extremes session) {}

  private final SessionClock clock;
  private final TradingDay day;
  private final int least;
  private SessionClock.@Nullable Span span;
  private @Nullable LocalDate date;
  private @Nullable Extremes previousSession;
  private @Nullable Extremes previousDay;
  private @Nullable Extremes session;
  private @Nullable Extremes today;

  /**
   * @param least real candles from which on a stretch yields a level
   */
  public SessionLevels(SessionClock clock, TradingDay day, int least) {
    this.clock = clock;
    this.day = day;
    this.least = least;
  }

  @Override
  void startSegment() {}

  @Override
  void add(Bar bar) {
    SessionClock.Span now = clock.at(bar.openTime());
    if (span != null && !span.equals(now) && session != null) {
      previousSession = session;
      session = null;
    }
    span = now;
    LocalDate of = day.at(bar.openTime());
    if (date != null && !date.equals(of) && today != null) {
      previousDay = today;
      today = null;
    }
    date = of;
    if (!bar.isSynthetic()) {
      session = session == null ? Extremes.of(bar) : session.with(bar);
      today = today == null ? Extremes.of(bar) : today.with(bar);
    }
  }

  @Override
  public Reading<Levels> reading() {
    Levels levels = new Levels(levelOf(previousSession), levelOf(previousDay), levelOf(session));
    if (levels.session == null && levels.previousSession == null && levels.previousDay == null) {
      return Reading.warmingUp(session == null ? 0 : session.candles(), least);
    }
    return Reading.ready(levels);
  }

  private @Nullable Extremes levelOf(@Nullable Extremes stretch) {
    return stretch == null || stretch.candles() < least ? null : stretch;
  }
}
