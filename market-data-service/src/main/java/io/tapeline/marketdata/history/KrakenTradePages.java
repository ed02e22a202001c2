package io.tapeline.marketdata.history;

import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.KrakenRest;
import io.tapeline.marketdata.rest.TradesPage;
import io.tapeline.marketdata.rest.VenueException;
import io.tapeline.marketdata.rest.VenueException.Fault;
import io.tapeline.marketdata.rest.VenueTrade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Kraken's trades, oldest first. Kraken pages by time, and several trades may bear one time: each
 * page begins with the microsecond that the one before ended with, and what is known of it is left
 * out by its id.
 */
final class KrakenTradePages implements Pages {

  private static final long NANOS_PER_MICRO = 1000;
  private static final Comparator<VenueTrade> BY_TIME_THEN_ID =
      Comparator.comparing(VenueTrade::ts).thenComparingLong(VenueTrade::tradeId);

  private final KrakenRest rest;
  private final Patience patience;
  private final int pageSize;
  private final String symbol;
  private final Range range;

  KrakenTradePages(KrakenRest rest, Patience patience, int pageSize, String symbol, Range range) {
    this.rest = rest;
    this.patience = patience;
    this.pageSize = pageSize;
    this.symbol = symbol;
    this.range = range;
  }

  /**
   * Where to go on.
   *
   * @param sinceNanos asked for, exclusive
   * @param newest time of the newest trade known, microseconds
   * @param ids of the trades known at that time; none before the first page
   */
  private record Cursor(long sinceNanos, long newest, Set<Long> ids) {

    static Cursor parse(String text) {
      String[] parts = text.split(" ", -1);
      Set<Long> ids =
          Arrays.stream(parts[2].split(",", -1))
              .filter(id -> !id.isEmpty())
              .map(Long::valueOf)
              .collect(Collectors.toCollection(TreeSet::new));
      return new Cursor(Long.parseLong(parts[0]), Long.parseLong(parts[1]), ids);
    }

    boolean knows(VenueTrade trade) {
      long micros = trade.ts().micros();
      return micros < newest || (micros == newest && ids.contains(trade.tradeId()));
    }

    @Override
    public String toString() {
      return "%d %d %s"
          .formatted(
              sinceNanos,
              newest,
              ids.stream().sorted().map(String::valueOf).collect(Collectors.joining(",")));
    }
  }

  @Override
  public String start() {
    long from = range.from().micros();
    return new Cursor(from * NANOS_PER_MICRO - 1, from, Set.of()).toString();
  }

  @Override
  public boolean newestFirst() {
    return false;
  }

  @Override
  public Page page(String cursor) throws VenueException, InterruptedException {
    Cursor at = Cursor.parse(cursor);
    return patience.untilGood(() -> ask(at));
  }

  private Page ask(Cursor at) throws VenueException, InterruptedException {
    TradesPage answer = fetch(at.sinceNanos());
    requireOverlap(at, answer);
    List<VenueTrade> fresh = fresh(at, answer);
    Cursor next = next(at, fresh, answer);
    boolean stands = next.equals(at);
    if (stands) {
      requireNothingAfter(at, answer);
    }
    List<String> rows = new ArrayList<>();
    boolean past = false;
    for (VenueTrade trade : fresh) {
      if (trade.ts().isBefore(range.to())) {
        rows.add(TapeLines.trade(symbol, trade));
      } else {
        past = true;
      }
    }
    boolean last = past || stands;
    EventTime reached = last ? range.to() : new EventTime(next.newest());
    return new Page(rows, answer.refused(), next.toString(), reached, last, 0);
  }

  private TradesPage fetch(long sinceNanos) throws VenueException, InterruptedException {
    patience.await();
    return rest.trades(symbol, sinceNanos, pageSize);
  }

  /** What the page before ended with must be here again, or something between may be missing. */
  private void requireOverlap(Cursor at, TradesPage answer) throws VenueException {
    if (!at.ids().isEmpty()
        && answer.trades().stream().noneMatch(trade -> at.ids().contains(trade.tradeId()))) {
      throw new VenueException(
          Fault.UNREADABLE,
          "kraken: trades of '%s' from %s on lack those known before"
              .formatted(symbol, new EventTime(at.newest())));
    }
  }

  /** What is new, each trade once, in order of time. */
  private static List<VenueTrade> fresh(Cursor at, TradesPage answer) {
    Set<Long> seen = new HashSet<>();
    List<VenueTrade> fresh = new ArrayList<>();
    for (VenueTrade trade : answer.trades()) {
      if (!at.knows(trade) && seen.add(trade.tradeId())) {
        fresh.add(trade);
      }
    }
    fresh.sort(BY_TIME_THEN_ID);
    return fresh;
  }

  private static Cursor next(Cursor at, List<VenueTrade> fresh, TradesPage answer) {
    if (fresh.isEmpty()) {
      // A page of one microsecond and no more: on by the nanosecond, with the same overlap.
      long since = Math.max(at.sinceNanos(), answer.last() - 1);
      return at.ids().isEmpty() ? at : new Cursor(since, at.newest(), at.ids());
    }
    long newest = fresh.getLast().ts().micros();
    Set<Long> ids = newest == at.newest() ? new TreeSet<>(at.ids()) : new TreeSet<>();
    for (VenueTrade trade : fresh) {
      if (trade.ts().micros() == newest) {
        ids.add(trade.tradeId());
      }
    }
    return new Cursor(Math.max(at.sinceNanos(), newest * NANOS_PER_MICRO - 1), newest, ids);
  }

  /** No news, and yet something later: then one moment holds more than a page. */
  private void requireNothingAfter(Cursor at, TradesPage answer)
      throws VenueException, InterruptedException {
    if (answer.trades().isEmpty()) {
      return;
    }
    TradesPage after = fetch(answer.last());
    if (after.trades().stream().anyMatch(trade -> !at.knows(trade) && range.contains(trade.ts()))) {
      throw new VenueException(
          Fault.UNREADABLE,
          "kraken: '%s' has more trades at %s than a page holds; tapeline.history.page must be more than %d"
              .formatted(symbol, new EventTime(at.newest()), pageSize));
    }
  }
}
