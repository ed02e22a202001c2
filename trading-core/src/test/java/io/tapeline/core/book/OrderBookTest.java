package io.tapeline.core.book;

import static io.tapeline.core.book.Books.ask;
import static io.tapeline.core.book.Books.bid;
import static io.tapeline.core.book.Books.top;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.book.OrderBook.State;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    change(bid("50", "0"), ask("500", "0"), bid("98.001", "0"), ask("102", "0.000"));
    change(ask("102", "2"), ask("102.5", "0"));

    assertThat(book.top()).isEqualTo(top("98", "1", "102", "2"));
    assertThat(book.levels(Side.BUY)).hasSize(1);
    assertThat(book.levels(Side.SELL)).hasSize(1);
  }

  @Test
  void crossedBookHasNoTopUntilItIsUncrossed() {
    snapshot(bid("98", "1"), ask("102", "2"), ask("103", "3"));

    change(bid("102", "1"));
    assertThat(book.state()).isEqualTo(State.INVALID);
    assertThat(book.invalidity()).isEqualTo(Invalidity.CROSSED);
    assertThat(book.top()).isNull();
    change(ask("102", "0"));
    assertThat(book.top()).isEqualTo(top("102", "1", "103", "3"));
    assertThat(book.invalidity()).isNull();
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
  void ofSeveralChangesOfOneLevelTheLastCounts() {
    snapshot(bid("98", "1"), ask("102", "2"));
    change(bid("99", "5"), bid("99.0", "0"), ask("101", "0"), ask("101", "7"), ask("101", "8"));

    assertThat(book.top()).isEqualTo(top("98", "1", "101", "8"));
  }

  @Test
  void ofSeveralLevelsOfASnapshotWithOnePriceTheLastCounts() {
    snapshot(
        bid("98", "1"),
        bid("97", "1"),
        bid("98.00", "4"),
        ask("102", "2"),
        ask("103", "3"),
        ask("102", "0"));

    assertThat(book.levels(Side.BUY)).containsExactly(bid("98", "4"), bid("97", "1"));
    assertThat(book.levels(Side.SELL)).containsExactly(ask("103", "3"));
  }

  @Test
  void snapshotMayComeInAnyOrder() {
    List<Level> levels = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      levels.add(bid(i + ".5", "1"));
      levels.add(ask(1000 + i + ".25", "1"));
    }
    List<Level> bestBidFirst = levels.stream().filter(l -> l.side() == Side.BUY).toList();
    Collections.rotate(levels, 333);
    book.apply(Books.update(true, levels));

    assertThat(book.levels(Side.BUY)).isEqualTo(bestBidFirst.reversed());
    assertThat(book.top()).isEqualTo(top("500.5", "1", "1001.25", "1"));
  }

  @Test
  void emptySnapshotEmptiesTheBookAndChangesFillItAgain() {
    snapshot(bid("98", "1"), ask("102", "2"));
    snapshot();
    assertThat(book.state()).isEqualTo(State.ONE_SIDED);
    assertThat(book.levels(Side.BUY)).isEmpty();

    change(bid("97", "1"), ask("103.25", "1"));
    assertThat(book.top()).isEqualTo(top("97", "1", "103.25", "1"));
  }

  @Test
  void snapshotOfDeletesAloneIsAnEmptyBook() {
    snapshot(bid("98", "0"), ask("102", "0"));

    assertThat(book.state()).isEqualTo(State.ONE_SIDED);
    assertThat(book.levels(Side.SELL)).isEmpty();
  }

  @Test
  void pricesOfAnyScaleAreKeptApartAndInOrder() {
    String tiny = "0.000000000000000000000000001";
    String huge = "123456789012345678901234567890";
    snapshot(bid("1", "1"), ask("2", "2"));
    change(bid("1.5", "2"), bid("1E-27", "3"), ask("123456789012345678901234567890", "4"));
    change(ask("2.00000000000000000000000001", "5"), ask("20E-1", "6"), bid("1.50", "7"));

    assertThat(book.levels(Side.BUY))
        .containsExactly(bid("1.5", "7"), bid("1", "1"), bid(tiny, "3"));
    assertThat(book.levels(Side.SELL))
        .containsExactly(ask("2", "6"), ask("2.00000000000000000000000001", "5"), ask(huge, "4"));
    assertThat(book.sizeAt(Side.BUY, Price.of(tiny))).isEqualTo(Quantity.of("3"));
    assertThat(book.sizeAt(Side.BUY, Price.of("1.500000000000000000000000001")))
        .isEqualTo(Quantity.ZERO);
  }

  @Test
  void bookOfLimitedDepthForgetsTheWorstLevelsAfterEachUpdate() {
    OrderBook top2 = new OrderBook(2);
    top2.apply(Books.snapshot(bid("97", "1"), bid("98", "1"), bid("96", "1"), ask("102", "2")));
    assertThat(top2.levels(Side.BUY)).containsExactly(bid("98", "1"), bid("97", "1"));

    // Kraken: "insert into the middle of the book … you must remove" the worst one.
    top2.apply(Books.change(bid("97.5", "3"), ask("104", "1"), ask("103", "1")));
    assertThat(top2.levels(Side.BUY)).containsExactly(bid("98", "1"), bid("97.5", "3"));
    assertThat(top2.levels(Side.SELL)).containsExactly(ask("102", "2"), ask("103", "1"));

    // What fell out does not come back by itself.
    top2.apply(Books.change(bid("98", "0")));
    assertThat(top2.levels(Side.BUY)).containsExactly(bid("97.5", "3"));
    assertThat(top2.sizeAt(Side.BUY, Price.of("97"))).isEqualTo(Quantity.ZERO);
  }

  @Test
  void levelsAreCutAfterTheWholeUpdate() {
    OrderBook top1 = new OrderBook(1);
    top1.apply(Books.snapshot(bid("98", "1"), ask("102", "2")));
    top1.apply(Books.change(bid("97", "5"), bid("98", "0")));

    assertThat(top1.levels(Side.BUY)).containsExactly(bid("97", "5"));
  }

  @Test
  void depthIsAboveZero() {
    assertThatThrownBy(() -> new OrderBook(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("depth must be above zero: 0");
  }

  @ParameterizedTest
  @EnumSource(names = "CROSSED", mode = EnumSource.Mode.EXCLUDE)
  void invalidatedBookIsEmptyAndIgnoresChangesUntilASnapshot(Invalidity reason) {
    snapshot(bid("98", "1"), ask("102", "2"));
    book.invalidate(reason);
    change(bid("99", "1"), ask("101", "1"));

    assertThat(book.state()).isEqualTo(State.INVALID);
    assertThat(book.invalidity()).isEqualTo(reason);
    assertThat(book.awaitsSnapshot()).isTrue();
    assertThat(book.top()).isNull();
    assertThat(book.levels(Side.BUY)).isEmpty();
    assertThat(book.sizeAt(Side.SELL, Price.of("102"))).isEqualTo(Quantity.ZERO);

    snapshot(bid("97", "1"), ask("103", "2"));
    assertThat(book.state()).isEqualTo(State.VALID);
    assertThat(book.invalidity()).isNull();
    assertThat(book.awaitsSnapshot()).isFalse();
    assertThat(book.top()).isEqualTo(top("97", "1", "103", "2"));
  }

  @Test
  void updateThatSaysTheBookIsNotToBeTrustedInvalidatesIt() {
    snapshot(bid("100", "1"), ask("101", "2"));

    book.apply(
        BookUpdate.invalid(
            new Origin(2, new EventTime(2)), new Symbol("BTCUSDT"), Invalidity.CHECKSUM_MISMATCH));

    assertThat(book.state()).isEqualTo(State.INVALID);
    assertThat(book.invalidity()).isEqualTo(Invalidity.CHECKSUM_MISMATCH);
    assertThat(book.levels(Side.BUY)).isEmpty();
  }

  @Test
  void crossedBookCanBeInvalidatedForGood() {
    snapshot(bid("98", "1"), ask("102", "2"));
    change(bid("103", "1"));
    assertThat(book.awaitsSnapshot()).isFalse();
    book.invalidate(Invalidity.SEQUENCE_GAP);
    change(bid("103", "0"));

    assertThat(book.invalidity()).isEqualTo(Invalidity.SEQUENCE_GAP);
  }

  @Test
  void bookWithoutItsFirstSnapshotHasNothingToInvalidate() {
    book.invalidate(Invalidity.DISCONNECTED);

    assertThat(book.state()).isEqualTo(State.AWAITING_SNAPSHOT);
    assertThat(book.invalidity()).isNull();
  }

  @Test
  void crossedIsFoundAndNeverTold() {
    assertThatThrownBy(() -> book.invalidate(Invalidity.CROSSED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void levelsAreAViewThatCannotBeChanged() {
    List<Level> bids = book.levels(Side.BUY);
    snapshot(bid("98", "1"), ask("102", "2"));

    assertThat(bids).containsExactly(bid("98", "1"));
    assertThatThrownBy(bids::removeFirst).isInstanceOf(UnsupportedOperationException.class);
  }

  private void snapshot(Level... levels) {
    book.apply(Books.snapshot(levels));
  }

  private void change(Level... levels) {
    book.apply(Books.change(levels));
  }
}
