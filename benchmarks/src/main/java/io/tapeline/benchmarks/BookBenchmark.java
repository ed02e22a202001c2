package io.tapeline.benchmarks;

import io.tapeline.core.book.OrderBook;
import io.tapeline.core.book.TopOfBook;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Changes of levels per second, the top read after each event, as quotes are made of a book.
 *
 * <p>The shape is that of the recorded futures tape: up to 1,000 levels a side, prices of two
 * decimals on a grid of 0.1, 68 changes an event, a fifth of them deletes; 9 % of the changes are
 * among the ten best levels, 26 % among the ninety after them, the rest beyond. Prices and changes
 * come from a seed; the sides never meet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class BookBenchmark {

  private static final int LEVELS = 1_000;
  private static final int PER_EVENT = 68;
  private static final int EVENTS = 1_500;
  private static final int CHANGES = EVENTS * PER_EVENT;
  private static final int DELETES_PERCENT = 20;
  private static final int MID_TICKS = 618_002;

  private final List<BookUpdate> events = new ArrayList<>(EVENTS);
  private final OrderBook book = new OrderBook();
  private final TreeBook treeBook = new TreeBook();
  private final NaiveBook naiveBook = new NaiveBook();

  public BookBenchmark() {
    Random random = new Random(20240808);
    List<Level> all = new ArrayList<>();
    for (int i = 1; i <= LEVELS; i++) {
      all.add(level(Side.BUY, i, 1 + random.nextInt(5_000)));
      all.add(level(Side.SELL, i, 1 + random.nextInt(5_000)));
    }
    BookUpdate snapshot = update(true, all);
    book.apply(snapshot);
    treeBook.apply(snapshot);
    naiveBook.apply(snapshot);
    for (int i = 0; i < EVENTS; i++) {
      List<Level> levels = new ArrayList<>(PER_EVENT);
      for (int j = 0; j < PER_EVENT; j++) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        int distance = distance(random);
        boolean delete = random.nextInt(100) < DELETES_PERCENT;
        levels.add(level(side, distance, delete ? 0 : 1 + random.nextInt(5_000)));
      }
      events.add(update(false, levels));
    }
  }

  /** The floor: side, price and size of each change looked at once. */
  @Benchmark
  @OperationsPerInvocation(CHANGES)
  public void bareLoop(Blackhole sink) {
    for (BookUpdate event : events) {
      for (Level level : event.levels()) {
        sink.consume(level.side().sign());
        sink.consume(level.price().value().signum());
        sink.consume(level.size().value().signum());
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(CHANGES)
  public void orderBook(Blackhole sink) {
    for (BookUpdate event : events) {
      book.apply(event);
      sink.consume(book.top());
    }
  }

  /** Two trees of exact decimals, as {@link OrderBook} was made first. */
  @Benchmark
  @OperationsPerInvocation(CHANGES)
  public void treeBook(Blackhole sink) {
    for (BookUpdate event : events) {
      treeBook.apply(event);
      sink.consume(treeBook.top());
    }
  }

  /** Two hash maps, searched from end to end for the top. */
  @Benchmark
  @OperationsPerInvocation(CHANGES)
  public void naiveBook(Blackhole sink) {
    for (BookUpdate event : events) {
      naiveBook.apply(event);
      sink.consume(naiveBook.top());
    }
  }

  private static int distance(Random random) {
    int percent = random.nextInt(100);
    if (percent < 9) {
      return 1 + random.nextInt(10);
    }
    return percent < 35 ? 11 + random.nextInt(90) : 101 + random.nextInt(LEVELS - 100);
  }

  private static Level level(Side side, int distance, int size) {
    long ticks = MID_TICKS - (long) side.sign() * distance;
    return new Level(
        side,
        new Price(BigDecimal.valueOf(10 * ticks, 2)),
        new Quantity(BigDecimal.valueOf(size, 3)));
  }

  private static BookUpdate update(boolean snapshot, List<Level> levels) {
    return new BookUpdate(
        new Origin(1, new EventTime(1_723_161_256_505_000L)),
        new Symbol("BTCUSDT"),
        snapshot,
        levels);
  }

  private static final class TreeBook {

    private final TreeMap<Price, Level> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Price, Level> asks = new TreeMap<>();

    void apply(BookUpdate update) {
      for (Level level : update.levels()) {
        TreeMap<Price, Level> levels = level.side() == Side.BUY ? bids : asks;
        if (level.size().isZero()) {
          levels.remove(level.price());
        } else {
          levels.put(level.price(), level);
        }
      }
    }

    @Nullable TopOfBook top() {
      if (bids.isEmpty() || asks.isEmpty() || !asks.firstKey().isAbove(bids.firstKey())) {
        return null;
      }
      Level bid = bids.firstEntry().getValue();
      Level ask = asks.firstEntry().getValue();
      return new TopOfBook(bid.price(), bid.size(), ask.price(), ask.size());
    }
  }

  private static final class NaiveBook {

    private final Map<Price, Quantity> bids = new HashMap<>();
    private final Map<Price, Quantity> asks = new HashMap<>();

    void apply(BookUpdate update) {
      for (Level level : update.levels()) {
        Map<Price, Quantity> sizes = level.side() == Side.BUY ? bids : asks;
        if (level.size().isZero()) {
          sizes.remove(level.price());
        } else {
          sizes.put(level.price(), level.size());
        }
      }
    }

    @Nullable TopOfBook top() {
      if (bids.isEmpty() || asks.isEmpty()) {
        return null;
      }
      Price bid = Collections.max(bids.keySet());
      Price ask = Collections.min(asks.keySet());
      return ask.isAbove(bid)
          ? new TopOfBook(bid, sizeAt(bids, bid), ask, sizeAt(asks, ask))
          : null;
    }

    private static Quantity sizeAt(Map<Price, Quantity> side, Price price) {
      return side.getOrDefault(price, Quantity.ZERO);
    }
  }
}
