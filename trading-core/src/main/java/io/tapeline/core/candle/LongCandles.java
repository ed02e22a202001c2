package io.tapeline.core.candle;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Candles made of one-minute candles. Prices and volume are those of minutes with trades: a minute
 * that was filled completes a candle, but adds nothing to it, as at the exchanges.
 */
final class LongCandles {

  private static final long MINUTE = EventTime.micros(Duration.ofMinutes(1));

  private final Symbol symbol;
  private final Timeframe timeframe;
  private final long length;
  private final boolean partial;
  private final PriceSlots minutes;
  private final Consumer<Candle> out;
  private final NavigableMap<Long, Candle> told = new TreeMap<>();
  private long settled = Long.MIN_VALUE;
  private long undecided = Long.MIN_VALUE;
  private long incomplete;

  /**
   * @param partial whether candles with missing minutes are made too
   */
  LongCandles(
      Symbol symbol,
      Timeframe timeframe,
      boolean partial,
      PriceSlots minutes,
      Consumer<Candle> out) {
    this.symbol = symbol;
    this.timeframe = timeframe;
    this.length = EventTime.micros(timeframe.length());
    this.partial = partial;
    this.minutes = minutes;
    this.out = out;
  }

  /** Makes and corrects what follows from the event the minutes took last. */
  void follow(Origin origin) {
    if (minutes.changedFrom() != Long.MAX_VALUE) {
      correct(origin);
    }
    if (minutes.settled() != settled) {
      settled = minutes.settled();
      decide(origin, settled - length, partial);
      undecided = floor(settled);
      told.headMap(minutes.keptFrom() - length).clear();
    }
  }

  /** Makes what is still open, complete or not. */
  void finish(Origin origin) {
    decide(origin, Long.MAX_VALUE, true);
  }

  private void decide(Origin origin, long lastStart, boolean withMissing) {
    Slot next = firstFrom(undecided);
    while (next != null && floor(next.start()) <= lastStart) {
      long start = floor(next.start());
      Candle candle = candle(start, origin, 0, withMissing);
      if (candle == null) {
        incomplete++;
      } else {
        tell(candle);
      }
      undecided = start + length;
      next = firstFrom(undecided);
    }
  }

  private @Nullable Slot firstFrom(long micros) {
    NavigableMap<Long, Slot> later = minutes.from(micros);
    return later.isEmpty() ? null : later.firstEntry().getValue();
  }

  /** The slots that changed, and the one after them, whose segment may be another now. */
  private void correct(Origin origin) {
    long last = Math.min(floor(minutes.changedTo()) + length, undecided - length);
    for (long start = floor(minutes.changedFrom()); start <= last; start += length) {
      Candle before = told.get(start);
      Candle now = candle(start, origin, before == null ? 1 : before.revision() + 1, partial);
      if (now != null && (before == null || !before.saysTheSame(now))) {
        tell(now);
      }
    }
  }

  private void tell(Candle candle) {
    told.put(candle.openTime().micros(), candle);
    out.accept(candle);
  }

  private @Nullable Candle candle(long start, Origin origin, int revision, boolean withMissing) {
    Slot first = null;
    Slot last = null;
    Price high = null;
    Price low = null;
    BigDecimal volume = BigDecimal.ZERO;
    long trades = 0;
    long present = 0;
    boolean startsSegment = false;
    for (Slot minute : minutes.from(start).headMap(start + length, false).values()) {
      present++;
      startsSegment |= minute.told() != null && minute.told().startsSegment();
      if (minute.hasPrice()) {
        first = first == null ? minute : first;
        last = minute;
        high = high == null || minute.high().isAbove(high) ? minute.high() : high;
        low = low == null || minute.low().isBelow(low) ? minute.low() : low;
        volume = volume.add(minute.volume());
        trades += minute.trades();
      }
    }
    boolean complete = present * MINUTE == length;
    if (first == null || last == null || high == null || low == null) {
      return null;
    }
    if (!complete && !withMissing) {
      return null;
    }
    return new Candle(
        origin,
        symbol,
        timeframe,
        new EventTime(start),
        first.open(),
        high,
        low,
        last.close(),
        new Quantity(volume),
        trades,
        false,
        revision,
        startsSegment || !told.containsKey(start - length));
  }

  /** Candles that had trades in them but lacked a minute, and were not made. */
  long incomplete() {
    return incomplete;
  }

  /** Whether a candle of this time has been decided, so that a price in it comes too late. */
  boolean isDecided(long micros) {
    return floor(micros) < undecided;
  }

  /** The end of the candle that is being made, or {@link Long#MAX_VALUE} if there is none. */
  long openEnd() {
    Slot next = firstFrom(undecided);
    return next == null ? Long.MAX_VALUE : floor(next.start()) + length;
  }

  private long floor(long micros) {
    return Math.floorDiv(micros, length) * length;
  }
}
