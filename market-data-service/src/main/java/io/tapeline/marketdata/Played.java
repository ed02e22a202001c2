package io.tapeline.marketdata;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Counts what a feed has given since its beginning, over restarts: a restarted runner plays its
 * feed from the start again, and the count starts over with it.
 */
public final class Played implements Consumer<Event> {

  private final boolean quotesDerived;
  private final LongAdder events = new LongAdder();
  private final LongAdder heartbeats = new LongAdder();
  private final LongAdder quarantined = new LongAdder();
  private final Map<Timeframe, LongAdder> candles = new EnumMap<>(Timeframe.class);

  /**
   * @param quotesDerived true if the feed makes its quotes from books: those are not counted
   */
  Played(MeterRegistry registry, boolean quotesDerived) {
    this.quotesDerived = quotesDerived;
    for (Timeframe timeframe : Timeframe.values()) {
      candles.put(timeframe, new LongAdder());
    }
    Gauge.builder("tapeline.feed.events", events, LongAdder::sum).register(registry);
    Gauge.builder("tapeline.feed.quarantined", quarantined, LongAdder::sum).register(registry);
  }

  /** Forgets the counts: the feed is played from its beginning. */
  void startOver() {
    events.reset();
    heartbeats.reset();
    quarantined.reset();
    candles.values().forEach(LongAdder::reset);
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Heartbeat ignored -> heartbeats.increment();
      case Quote ignored when quotesDerived -> {}
      case MarketEvent ignored -> events.increment();
      case Quarantined ignored -> {
        quarantined.increment();
        events.increment();
      }
      case Candle candle -> {
        LongAdder count = candles.get(candle.timeframe());
        if (count != null) {
          count.increment();
        }
      }
      default -> {}
    }
  }

  /** Market events and quarantined rows, without heartbeats. */
  public long events() {
    return events.sum();
  }

  public long heartbeats() {
    return heartbeats.sum();
  }

  public long quarantined() {
    return quarantined.sum();
  }

  /** Closed candles by timeframe label. */
  public Map<String, Long> candles() {
    Map<String, Long> counts = new TreeMap<>();
    candles.forEach((timeframe, count) -> counts.put(timeframe.label(), count.sum()));
    return counts;
  }
}
