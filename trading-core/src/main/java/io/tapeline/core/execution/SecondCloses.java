package io.tapeline.core.execution;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.time.EventTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Closes of one-second candles of trade prices; a second without trades repeats the close before
 * it. Any event of the instrument moves the clock.
 */
final class SecondCloses {

  private static final long SECOND = EventTime.MICROS_PER_SECOND;
  private static final long LONGEST_REPEAT = 60;

  /** A completed second. */
  record Completed(EventTime openTime, Price close, Price previousClose) {}

  private long second = Long.MIN_VALUE;
  private @Nullable Price lastTrade;
  private @Nullable Price lastClose;

  /** Takes an event in; returns the seconds it completed, oldest first. */
  List<Completed> advance(MarketEvent event) {
    long now = Math.floorDiv(event.ts().micros(), SECOND);
    List<Completed> completed = new ArrayList<>();
    Price trade = lastTrade;
    if (second != Long.MIN_VALUE && trade != null) {
      for (long s = Math.max(second, now - LONGEST_REPEAT); s < now; s++) {
        completed.add(
            new Completed(new EventTime(s * SECOND), trade, lastClose == null ? trade : lastClose));
        lastClose = trade;
      }
    }
    second = Math.max(second, now);
    if (event instanceof Tick tick && now == second) {
      lastTrade = tick.price();
    }
    return completed;
  }
}
