package io.tapeline.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Side;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.core.tape.TapeReader;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.tape.Tapes;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Books against what the exchanges themselves published of them. */
class BookOracleTest {

  @ParameterizedTest
  @CsvSource({"binance_usdm, 629", "binance_spot, 564"})
  void topEqualsTheExchangesOwnAtEveryCommonUpdate(String venue, int points) throws IOException {
    Path book = Tapes.shared(venue + "_BTCUSDT_20240808_book");
    List<TapeRow> oracle = Tapes.rows(Tapes.shared(venue + "_BTCUSDT_20240808_booktop_oracle"));
    assertThat(oracle).hasSize(points);

    List<Event> events = Tapes.play(TapeFeed.Settings.ROWS_ONLY, book);
    int next = 0;
    @Nullable Quote quote = null;
    for (TapeRow row : oracle) {
      TapeRow.BidAsk point = (TapeRow.BidAsk) row;
      for (; next < events.size() && timeOf(events.get(next)) <= point.micros(); next++) {
        if (events.get(next) instanceof Quote changed) {
          quote = changed;
        }
      }
      assertThat(quote).as("line %d", point.line()).isNotNull();
      assertThat(printed(quote))
          .isEqualTo(
              "%s %s %s %s".formatted(point.bid(), point.bidSize(), point.ask(), point.askSize()));
    }
  }

  @Test
  void changesWithoutASnapshotGiveNoQuote() throws IOException {
    List<Event> events =
        Tapes.play(
            TapeFeed.Settings.DEFAULT, Tapes.shared("binance_spot_TRXUSDT_20250304_bookdeltas"));

    assertThat(events).hasSizeGreaterThan(2000).noneMatch(Quote.class::isInstance);
  }

  /** Kraken: CRC32 of the ten best asks, then bids; digits of price and size, no leading zeros. */
  @Test
  void checksumsEqualTheExchangesAfterEveryMessage() throws IOException {
    Path tape = Tapes.shared("kraken_spot_multi_20210417_book");
    Path sums = Tapes.shared("kraken_spot_multi_20210417_book_crc32");
    Map<Symbol, OrderBook> books = new HashMap<>();
    int checked = 0;
    try (TapeReader rows = TapeReader.open(tape);
        BufferedReader oracle =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(sums)), StandardCharsets.UTF_8))) {
      oracle.readLine();
      long applied = 0;
      for (String line = oracle.readLine(); line != null; line = oracle.readLine()) {
        String[] cells = line.split(",", -1);
        for (; applied < Long.parseLong(cells[3]); applied++) {
          apply(books, rows.next());
        }
        OrderBook book = Objects.requireNonNull(books.get(new Symbol(cells[1])), line);
        assertThat(checksum(book)).as(line).isEqualTo(Long.parseLong(cells[2]));
        checked++;
      }
    }
    assertThat(checked).isEqualTo(4269);
  }

  private static void apply(Map<Symbol, OrderBook> books, @Nullable TapeRow row) {
    assertThat(row).isInstanceOf(TapeRow.Depth.class);
    if (row instanceof TapeRow.Depth depth) {
      OrderBook book = books.computeIfAbsent(depth.symbol(), _ -> new OrderBook());
      // Row by row: only the first row of a snapshot may replace what was there.
      boolean first = depth.snapshot() && book.state() == OrderBook.State.AWAITING_SNAPSHOT;
      book.apply(
          new BookUpdate(
              new Origin(1, new EventTime(depth.micros())),
              depth.symbol(),
              first,
              List.of(depth.level())));
    }
  }

  private static long checksum(OrderBook book) {
    StringBuilder text = new StringBuilder();
    for (Side side : List.of(Side.SELL, Side.BUY)) {
      book.levels(side).stream().limit(10).forEach(level -> text.append(digits(level)));
    }
    CRC32 crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }

  private static String digits(Level level) {
    return level.price().toString().replace(".", "").replaceFirst("^0+", "")
        + level.size().toString().replace(".", "").replaceFirst("^0+", "");
  }

  private static long timeOf(Event event) {
    return switch (event) {
      case BookUpdate update -> update.ts().micros();
      case Quote quote -> quote.ts().micros();
      default -> throw new AssertionError(event);
    };
  }

  private static String printed(@Nullable Quote quote) {
    return quote == null
        ? ""
        : "%s %s %s %s".formatted(quote.bid(), quote.bidSize(), quote.ask(), quote.askSize());
  }
}
