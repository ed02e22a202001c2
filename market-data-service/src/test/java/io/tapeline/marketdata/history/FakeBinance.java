package io.tapeline.marketdata.history;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.time.EventTime;
import io.tapeline.testsupport.LoopbackVenue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Binance's public calls over trades and candles that are given. */
final class FakeBinance implements AutoCloseable {

  static final long START_MILLIS = FakeKraken.START / 1000;
  static final long NOW_MILLIS = START_MILLIS + 86_400_000;

  /** A trade. */
  record Trade(long id, long millis, String price, String size, boolean buyerWaited) {

    String row() {
      return "{\"a\":%d,\"p\":\"%s\",\"q\":\"%s\",\"f\":1,\"l\":1,\"T\":%d,\"m\":%s,\"M\":true}"
          .formatted(id, price, size, millis, buyerWaited);
    }

    String line(String symbol) {
      return "%d,%s,%s,%s,%s,%d"
          .formatted(millis * 1000, symbol, price, size, buyerWaited ? "SELL" : "BUY", id);
    }
  }

  /** A candle. */
  record Candle(long millis, String open, String high, String low, String close, String volume) {

    String row() {
      return "[%d,\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",%d,\"1\",1,\"1\",\"1\",\"0\"]"
          .formatted(millis, open, high, low, close, volume, millis + 59_999);
    }

    String line(String symbol, Timeframe timeframe) {
      return "%d,%s,%s,%s,%s,%s,%s,%s"
          .formatted(millis * 1000, symbol, timeframe.label(), open, high, low, close, volume);
    }
  }

  private final List<Trade> trades;
  private final List<Candle> candles;
  private final Random random;
  private final boolean unruly;
  private final boolean hourOnly;
  private final LoopbackVenue venue;

  /**
   * @param unruly whether pages vary in length and their rows repeat and are out of order
   * @param hourOnly whether trades since a moment are those of the hour after it
   */
  FakeBinance(List<Trade> trades, List<Candle> candles, long seed, boolean unruly, boolean hourOnly)
      throws IOException {
    this.trades = List.copyOf(trades);
    this.candles = List.copyOf(candles);
    this.random = new Random(seed);
    this.unruly = unruly;
    this.hourOnly = hourOnly;
    this.venue = new LoopbackVenue(this::answer);
  }

  LoopbackVenue venue() {
    return venue;
  }

  private synchronized String answer(LoopbackVenue.Request request) {
    return switch (request.path()) {
      case "/api/v3/time" -> "{\"serverTime\":" + NOW_MILLIS + "}";
      case "/api/v3/aggTrades" -> trades(request);
      case "/api/v3/klines" -> candles(request);
      default -> "{\"code\":-1100,\"msg\":\"no\"}";
    };
  }

  private String trades(LoopbackVenue.Request request) {
    if (request.has("fromId")) {
      long from = request.number("fromId");
      return page(trades.stream().filter(t -> t.id() >= from).toList(), request, Trade::row);
    }
    long start = request.number("startTime");
    long end =
        request.has("endTime")
            ? request.number("endTime")
            : hourOnly ? start + 3_600_000 : Long.MAX_VALUE;
    return page(
        trades.stream().filter(t -> t.millis() >= start && t.millis() <= end).toList(),
        request,
        Trade::row);
  }

  private String candles(LoopbackVenue.Request request) {
    long start = request.number("startTime");
    long end = request.number("endTime");
    return page(
        candles.stream().filter(c -> c.millis() >= start && c.millis() <= end).toList(),
        request,
        Candle::row);
  }

  private <T> String page(
      List<T> found, LoopbackVenue.Request request, java.util.function.Function<T, String> row) {
    int limit = (int) request.number("limit");
    int size = unruly ? Math.min(limit, 2 + random.nextInt(limit)) : limit;
    List<T> rows = new ArrayList<>(found.subList(0, Math.min(size, found.size())));
    if (unruly && !rows.isEmpty()) {
      rows.add(rows.get(random.nextInt(rows.size())));
      Collections.shuffle(rows, random);
    }
    return rows.stream().map(row).collect(Collectors.joining(",", "[", "]"));
  }

  /** Trades without gaps in their ids, several of one time among them. */
  static List<Trade> randomTrades(long seed, int count) {
    Random random = new Random(seed);
    List<Trade> trades = new ArrayList<>();
    long millis = START_MILLIS;
    for (int id = 5000; id < 5000 + count; id++) {
      millis += random.nextInt(3) == 0 ? random.nextInt(120_000) : 0;
      trades.add(
          new Trade(
              id,
              millis,
              "0.0%d00".formatted(1 + random.nextInt(999)),
              "%d.50000000".formatted(random.nextInt(50)),
              random.nextBoolean()));
    }
    return trades;
  }

  /** Candles one minute apart, some left out. */
  static List<Candle> randomCandles(long seed, int slots) {
    Random random = new Random(seed);
    List<Candle> candles = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      if (random.nextInt(8) > 0) {
        int open = 1000 + random.nextInt(50);
        int close = 1000 + random.nextInt(50);
        candles.add(
            new Candle(
                START_MILLIS + i * 60_000L,
                "%d.10".formatted(open),
                "%d.90".formatted(Math.max(open, close)),
                "%d.00".formatted(Math.min(open, close)),
                "%d.50".formatted(close),
                "%d.25000000".formatted(random.nextInt(9))));
      }
    }
    return candles;
  }

  static <T> List<T> within(List<T> all, Range range, ToLongFunction<T> millis) {
    return all.stream()
        .filter(one -> range.contains(new EventTime(millis.applyAsLong(one) * 1000)))
        .toList();
  }

  @Override
  public void close() {
    venue.close();
  }
}
