package io.tapeline.marketdata;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.CandleTally;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

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
  private final Map<String, LongAdder> reasons = new ConcurrentHashMap<>();
  private final MeterRegistry registry;
  private volatile CandleTally tally = CandleTally.NONE;

  /**
   * @param quotesDerived true if the feed makes its quotes from books: those are not counted
   */
  Played(MeterRegistry registry, boolean quotesDerived) {
    this.quotesDerived = quotesDerived;
    this.registry = registry;
    for (Timeframe timeframe : Timeframe.values()) {
      candles.put(timeframe, new LongAdder());
    }
    Gauge.builder("tapeline.feed.events", events, LongAdder::sum).register(registry);
    Gauge.builder("tapeline.feed.quarantined", quarantined, LongAdder::sum).register(registry);
    gauge(registry, "late.prices", CandleTally::latePrices);
    gauge(registry, "late.left.out", CandleTally::leftOut);
    gauge(registry, "candles.revised", CandleTally::revisions);
    gauge(registry, "candles.synthetic", CandleTally::synthetic);
    gauge(registry, "candles.incomplete", CandleTally::incomplete);
    gauge(registry, "segments", CandleTally::segments);
  }

  private void gauge(MeterRegistry registry, String name, ToLongFunction<CandleTally> value) {
    Gauge.builder("tapeline.feed." + name, this, me -> value.applyAsLong(me.tally))
        .register(registry);
  }

  private LongAdder reason(String code) {
    LongAdder count = new LongAdder();
    Gauge.builder("tapeline.feed.quarantined.by.reason", count, LongAdder::sum)
        .tag("reason", code)
        .register(registry);
    return count;
  }

  /** Notes what became of the prices that candles are made of. */
  void note(CandleTally sinceTheBeginning) {
    tally = sinceTheBeginning;
  }

  /** Forgets the counts: the feed is played from its beginning. */
  void startOver() {
    events.reset();
    heartbeats.reset();
    quarantined.reset();
    reasons.values().forEach(LongAdder::reset);
    candles.values().forEach(LongAdder::reset);
    tally = CandleTally.NONE;
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Heartbeat ignored -> heartbeats.increment();
      case Quote ignored when quotesDerived -> {}
      case MarketEvent ignored -> events.increment();
      case Quarantined input -> {
        quarantined.increment();
        reasons.computeIfAbsent(input.reason(), this::reason).increment();
        events.increment();
      }
      case Candle candle when candle.isFirstOfPrices() -> {
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

  /** Closed candles by timeframe label, without corrections and filled gaps. */
  public Map<String, Long> candles() {
    Map<String, Long> counts = new TreeMap<>();
    candles.forEach((timeframe, count) -> counts.put(timeframe.label(), count.sum()));
    return counts;
  }
}
