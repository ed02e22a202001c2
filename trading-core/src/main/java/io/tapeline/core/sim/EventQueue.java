package io.tapeline.core.sim;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Numbers the events of all instruments in one sequence and holds those not yet delivered. */
final class EventQueue {

  private final ArrayDeque<MarketEvent> waiting = new ArrayDeque<>();
  private long lastSeq;

  /** The origin of the next event, which the caller must then add. */
  Origin nextOrigin(long micros) {
    return new Origin(++lastSeq, new EventTime(micros));
  }

  void add(MarketEvent event) {
    waiting.add(event);
  }

  @Nullable MarketEvent poll() {
    return waiting.poll();
  }
}
