package io.tapeline.core.sim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.money.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderBookTest {

  private static final int COMMANDS = 100_000;

  private final OrderBook book = new OrderBook();
  private final List<NaiveBook.Fill> fills = new ArrayList<>();
  private long lastResting;

  @BeforeEach
  void listen() {
    book.listen(
        new BookListener() {
          @Override
          public void onTrade(Side aggressor, RestingOrder resting, long lots) {
            fills.add(new NaiveBook.Fill(resting.number, resting.priceTicks, lots));
          }

          @Override
          public void onRest(RestingOrder order) {
            lastResting = order.number;
          }
        });
  }

  @Test
  void fillsTheBetterPriceFirstAndAtOnePriceTheOlderOrder() {
    long old = rest(Side.SELL, 101, 5);
    long young = rest(Side.SELL, 101, 5);
    long better = rest(Side.SELL, 100, 2);

    assertThat(book.take(Side.BUY, 9, 101)).isEqualTo(9);

    assertThat(fills)
        .containsExactly(
            new NaiveBook.Fill(better, 100, 2),
            new NaiveBook.Fill(old, 101, 5),
            new NaiveBook.Fill(young, 101, 2));
    assertThat(levels(Side.SELL)).isEqualTo(new TreeMap<>(Map.of(101L, 3L)));
  }

  @Test
  void restsWhatALimitOrderDoesNotFindAtItsPrice() {
    long seller = rest(Side.SELL, 100, 3);
    rest(Side.SELL, 102, 3);

    RestingOrder order = requireNonNull(book.limit(Side.BUY, 101, 10));

    assertThat(fills).containsExactly(new NaiveBook.Fill(seller, 100, 3));
    assertThat(order.lots()).isEqualTo(7);
    assertThat(requireNonNull(book.best(Side.BUY)).priceTicks).isEqualTo(101);
    assertThat(book.midTicks()).isEqualTo(101.5);
  }

  @Test
  void keepsThePlaceOfAPartlyFilledOrder() {
    long first = rest(Side.BUY, 100, 5);
    rest(Side.BUY, 100, 5);
    book.take(Side.SELL, 2, 100);
    fills.clear();

    book.take(Side.SELL, 3, 100);

    assertThat(fills).containsExactly(new NaiveBook.Fill(first, 100, 3));
  }

  @Test
  void cancelsOnlyWhatStillRests() {
    RestingOrder order = requireNonNull(book.limit(Side.BUY, 100, 5));
    book.take(Side.SELL, 5, 100);
    book.limit(Side.BUY, 100, 4);

    book.cancel(order);

    assertThat(levels(Side.BUY)).isEqualTo(new TreeMap<>(Map.of(100L, 4L)));
  }

  @Test
  void refusesAnOrderOfNothing() {
    assertThatThrownBy(() -> book.limit(Side.BUY, 100, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("order of 0 lots at 100 ticks");
    assertThatThrownBy(() -> book.take(Side.BUY, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverFillsAnOrderBeyondItsSize() {
    RestingOrder order = new RestingOrder(1, Side.BUY, 100, 5);
    order.fill(3);

    assertThatThrownBy(() -> order.fill(3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("order 1 has 2 lots left, cannot fill 3");
  }

  @Test
  void matchesLikeTheNaiveBookOverManyCommands() {
    SeededRandom random = new SeededRandom(20_260);
    NaiveBook naive = new NaiveBook();
    List<RestingOrder> known = new ArrayList<>();
    long traded = 0;
    for (int i = 0; i < COMMANDS; i++) {
      fills.clear();
      List<NaiveBook.Fill> expected = List.of();
      Side side = random.chance(0.5) ? Side.BUY : Side.SELL;
      long price = 1000L - 4L * side.sign() + random.below(15) - 7;
      long lots = 1L + random.below(20);
      double kind = random.unit();
      if (kind < 0.45) {
        expected = naive.take(side, lots, price);
        RestingOrder rested = book.limit(side, price, lots);
        long left = lots - expected.stream().mapToLong(NaiveBook.Fill::lots).sum();
        assertThat(rested != null).as("rests, command %s", i).isEqualTo(left > 0);
        if (rested != null) {
          naive.rest(rested.number, side, price, left);
          known.add(rested);
        }
      } else if (kind < 0.65) {
        long reach = price + 2L * side.sign() * random.below(8);
        expected = naive.take(side, lots, reach);
        book.take(side, lots, reach);
      } else if (!known.isEmpty()) {
        RestingOrder gone = known.remove(random.below(known.size()));
        naive.cancel(gone.number);
        book.cancel(gone);
      }
      traded += expected.stream().mapToLong(NaiveBook.Fill::lots).sum();
      assertThat(fills).as("fills of command %s", i).isEqualTo(expected);
      if (i % 20 == 0) {
        assertThat(levels(Side.BUY)).as("bids after %s", i).isEqualTo(naive.levels(Side.BUY));
        assertThat(levels(Side.SELL)).as("asks after %s", i).isEqualTo(naive.levels(Side.SELL));
      }
    }
    assertThat(traded).as("the commands did meet").isGreaterThan(COMMANDS / 2);
  }

  private long rest(Side side, long priceTicks, long lots) {
    book.limit(side, priceTicks, lots);
    return lastResting;
  }

  private SortedMap<Long, Long> levels(Side side) {
    SortedMap<Long, Long> levels = new TreeMap<>();
    book.side(side).levels().forEach(level -> levels.put(level.priceTicks, level.lots()));
    return levels;
  }
}
