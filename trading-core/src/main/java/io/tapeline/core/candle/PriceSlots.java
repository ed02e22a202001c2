package io.tapeline.core.candle;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.instrument.TradingCalendar;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Candles made of prices, one-second and one-minute ones, with those of late that may change. */
final class PriceSlots {

  /** The longest gap that is filled (MD-GAP). */
  static final int MOST_FILLED = 3;

  private static final long MINUTE = EventTime.micros(Duration.ofMinutes(1));
  private static final long HOUR = EventTime.micros(Duration.ofHours(1));

  private final Symbol symbol;
  private final Timeframe timeframe;
  private final long length;
  private final boolean filled;
  private final long window;
  private final TradingCalendar calendar;
  private final Consumer<Candle> out;
  private final NavigableMap<Long, Slot> slots = new TreeMap<>();
  private @Nullable Slot newest;
  private boolean open;
  private long start = Long.MIN_VALUE;
  private long end = Long.MIN_VALUE;
  private long settled = Long.MIN_VALUE;
  private long changedFrom = Long.MAX_VALUE;
  private long changedTo = Long.MIN_VALUE;

  /**
   * @param window how far before the newest slot late prices are taken in, microseconds
   * @param calendar when the instrument trades
   */
  PriceSlots(
      Symbol symbol,
      Timeframe timeframe,
      long window,
      TradingCalendar calendar,
      Consumer<Candle> out) {
    this.symbol = symbol;
    this.timeframe = timeframe;
    this.length = EventTime.micros(timeframe.length());
    this.filled = timeframe == Timeframe.M1;
    this.window = window;
    this.calendar = calendar;
    this.out = out;
  }

  /** How a price was taken. */
  enum Taken {
    IN_TIME,
    /** Its slot was closed, and is corrected. */
    LATE,
    /** Its slot is older than what is kept. */
    TOO_LATE
  }

  Taken take(Origin origin, Price price, Quantity size, @Nullable Long id) {
    changedFrom = Long.MAX_VALUE;
    changedTo = Long.MIN_VALUE;
    long micros = origin.ts().micros();
    if (newest == null || micros >= end) {
      begin(micros, origin).add(price, size, micros, id);
    } else if (open && micros >= start) {
      newest.add(price, size, micros, id);
    } else {
      return correct(origin, price, size, id);
    }
    return Taken.IN_TIME;
  }

  private Slot begin(long micros, Origin origin) {
    closeIfOpen(origin);
    forget();
    Slot slot = new Slot(floor(micros));
    if (newest != null) {
      fill(newest, slot);
      tellBetween(newest.start(), slot.start(), origin, 0);
    }
    slots.put(slot.start(), slot);
    newest = slot;
    open = true;
    start = slot.start();
    end = start + length;
    settled = start;
    return slot;
  }

  /** Closes the candle in hand if its end lies at least the grace before this time. */
  void passTime(Origin origin, long grace) {
    changedFrom = Long.MAX_VALUE;
    if (open && origin.ts().micros() >= end + grace) {
      closeIfOpen(origin);
    }
  }

  void closeIfOpen(Origin origin) {
    if (open && newest != null) {
      open = false;
      settled = end;
      tell(newest, origin, 0);
    }
  }

  private Taken correct(Origin origin, Price price, Quantity size, @Nullable Long id) {
    long micros = origin.ts().micros();
    long at = floor(micros);
    if (at < start - window) {
      return Taken.TOO_LATE;
    }
    Slot slot = slots.computeIfAbsent(at, Slot::new);
    slot.add(price, size, micros, id);
    Slot below = priced(slots.headMap(at, false).descendingMap());
    Slot above = priced(slots.tailMap(at, false));
    if (below != null) {
      fill(below, slot);
    }
    if (above != null) {
      fill(slot, above);
    }
    tellBetween(
        below == null ? at - 1 : below.start(),
        above == null ? at + 1 : above.start() + 1,
        origin,
        1);
    return Taken.LATE;
  }

  private static @Nullable Slot priced(NavigableMap<Long, Slot> outwards) {
    for (Slot slot : outwards.values()) {
      if (slot.hasPrice()) {
        return slot;
      }
    }
    return null;
  }

  /** Makes slots for a gap that is short enough to be filled and lies in an open market. */
  private void fill(Slot below, Slot above) {
    if (filled
        && above.start() - below.start() <= (MOST_FILLED + 1) * length
        && !isClosedBetween(below.start(), above.start())) {
      for (long at = below.start() + length; at < above.start(); at += length) {
        slots.computeIfAbsent(at, Slot::new);
      }
    }
  }

  private void tellBetween(long after, long before, Origin origin, int firstRevision) {
    for (Slot slot : slots.subMap(after, false, before, false).values()) {
      if (!(open && slot == newest)) {
        tell(slot, origin, firstRevision);
      }
    }
  }

  private void tell(Slot slot, Origin origin, int firstRevision) {
    Candle before = slot.told();
    Candle now = candle(slot, origin, before == null ? firstRevision : before.revision() + 1);
    if (before == null || !before.saysTheSame(now)) {
      slot.tell(now);
      out.accept(now);
      if (now.revision() > 0) {
        changedFrom = Math.min(changedFrom, slot.start());
        changedTo = Math.max(changedTo, slot.start());
      }
    }
  }

  private Candle candle(Slot slot, Origin origin, int revision) {
    boolean synthetic = !slot.hasPrice();
    Slot prices = synthetic ? priced(slots.headMap(slot.start(), false).descendingMap()) : slot;
    if (prices == null) {
      throw new IllegalStateException(symbol + ": nothing to fill " + slot.start() + " with");
    }
    return new Candle(
        origin,
        symbol,
        timeframe,
        new EventTime(slot.start()),
        synthetic ? prices.close() : prices.open(),
        synthetic ? prices.close() : prices.high(),
        synthetic ? prices.close() : prices.low(),
        prices.close(),
        synthetic ? Quantity.ZERO : new Quantity(prices.volume()),
        slot.trades(),
        synthetic,
        revision,
        startsSegment(slot));
  }

  /**
   * Whether more minutes than can be filled are missing before this slot, or the market was closed.
   */
  private boolean startsSegment(Slot slot) {
    Long below = slots.lowerKey(slot.start());
    return below == null
        || Math.floorDiv(slot.start(), MINUTE) - Math.floorDiv(below, MINUTE) > MOST_FILLED + 1
        || isClosedBetween(below, slot.start());
  }

  /** A first candle in open hours follows a closure also where prices came during it. */
  private boolean isClosedBetween(long below, long above) {
    EventTime opened = new EventTime(above);
    return calendar.isClosedWithin(new EventTime(below + length), opened)
        || (calendar.isOpen(opened) && !calendar.isOpen(new EventTime(below)));
  }

  /** Forgets what nothing can change any more, nor any candle of up to an hour made of it. */
  private void forget() {
    long from = keptFrom();
    for (Map.Entry<Long, Slot> oldest = slots.firstEntry();
        oldest != null && oldest.getKey() < from;
        oldest = slots.firstEntry()) {
      slots.pollFirstEntry();
    }
  }

  /** The oldest slot that is kept; what is older may be forgotten. */
  long keptFrom() {
    if (newest == null) {
      return Long.MIN_VALUE;
    }
    long needed = newest.start() - window - (MOST_FILLED + 2) * MINUTE;
    return filled ? Math.floorDiv(needed, HOUR) * HOUR : needed;
  }

  /** The slots known from this time on, the one in hand included. */
  NavigableMap<Long, Slot> from(long micros) {
    return slots.tailMap(micros, true);
  }

  /** The start of the first slot of which it is not known yet whether there will be a candle. */
  long settled() {
    return settled;
  }

  /** The first slot the price taken last corrected, {@link Long#MAX_VALUE} if it did not. */
  long changedFrom() {
    return changedFrom;
  }

  /** The last slot the price taken last corrected. */
  long changedTo() {
    return changedTo;
  }

  /** The end of the candle in hand, or {@link Long#MAX_VALUE} if none is open. */
  long openEnd() {
    return open ? end : Long.MAX_VALUE;
  }

  private long floor(long micros) {
    return Math.floorDiv(micros, length) * length;
  }
}
