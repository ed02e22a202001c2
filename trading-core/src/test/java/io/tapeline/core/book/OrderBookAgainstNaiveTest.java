package io.tapeline.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.book.OrderBook.State;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The book against one so simple that it is right at sight, over many changes of every kind. */
class OrderBookAgainstNaiveTest {

  private static final int CHANGES = 100_000;

  /** How prices are written. */
  enum Writing {
    TWO_DECIMALS,
    MIXED_DECIMALS,
    /** Now and then a price that no long holds. */
    ANY
  }

  @ParameterizedTest(name = "seed {0}, {1}, depth {2}")
  @CsvSource({
    "20240808, TWO_DECIMALS, 1000",
    "1, MIXED_DECIMALS, 1000",
    "2, ANY, 1000",
    "3, MIXED_DECIMALS, 10",
    "4, ANY, 25"
  })
  void equalsTheNaiveBookAfterEveryChange(long seed, Writing writing, int depth) {
    Generator generator = new Generator(new Random(seed), writing);
    OrderBook book = new OrderBook(depth);
    NaiveBook naive = new NaiveBook(depth);
    Map<State, Integer> seen = new EnumMap<>(State.class);
    for (int i = 0; i < CHANGES; i++) {
      List<Level> touched = List.of();
      if (generator.oneIn(3000)) {
        book.invalidate(Invalidity.SEQUENCE_GAP);
        naive.invalidate();
      } else {
        BookUpdate update = generator.next();
        book.apply(update);
        naive.apply(update);
        touched = update.levels();
      }
      seen.merge(book.state(), 1, Integer::sum);
      assertThat(book.top()).as("top, change %d", i).isEqualTo(naive.top());
      for (Side side : Side.values()) {
        assertThat(book.levels(side)).as("%s, change %d", side, i).isEqualTo(naive.levels(side));
      }
      for (Level level : touched) {
        assertThat(book.sizeAt(level.side(), level.price()))
            .as("size at %s, change %d", level.price(), i)
            .isEqualTo(naive.sizeAt(level));
      }
    }
    assertThat(seen.get(State.VALID)).as("%s", seen).isGreaterThan(20_000);
    assertThat(seen.get(State.INVALID)).as("%s", seen).isGreaterThan(20_000);
  }

  /** Snapshots, some empty, and changes of one to three levels, some of them at one price. */
  private record Generator(Random random, Writing writing) {

    boolean oneIn(int times) {
      return random.nextInt(times) == 0;
    }

    BookUpdate next() {
      boolean snapshot = oneIn(1000);
      int count = snapshot ? random.nextInt(80) : 1 + random.nextInt(3);
      List<Level> levels = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        // In the middle the sides meet; levels there are mostly deleted, or all would be crossed.
        boolean middle = oneIn(5);
        int outside = side == Side.BUY ? 0 : 56;
        int ticks = middle ? 46 + random.nextInt(10) : outside + random.nextInt(46);
        boolean delete = middle ? !oneIn(10) : oneIn(3);
        int size = delete ? 0 : random.nextInt(1000);
        levels.add(new Level(side, price(ticks), new Quantity(BigDecimal.valueOf(size, 1))));
      }
      return Books.update(snapshot, levels);
    }

    private Price price(int ticks) {
      BigDecimal plain = BigDecimal.valueOf(9_950 + ticks, 2);
      if (writing == Writing.ANY && oneIn(200)) {
        return new Price(plain.add(BigDecimal.valueOf(1, 25)));
      }
      if (writing == Writing.TWO_DECIMALS || oneIn(2)) {
        return new Price(plain);
      }
      return new Price(
          switch (random.nextInt(4)) {
            case 0 -> plain.stripTrailingZeros();
            case 1 -> plain.setScale(2 + random.nextInt(20), RoundingMode.UNNECESSARY);
            case 2 -> plain.setScale(1, RoundingMode.HALF_EVEN);
            default -> plain.add(BigDecimal.valueOf(5, 3 + random.nextInt(2)));
          });
    }
  }

  /** Unsorted levels; sorted whenever they are looked at. */
  private static final class NaiveBook {

    private final int depth;
    private List<Level> levels = new ArrayList<>();
    private boolean trusted;

    NaiveBook(int depth) {
      this.depth = depth;
    }

    void invalidate() {
      levels.clear();
      trusted = false;
    }

    void apply(BookUpdate update) {
      if (update.snapshot()) {
        levels.clear();
        trusted = true;
      }
      if (!trusted) {
        return;
      }
      for (Level level : update.levels()) {
        levels.removeIf(
            old -> old.side() == level.side() && old.price().compareTo(level.price()) == 0);
        if (level.size().value().signum() > 0) {
          levels.add(level);
        }
      }
      List<Level> kept = new ArrayList<>(levels(Side.BUY));
      kept.addAll(levels(Side.SELL));
      levels = kept;
    }

    List<Level> levels(Side side) {
      Comparator<Level> lowestFirst = Comparator.comparing(level -> level.price().value());
      return levels.stream()
          .filter(level -> level.side() == side)
          .sorted(side == Side.BUY ? lowestFirst.reversed() : lowestFirst)
          .limit(depth)
          .toList();
    }

    Quantity sizeAt(Level wanted) {
      return levels.stream()
          .filter(l -> l.side() == wanted.side() && l.price().compareTo(wanted.price()) == 0)
          .map(Level::size)
          .findFirst()
          .orElse(Quantity.ZERO);
    }

    @Nullable TopOfBook top() {
      List<Level> bids = levels(Side.BUY);
      List<Level> asks = levels(Side.SELL);
      if (bids.isEmpty() || asks.isEmpty()) {
        return null;
      }
      Level bid = bids.getFirst();
      Level ask = asks.getFirst();
      return bid.price().compareTo(ask.price()) >= 0
          ? null
          : new TopOfBook(bid.price(), bid.size(), ask.price(), ask.size());
    }
  }
}
