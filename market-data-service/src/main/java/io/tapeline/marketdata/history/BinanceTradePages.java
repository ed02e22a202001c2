package io.tapeline.marketdata.history;

import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.BinanceRest;
import io.tapeline.marketdata.rest.TradesPage;
import io.tapeline.marketdata.rest.VenueException;
import io.tapeline.marketdata.rest.VenueException.Fault;
import io.tapeline.marketdata.rest.VenueTrade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Binance's aggregated trades, oldest first: the first page by time, the others by id, each
 * beginning with the trade that the one before ended with. Ids are numbered without gaps; where one
 * is missing, the page is used up to there and the venue asked again from there.
 *
 * <p>A cursor is {@code since MICROS}, {@code hour MICROS} (where {@code since} found nothing,
 * which Binance may mean of one hour only) or {@code id ID}.
 */
final class BinanceTradePages implements Pages {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MILLI = Duration.ofMillis(1);

  private final BinanceRest rest;
  private final Patience patience;
  private final int pageSize;
  private final String symbol;
  private final Range range;

  BinanceTradePages(BinanceRest rest, Patience patience, int pageSize, String symbol, Range range) {
    this.rest = rest;
    this.patience = patience;
    this.pageSize = pageSize;
    this.symbol = symbol;
    this.range = range;
  }

  @Override
  public String start() {
    return "since " + range.from().micros();
  }

  @Override
  public boolean newestFirst() {
    return false;
  }

  @Override
  public Page page(String cursor) throws VenueException, InterruptedException {
    int blank = cursor.indexOf(' ');
    long value = Long.parseLong(cursor, blank + 1, cursor.length(), 10);
    return patience.untilGood(
        () ->
            switch (cursor.substring(0, blank)) {
              case "since" -> firstSince(new EventTime(value));
              case "hour" -> firstOfHour(new EventTime(value));
              case "id" -> afterId(value);
              default -> throw new IllegalArgumentException("no cursor: " + cursor);
            });
  }

  private Page firstSince(EventTime from) throws VenueException, InterruptedException {
    patience.await();
    TradesPage answer = rest.aggTradesSince(symbol, from, null, pageSize);
    return answer.trades().isEmpty() ? empty(answer, from) : of(answer, byId(answer), -1);
  }

  private Page firstOfHour(EventTime from) throws VenueException, InterruptedException {
    EventTime end = from.plus(HOUR);
    patience.await();
    TradesPage answer = rest.aggTradesSince(symbol, from, end.minus(MILLI), pageSize);
    return answer.trades().isEmpty() ? empty(answer, end) : of(answer, byId(answer), -1);
  }

  private Page empty(TradesPage answer, EventTime upTo) {
    boolean last = !upTo.isBefore(range.to());
    return new Page(
        List.of(), answer.refused(), "hour " + upTo.micros(), last ? range.to() : upTo, last, 0);
  }

  private Page afterId(long known) throws VenueException, InterruptedException {
    patience.await();
    TradesPage answer = rest.aggTradesFrom(symbol, known, pageSize);
    NavigableMap<Long, VenueTrade> trades = byId(answer);
    if (!trades.containsKey(known)) {
      throw new VenueException(
          Fault.UNREADABLE,
          "binance: trades of '%s' from id %d on lack that one".formatted(symbol, known));
    }
    return of(answer, trades, known);
  }

  private static NavigableMap<Long, VenueTrade> byId(TradesPage answer) {
    NavigableMap<Long, VenueTrade> trades = new TreeMap<>();
    answer.trades().forEach(trade -> trades.putIfAbsent(trade.tradeId(), trade));
    return trades;
  }

  /** The trades after a known one up to where an id is missing. */
  private Page of(TradesPage answer, NavigableMap<Long, VenueTrade> trades, long known) {
    List<VenueTrade> fresh = new ArrayList<>();
    for (VenueTrade trade : trades.tailMap(known, false).values()) {
      if (!fresh.isEmpty() && trade.tradeId() != fresh.getLast().tradeId() + 1) {
        break;
      }
      fresh.add(trade);
    }
    if (fresh.isEmpty()) {
      return new Page(List.of(), answer.refused(), "id " + known, range.to(), true, 0);
    }
    List<String> rows = new ArrayList<>();
    boolean past = false;
    for (VenueTrade trade : fresh) {
      past |= !trade.ts().isBefore(range.to());
      if (range.contains(trade.ts())) {
        rows.add(TapeLines.trade(symbol, trade));
      }
    }
    boolean leap = known >= 0 && fresh.getFirst().tradeId() != known + 1;
    VenueTrade newest = fresh.getLast();
    return new Page(
        rows,
        answer.refused(),
        "id " + newest.tradeId(),
        past ? range.to() : newest.ts().max(range.from()),
        past,
        leap ? 1 : 0);
  }
}
