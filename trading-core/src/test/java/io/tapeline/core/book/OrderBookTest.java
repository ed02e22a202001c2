package io.tapeline.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.book.OrderBook.State;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderBookTest {

  private final OrderBook book = new OrderBook();

  @Test
  void changesBeforeTheFirstSnapshotAreIgnored() {
    change(bid("99", "1"), ask("101", "1"));
    assertThat(book.state()).isEqualTo(State.AWAITING_SNAPSHOT);
    assertThat(book.top()).isNull();

    snapshot(bid("98", "1"), ask("102", "2"));
    assertThat(book.top()).isEqualTo(top("98", "1", "102", "2"));
  }

  @Test
  void changesReplaceAddAndDeleteLevels() {
    snapshot(bid("98", "1"), ask("102", "2"));

    change(bid("98.0", "3"));
    assertThat(book.top()).isEqualTo(top("98", "3", "102", "2"));
    change(bid("99", "4"), ask("102", "0"), ask("103", "5"));
    assertThat(book.top()).isEqualTo(top("99", "4", "103", "5"));
    assertThat(book.levels(Side.BUY)).containsExactly(bid("99", "4"), bid("98", "3"));
    assertThat(book.sizeAt(Side.SELL, Price.of("103"))).isEqualTo(Quantity.of("5"));
  }

  @Test
  void deletesOfUnknownLevelsAreIgnored() {
    snapshot(bid("98", "1"), ask("102", "2"));
    change(bid("50", "0"), ask("500", "0"));

    assertThat(book.top()).isEqualTo(top("98", "1", "102", "2"));
    assertThat(book.levels(Side.BUY)).hasSize(1);
  }

  @Test
  void crossedBookHasNoTopUntilItIsUncrossed() {
    snapshot(bid("98", "1"), ask("102", "2"), ask("103", "3"));

    change(bid("102", "1"));
    assertThat(book.state()).isEqualTo(State.INVALID);
    assertThat(book.top()).isNull();
    change(ask("102", "0"));
    assertThat(book.top()).isEqualTo(top("102", "1", "103", "3"));
  }

  @Test
  void snapshotReplacesEverything() {
    snapshot(bid("98", "1"), ask("102", "2"));
    change(bid("105", "1"));
    snapshot(bid("50", "1"), ask("51", "2"));

    assertThat(book.top()).isEqualTo(top("50", "1", "51", "2"));
    assertThat(book.levels(Side.BUY)).hasSize(1);
  }

  @Test
  void bookWithoutASideHasNoTop() {
    snapshot(bid("98", "1"), ask("102", "2"));
    change(ask("102", "0"));

    assertThat(book.state()).isEqualTo(State.ONE_SIDED);
    assertThat(book.top()).isNull();
  }

  @Test
  void levelsOfOneUpdateAreSeenTogether() {
    snapshot(bid("98", "1"), ask("102", "2"));
    // Crossed between the two levels, never after them.
    change(bid("103", "1"), ask("102", "0"), ask("104", "1"));

    assertThat(book.top()).isEqualTo(top("103", "1", "104", "1"));
  }

  @Test
  void equalsAPlainListOnManySeededChanges() {
    long seed = 20240808;
    Random random = new Random(seed);
    NaiveBook naive = new NaiveBook();
    for (int i = 0; i < 100_000; i++) {
      boolean snapshot = i == 50 || random.nextInt(5000) == 0;
      List<Level> levels = new ArrayList<>();
      int count = snapshot ? 40 : 1 + random.nextInt(3);
      for (int j = 0; j < count; j++) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        int ticks = side == Side.BUY ? random.nextInt(52) : 50 + random.nextInt(52);
        int size = random.nextInt(3) == 0 ? 0 : random.nextInt(1000);
        levels.add(
            new Level(
                side,
                new Price(BigDecimal.valueOf(10_000 + ticks, 2)),
                new Quantity(BigDecimal.valueOf(size, 1))));
      }
      BookUpdate update = update(snapshot, levels);
      book.apply(update);
      naive.apply(update);
      assertThat(book.top()).as("seed %d, change %d", seed, i).isEqualTo(naive.top());
    }
    assertThat(naive.tops).isBetween(10_000, 90_000);
  }

  /** Unsorted levels, searched from end to end each time. */
  private static final class NaiveBook {

    private final List<Level> levels = new ArrayList<>();
    private boolean started;
    private int tops;

    void apply(BookUpdate update) {
      if (update.snapshot()) {
        levels.clear();
        started = true;
      }
      for (Level level : update.levels()) {
        levels.removeIf(
            old -> old.side() == level.side() && old.price().compareTo(level.price()) == 0);
        if (level.size().value().signum() > 0) {
          levels.add(level);
        }
      }
    }

    @Nullable TopOfBook top() {
      Comparator<Level> byPrice = Comparator.comparing(Level::price);
      Level bid = levels.stream().filter(l -> l.side() == Side.BUY).max(byPrice).orElse(null);
      Level ask = levels.stream().filter(l -> l.side() == Side.SELL).min(byPrice).orElse(null);
      if (!started || bid == null || ask == null || bid.price().compareTo(ask.price()) >= 0) {
        return null;
      }
      tops++;
      return new TopOfBook(bid.price(), bid.size(), ask.price(), ask.size());
    }
  }

  private void snapshot(Level... levels) {
    book.apply(update(true, Arrays.asList(levels)));
  }

  private void change(Level... levels) {
    book.apply(update(false, Arrays.asList(levels)));
  }

  private static BookUpdate update(boolean snapshot, List<Level> levels) {
    return new BookUpdate(new Origin(1, new EventTime(1)), new Symbol("BTCUSDT"), snapshot, levels);
  }

  private static Level bid(String price, String size) {
    return new Level(Side.BUY, Price.of(price), Quantity.of(size));
  }

  private static Level ask(String price, String size) {
    return new Level(Side.SELL, Price.of(price), Quantity.of(size));
  }

  private static TopOfBook top(String bid, String bidSize, String ask, String askSize) {
    return new TopOfBook(Price.of(bid), Quantity.of(bidSize), Price.of(ask), Quantity.of(askSize));
  }
}
