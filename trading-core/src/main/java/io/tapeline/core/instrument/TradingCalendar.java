package io.tapeline.core.instrument;

import io.tapeline.core.time.EventTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When an asset class trades (CATALOGUE 1.5): equities 09:30–16:00 New York on weekdays, the others
 * without a session end that matters here.
 */
public final class TradingCalendar {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalTime OPEN = LocalTime.of(9, 30);
  private static final LocalTime CLOSE = LocalTime.of(16, 0);

  /** What {@link #untilClose} says where no session end matters. */
  public static final Duration NO_CLOSE = Duration.ofDays(365);

  private TradingCalendar() {}

  /**
   * Time left in the running session: zero or less if the market is closed, {@link #NO_CLOSE} if it
   * never is.
   */
  public static Duration untilClose(AssetClass assetClass, EventTime now) {
    if (assetClass != AssetClass.EQUITY) {
      return NO_CLOSE;
    }
    ZonedDateTime local = now.toInstant().atZone(NEW_YORK);
    boolean weekend =
        local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
    if (weekend || local.toLocalTime().isBefore(OPEN)) {
      return Duration.ZERO;
    }
    return Duration.between(local, local.with(CLOSE));
  }
}
