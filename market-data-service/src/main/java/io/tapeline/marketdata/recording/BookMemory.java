package io.tapeline.marketdata.recording;

import io.tapeline.core.book.OrderBook;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.money.Side;
import io.tapeline.core.tape.TapeReader;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Books as far as they are recorded, so that every day's file can begin with a snapshot. */
final class BookMemory {

  private BookMemory() {}

  /** Every level, bids first; empty if the book cannot be trusted. */
  static List<BookUpdate.Level> levels(OrderBook book) {
    List<BookUpdate.Level> levels = new ArrayList<>();
    if (!book.awaitsSnapshot()) {
      levels.addAll(book.levels(Side.BUY));
      levels.addAll(book.levels(Side.SELL));
    }
    return levels;
  }

  /** The book at the end of the newest file of its folder, up to that day. */
  static OrderBook read(Path folder, Symbol symbol, String lastName) throws IOException {
    Path newest = newest(folder, lastName);
    return newest == null ? new OrderBook() : read(newest, symbol);
  }

  private static @Nullable Path newest(Path folder, String lastName) throws IOException {
    if (!Files.isDirectory(folder)) {
      return null;
    }
    String end = lastName.substring(lastName.indexOf('.'));
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name(file).endsWith(end) && name(file).compareTo(lastName) <= 0)
          .max((a, b) -> name(a).compareTo(name(b)))
          .orElse(null);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static OrderBook read(Path file, Symbol symbol) throws IOException {
    OrderBook book = new OrderBook();
    List<BookUpdate.Level> levels = new ArrayList<>();
    TapeRow.Depth first = null;
    try (TapeReader reader = TapeReader.open(file)) {
      for (TapeRow row = reader.next(); row != null; row = reader.next()) {
        if (row instanceof TapeRow.Depth depth && depth.symbol().equals(symbol)) {
          if (first != null && !isSameEvent(first, depth)) {
            apply(book, first, levels);
            first = null;
          }
          if (first == null) {
            first = depth;
            levels = new ArrayList<>();
          }
          levels.add(depth.level());
        }
      }
    }
    if (first != null) {
      apply(book, first, levels);
    }
    return book;
  }

  private static boolean isSameEvent(TapeRow.Depth first, TapeRow.Depth next) {
    return first.micros() == next.micros() && first.snapshot() == next.snapshot();
  }

  private static void apply(OrderBook book, TapeRow.Depth first, List<BookUpdate.Level> levels) {
    Origin origin = new Origin(1, new EventTime(first.micros()));
    book.apply(new BookUpdate(origin, first.symbol(), first.snapshot(), levels));
  }
}
