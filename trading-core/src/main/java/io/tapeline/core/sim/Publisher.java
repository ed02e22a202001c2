package io.tapeline.core.sim;

import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Tells the world what happens in one book: each match as a trade, then, once the order that caused
 * it is done, the changed depth if its turn has come, then the best bid and ask if they changed.
 */
final class Publisher implements BookListener {

  private static final long MICROS = 1_000_000;

  private final SimulatedInstrument instrument;
  private final OrderBook book;
  private final EventQueue out;
  private final long bookIntervalMicros;
  private final NavigableSet<Long> changedBids = new TreeSet<>();
  private final NavigableSet<Long> changedAsks = new TreeSet<>();
  private final Map<Long, Long> publishedBids = new HashMap<>();
  private final Map<Long, Long> publishedAsks = new HashMap<>();
  private boolean snapshotGiven;
  private long bookDueMicros = Long.MIN_VALUE;
  private long nowMicros;
  private long lastEventMicros;
  private long bidTicks;
  private long bidLots;
  private long askTicks;
  private long askLots;

  /**
   * @param booksPerSecond depth updates per second at most, zero for none
   */
  Publisher(
      SimulatedInstrument instrument,
      OrderBook book,
      EventQueue out,
      int booksPerSecond,
      long startMicros) {
    this.instrument = instrument;
    this.book = book;
    this.out = out;
    this.bookIntervalMicros = booksPerSecond == 0 ? 0 : Math.ceilDiv(MICROS, (long) booksPerSecond);
    this.nowMicros = startMicros;
    this.lastEventMicros = startMicros;
  }

  void at(long micros) {
    nowMicros = micros;
  }

  /** When the last event was published; the start if none was. */
  long lastEventMicros() {
    return lastEventMicros;
  }

  @Override
  public void onTrade(Side aggressor, RestingOrder resting, long lots) {
    lastEventMicros = nowMicros;
    out.add(
        new Tick(
            out.nextOrigin(nowMicros),
            instrument.symbol(),
            instrument.price(resting.priceTicks),
            instrument.quantity(lots),
            aggressor == Side.BUY ? Aggressor.BUY : Aggressor.SELL));
  }

  @Override
  public void onLevel(Side side, long priceTicks, long lots) {
    if (bookIntervalMicros > 0) {
      changed(side).add(priceTicks);
    }
  }

  /** Publishes what an action left behind. */
  void afterAction() {
    if (bookIntervalMicros > 0 && nowMicros >= bookDueMicros) {
      publishBook();
    }
    PriceLevel bid = book.best(Side.BUY);
    PriceLevel ask = book.best(Side.SELL);
    if (bid != null && ask != null && differs(bid, ask)) {
      publishQuote(bid, ask);
    }
  }

  void heartbeat() {
    lastEventMicros = nowMicros;
    out.add(new Heartbeat(out.nextOrigin(nowMicros), instrument.symbol()));
  }

  private boolean differs(PriceLevel bid, PriceLevel ask) {
    return bid.priceTicks != bidTicks
        || ask.priceTicks != askTicks
        || bid.lots() != bidLots
        || ask.lots() != askLots;
  }

  private void publishQuote(PriceLevel bid, PriceLevel ask) {
    bidTicks = bid.priceTicks;
    bidLots = bid.lots();
    askTicks = ask.priceTicks;
    askLots = ask.lots();
    lastEventMicros = nowMicros;
    out.add(
        new Quote(
            out.nextOrigin(nowMicros),
            instrument.symbol(),
            instrument.price(bidTicks),
            instrument.quantity(bidLots),
            instrument.price(askTicks),
            instrument.quantity(askLots)));
  }

  private void publishBook() {
    List<BookUpdate.Level> levels = new ArrayList<>();
    for (Long ticks : changedBids.descendingSet()) {
      addIfNew(levels, Side.BUY, ticks, publishedBids);
    }
    for (Long ticks : changedAsks) {
      addIfNew(levels, Side.SELL, ticks, publishedAsks);
    }
    changedBids.clear();
    changedAsks.clear();
    if (levels.isEmpty()) {
      return;
    }
    lastEventMicros = nowMicros;
    out.add(new BookUpdate(out.nextOrigin(nowMicros), instrument.symbol(), !snapshotGiven, levels));
    snapshotGiven = true;
    bookDueMicros = nowMicros + bookIntervalMicros;
  }

  /** Adds the level unless its readers already know it to be as it is. */
  private void addIfNew(
      List<BookUpdate.Level> levels, Side side, Long ticks, Map<Long, Long> published) {
    PriceLevel found = book.side(side).find(ticks);
    Long lots = found == null ? null : found.lots();
    Long known = lots == null ? published.remove(ticks) : published.put(ticks, lots);
    if (!Objects.equals(lots, known)) {
      Quantity size = lots == null ? Quantity.ZERO : instrument.quantity(lots);
      levels.add(new BookUpdate.Level(side, instrument.price(ticks), size));
    }
  }

  private NavigableSet<Long> changed(Side side) {
    return side == Side.BUY ? changedBids : changedAsks;
  }
}
