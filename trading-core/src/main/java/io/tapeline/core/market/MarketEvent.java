package io.tapeline.core.market;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;

/** Something a feed says of one instrument, validated. */
public sealed interface MarketEvent extends Event
    permits Tick, MissedTick, MissedCandle, Quote, BookUpdate, Heartbeat, FeedGap {

  /** Instrument and number in the feed. */
  @Override
  default String id() {
    return symbol() + "#" + seq();
  }

  Origin origin();

  Symbol symbol();

  /** When it happened at the source. */
  default EventTime ts() {
    return origin().ts();
  }

  /** Its number in the feed. */
  default long seq() {
    return origin().seq();
  }
}
