package io.tapeline.marketdata.history;

import io.tapeline.testsupport.LoopbackVenue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Kraken's public calls over trades that are given, in pages of random length if so wished. */
final class FakeKraken implements AutoCloseable {

  /** 2026-01-01T00:00:00Z. */
  static final long START = 1_767_225_600_000_000L;

  static final long NOW_SECONDS = START / 1_000_000 + 86_400;

  /**
   * A trade.
   *
   * @param nanos since the epoch
   */
  record Trade(long id, long nanos, String price, String size, boolean buy) {

    String row() {
      return "[\"%s\",\"%s\",%s,\"%s\",\"l\",\"\",%d]"
          .formatted(
              price, size, BigDecimal.valueOf(nanos, 9).toPlainString(), buy ? "b" : "s", id);
    }

    String line(String symbol) {
      return "%d,%s,%s,%s,%s,%d"
          .formatted(nanos / 1000, symbol, price, size, buy ? "BUY" : "SELL", id);
    }
  }

  private final List<Trade> trades;
  private final Random random;
  private final boolean unruly;
  private final int least;
  private final LoopbackVenue venue;

  /**
   * @param least the shortest page, so that trades of one time fit
   * @param unruly whether pages vary in length and their rows repeat and are out of order
   */
  FakeKraken(List<Trade> trades, long seed, int least, boolean unruly) throws IOException {
    this.trades = List.copyOf(trades);
    this.random = new Random(seed);
    this.least = least;
    this.unruly = unruly;
    this.venue = new LoopbackVenue(this::answer);
  }

  LoopbackVenue venue() {
    return venue;
  }

  private synchronized String answer(LoopbackVenue.Request request) {
    return switch (request.path()) {
      case "/0/public/Time" -> result("\"unixtime\":" + NOW_SECONDS);
      case "/0/public/Trades" -> trades(request.number("since"), (int) request.number("count"));
      default -> "{\"error\":[\"EGeneral:Unknown method\"]}";
    };
  }

  private String trades(long since, int count) {
    int size = unruly ? Math.min(count, least + random.nextInt(least * 2)) : count;
    List<Trade> page = trades.stream().filter(trade -> trade.nanos() > since).limit(size).toList();
    long last = page.isEmpty() ? since : page.getLast().nanos();
    List<Trade> rows = new ArrayList<>(page);
    if (unruly && !rows.isEmpty()) {
      rows.add(rows.get(random.nextInt(rows.size())));
      Collections.shuffle(rows, random);
    }
    return result(
        "\"XXBTZUSD\":"
            + rows.stream().map(Trade::row).collect(Collectors.joining(",", "[", "]"))
            + ",\"last\":\""
            + last
            + "\"");
  }

  static String result(String fields) {
    return "{\"error\":[],\"result\":{" + fields + "}}";
  }

  /** Trades of random times, several at one time and several in one microsecond among them. */
  static List<Trade> random(long seed, int count) {
    Random random = new Random(seed);
    List<Trade> trades = new ArrayList<>();
    long nanos = START * 1000;
    for (int id = 1; id <= count; id++) {
      nanos +=
          switch (random.nextInt(6)) {
            case 0, 1 -> 0;
            case 2 -> random.nextInt(400);
            case 3 -> random.nextInt(5_000);
            default -> random.nextLong(2_000_000_000L);
          };
      trades.add(
          new Trade(
              id,
              nanos,
              "%d.%d0".formatted(30_000 + random.nextInt(100), random.nextInt(10)),
              "0.%08d".formatted(1 + random.nextInt(99_999_999)),
              random.nextBoolean()));
    }
    return trades;
  }

  /** The most trades in one microsecond: a page must hold more. */
  static int mostAtOnce(List<Trade> trades) {
    return trades.stream()
        .collect(Collectors.groupingBy(trade -> trade.nanos() / 1000, Collectors.counting()))
        .values()
        .stream()
        .mapToInt(Long::intValue)
        .max()
        .orElse(1);
  }

  @Override
  public void close() {
    venue.close();
  }
}
