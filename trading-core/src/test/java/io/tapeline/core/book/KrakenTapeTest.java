package io.tapeline.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.book.ChecksumGuard.Outcome;
import io.tapeline.core.book.KrakenChecksum.Decimals;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ten recorded books of Kraken against the checksum that came with each message (WebSocket v1,
 * depth 1000; snapshots came without one).
 */
class KrakenTapeTest {

  private static final int DEPTH = 1000;
  private static final int MESSAGES = 4269;

  /** The rows of one symbol between two points of the oracle. */
  private record Message(BookUpdate update, long checksum) {}

  private final Map<Symbol, BookUpdate> snapshots = new LinkedHashMap<>();
  private final Map<Symbol, Decimals> decimals = new LinkedHashMap<>();
  private final List<Message> messages = new ArrayList<>();

  @BeforeEach
  void read() throws IOException {
    Path tape = Tapes.shared("kraken_spot_multi_20210417_book");
    Path sums = Tapes.shared("kraken_spot_multi_20210417_book_crc32");
    List<TapeRow.Depth> rows = Tapes.rows(tape).stream().map(row -> (TapeRow.Depth) row).toList();
    int next = 0;
    Map<Symbol, List<Level>> first = new LinkedHashMap<>();
    for (; rows.get(next).snapshot(); next++) {
      TapeRow.Depth row = rows.get(next);
      Level level = row.level();
      first.computeIfAbsent(row.symbol(), _ -> new ArrayList<>()).add(level);
      decimals.put(
          row.symbol(), new Decimals(level.price().value().scale(), level.size().value().scale()));
    }
    first.forEach((symbol, levels) -> snapshots.put(symbol, update(symbol, true, levels)));
    try (BufferedReader oracle =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(sums)), StandardCharsets.UTF_8))) {
      oracle.readLine();
      for (String line = oracle.readLine(); line != null; line = oracle.readLine()) {
        String[] cells = line.split(",", -1);
        int end = Integer.parseInt(cells[3]);
        List<Level> levels = rows.subList(next, end).stream().map(TapeRow.Depth::level).toList();
        messages.add(
            new Message(update(new Symbol(cells[1]), false, levels), Long.parseLong(cells[2])));
        next = end;
      }
    }
    assertThat(next).isEqualTo(rows.size());
    assertThat(snapshots).hasSize(10);
    assertThat(messages).hasSize(MESSAGES);
  }

  @Test
  void everyMessageLeavesTheBookOfTheExchange() {
    Map<Symbol, ChecksumGuard> guards = new LinkedHashMap<>();
    snapshots.forEach((symbol, snapshot) -> guards.put(symbol, guard(symbol, book(snapshot))));

    for (Message message : messages) {
      assertThat(apply(guards, message)).as("%s", message).isEqualTo(Outcome.APPLIED);
    }
  }

  /** As with version 2 of the interface, where sizes and prices are numbers. */
  @Test
  void everyMessageDoesSoWithoutTheTrailingZerosOfItsNumbers() {
    Map<Symbol, ChecksumGuard> guards = new LinkedHashMap<>();
    snapshots.forEach(
        (symbol, snapshot) -> guards.put(symbol, guard(symbol, book(withoutZeros(snapshot)))));

    for (Message message : messages) {
      Message bare = new Message(withoutZeros(message.update), message.checksum);
      assertThat(apply(guards, bare)).as("%s", message).isEqualTo(Outcome.APPLIED);
    }
  }

  /** A message is lost; the next one that shows it invalidates the book, a snapshot heals it. */
  @Test
  void lostMessageIsFoundAndTheBookHeals() {
    Symbol symbol = new Symbol("XMR/USD");
    List<Message> ofOne =
        messages.stream().filter(message -> message.update.symbol().equals(symbol)).toList();
    int found = 0;
    for (int lost = 0; lost < 100; lost++) {
      OrderBook sound = book(Objects.requireNonNull(snapshots.get(symbol)));
      OrderBook book = book(Objects.requireNonNull(snapshots.get(symbol)));
      ChecksumGuard guard = guard(symbol, book);
      for (int i = 0; i < lost + 2; i++) {
        Message message = ofOne.get(i);
        sound.apply(message.update);
        if (i != lost && guard.apply(message.update, message.checksum) == Outcome.MISMATCH) {
          found++;
          assertThat(book.invalidity()).isEqualTo(Invalidity.CHECKSUM_MISMATCH);
          assertThat(book.top()).isNull();
        }
      }
      if (book.awaitsSnapshot()) {
        book.apply(snapshotOf(sound, symbol));
        Message next = ofOne.get(lost + 2);
        assertThat(guard.apply(next.update, next.checksum)).isEqualTo(Outcome.APPLIED);
      }
    }
    // Most messages change the ten best levels, and the next one rarely hides that.
    assertThat(found).isGreaterThan(50);
  }

  private ChecksumGuard guard(Symbol symbol, OrderBook book) {
    return new ChecksumGuard(
        book, new KrakenChecksum(Objects.requireNonNull(decimals.get(symbol))));
  }

  private static Outcome apply(Map<Symbol, ChecksumGuard> guards, Message message) {
    return Objects.requireNonNull(guards.get(message.update.symbol()))
        .apply(message.update, message.checksum);
  }

  private static OrderBook book(BookUpdate snapshot) {
    OrderBook book = new OrderBook(DEPTH);
    book.apply(snapshot);
    return book;
  }

  private static BookUpdate snapshotOf(OrderBook book, Symbol symbol) {
    List<Level> levels = new ArrayList<>();
    for (Side side : Side.values()) {
      levels.addAll(book.levels(side));
    }
    return update(symbol, true, levels);
  }

  private static BookUpdate update(Symbol symbol, boolean snapshot, List<Level> levels) {
    return new BookUpdate(new Origin(1, new EventTime(1)), symbol, snapshot, levels);
  }

  private static BookUpdate withoutZeros(BookUpdate update) {
    return update(
        update.symbol(),
        update.snapshot(),
        update.levels().stream()
            .map(
                level ->
                    new Level(
                        level.side(),
                        new Price(level.price().value().stripTrailingZeros()),
                        new Quantity(level.size().value().stripTrailingZeros())))
            .toList());
  }
}
