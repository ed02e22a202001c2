package io.tapeline.core.instrument;

import io.tapeline.core.time.EventTime;
import java.time.Duration;

/** Crypto: round the clock, every day. */
public record AlwaysOpen() implements TradingCalendar {

  /** Name in settings. */
  public static final String NAME = "24/7";

  @Override
  public String name() {
    return NAME;
  }

  /** The year from {@code now}: there is no stretch with an end. */
  @Override
  public OpenHours hours(EventTime now) {
    EventTime far = now.plus(NO_CLOSE);
    return new OpenHours(now, far, far);
  }

  @Override
  public Duration untilClose(EventTime now) {
    return NO_CLOSE;
  }

  @Override
  public Duration untilSessionEnd(EventTime now) {
    return NO_CLOSE;
  }

  @Override
  public boolean isClosedWithin(EventTime from, EventTime to) {
    return false;
  }
}
