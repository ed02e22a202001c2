package io.tapeline.core.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.book.KrakenChecksum.Decimals;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Books and checksums that Kraken itself printed. */
class KrakenChecksumTest {

  /** Kraken, "Book checksum (WebSocket v2)", the snapshot of BTC/USD. */
  @Test
  void equalsTheExampleOfVersion2() {
    OrderBook book =
        book(
            """
            45285.2 0.00100000, 45286.4 1.54571953, 45286.6 1.54571109, 45289.6 1.54560911, \
            45290.2 0.15890660, 45291.8 1.54553491, 45294.7 0.04454749, 45296.1 0.35380000, \
            45297.5 0.09945542, 45299.5 0.18772827""",
            """
            45283.5 0.10000000, 45283.4 1.54582015, 45282.1 0.10000000, 45281.0 0.10000000, \
            45280.3 1.54592586, 45279.0 0.07990000, 45277.6 0.03310103, 45277.5 0.30000000, \
            45277.3 1.54602737, 45276.6 0.15445238""");

    assertThat(new KrakenChecksum(new Decimals(1, 8)).of(book)).isEqualTo(3310070434L);
  }

  /** Kraken, "Book checksum (WebSocket v1)"; one level more on each side changes nothing. */
  @Test
  void equalsTheExampleOfVersion1AndTakesTenLevelsAlone() {
    List<Level> levels = new ArrayList<>();
    for (int i = 1; i <= 11; i++) {
      levels.add(level(Side.SELL, "0.0" + (5000 + 5 * i), "0.00000500"));
    }
    // All multiples of five from 4950 to 5000 but 4985, and one beyond.
    for (int i : new int[] {5000, 4995, 4990, 4980, 4975, 4970, 4965, 4960, 4955, 4950, 4945}) {
      levels.add(level(Side.BUY, "0.0" + i, "0.00000500"));
    }
    OrderBook book = new OrderBook();
    book.apply(Books.update(true, levels));

    assertThat(new KrakenChecksum(new Decimals(5, 8)).of(book)).isEqualTo(974947235L);
  }

  /** Kraken, documentation of the channel book: numbers as JSON, without their trailing zeros. */
  @Test
  void decimalsOfThePairMakeUpForLostZeros() {
    OrderBook book = matic();
    KrakenChecksum checksum = new KrakenChecksum(new Decimals(4, 8));
    assertThat(checksum.of(book)).isEqualTo(2439117997L);

    book.apply(Books.change(level(Side.BUY, "0.5657", "1098.3947558")));
    assertThat(checksum.of(book)).isEqualTo(2114181697L);
  }

  @Test
  void valueWithMoreDecimalsThanThePairGivesAnotherChecksum() {
    assertThat(new KrakenChecksum(new Decimals(3, 8)).of(matic()))
        .isNotEqualTo(2439117997L)
        .isBetween(0L, 0xFFFF_FFFFL);
  }

  @Test
  void checksumOfAnEmptyBookIsZero() {
    assertThat(new KrakenChecksum(new Decimals(1, 8)).of(new OrderBook())).isZero();
  }

  @Test
  void decimalsAreNotNegative() {
    assertThatThrownBy(() -> new Decimals(-1, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("decimals must not be below zero: price -1, size 8");
  }

  @Test
  void guardFindsTheBookThatDiffersAndWaitsForASnapshot() {
    OrderBook book = new OrderBook(10);
    ChecksumGuard guard = new ChecksumGuard(book, new KrakenChecksum(new Decimals(4, 8)));
    List<Level> matic = new ArrayList<>(matic().levels(Side.SELL));
    matic.addAll(matic().levels(Side.BUY));
    Collections.reverse(matic);
    BookUpdate snapshot = Books.update(true, matic);
    BookUpdate change = Books.change(level(Side.BUY, "0.5657", "1098.3947558"));

    assertThat(guard.apply(change, 2114181697L)).isEqualTo(ChecksumGuard.Outcome.DROPPED);
    assertThat(guard.apply(snapshot, 2439117997L)).isEqualTo(ChecksumGuard.Outcome.APPLIED);
    // A change was lost before this one, or this one was damaged: the sum is not that of the book.
    assertThat(guard.apply(Books.change(level(Side.BUY, "0.5657", "1098")), 2114181697L))
        .isEqualTo(ChecksumGuard.Outcome.MISMATCH);
    assertThat(book.invalidity()).isEqualTo(Invalidity.CHECKSUM_MISMATCH);
    assertThat(book.top()).isNull();
    assertThat(guard.apply(change, 2114181697L)).isEqualTo(ChecksumGuard.Outcome.DROPPED);
    assertThat(book.levels(Side.BUY)).isEmpty();

    assertThat(guard.apply(snapshot, 2439117997L)).isEqualTo(ChecksumGuard.Outcome.APPLIED);
    assertThat(guard.apply(change, 2114181697L)).isEqualTo(ChecksumGuard.Outcome.APPLIED);
    assertThat(book.state()).isEqualTo(OrderBook.State.VALID);
  }

  @Test
  void snapshotThatDiffersHealsNothing() {
    OrderBook book = new OrderBook();
    ChecksumGuard guard = new ChecksumGuard(book, new KrakenChecksum(new Decimals(4, 8)));

    assertThat(guard.apply(Books.snapshot(Books.bid("1", "1"), Books.ask("2", "1")), 1))
        .isEqualTo(ChecksumGuard.Outcome.MISMATCH);
    assertThat(book.awaitsSnapshot()).isTrue();
  }

  private static OrderBook matic() {
    return book(
        """
        0.5668 4410.79769741, 0.5669 4655.40412487, 0.567 49844.89424998, 0.5671 24306.41678, \
        0.5672 29783.25223475, 0.5673 57234.71239278, 0.5674 45065.04744, 0.5675 5912.76380354, \
        0.5676 42514.92434778, 0.5677 36304.0847022""",
        """
        0.5666 4831.75496356, 0.5665 6658.22734739, 0.5664 18724.91513344, \
        0.5663 11563.92544914, 0.5662 14006.65365711, 0.5661 17454.85679807, 0.566 18097.1547, \
        0.5659 33644.89175666, 0.5658 148.3464, 0.5657 606.70854372""");
  }

  private static OrderBook book(String asks, String bids) {
    List<Level> levels = new ArrayList<>();
    for (String ask : asks.split(", ", -1)) {
      levels.add(level(Side.SELL, ask));
    }
    for (String bid : bids.split(", ", -1)) {
      levels.add(level(Side.BUY, bid));
    }
    OrderBook book = new OrderBook();
    book.apply(Books.update(true, levels));
    return book;
  }

  private static Level level(Side side, String priceAndSize) {
    String[] words = priceAndSize.split(" ", -1);
    return level(side, words[0], words[1]);
  }

  private static Level level(Side side, String price, String size) {
    return new Level(side, Price.of(price), Quantity.of(size));
  }
}
