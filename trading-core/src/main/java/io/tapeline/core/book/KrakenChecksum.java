package io.tapeline.core.book;

import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.money.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The checksum that Kraken sends with each update of a book: CRC32 over the ten best asks from low
 * to high, then the ten best bids from high to low. Of each level the price, then the size, each
 * with the decimals of its pair, without the point and without leading zeros. Fewer levels count as
 * they are; the checksum of an empty book is 0. (Kraken, WebSocket v2, book checksum; v1 is the
 * same.)
 *
 * <p>Decimals are needed because numbers in JSON lose their trailing zeros. A value with more
 * decimals than its pair has keeps its digits, so that the checksum differs instead of failing.
 *
 * @param decimals how the pair is written
 */
public record KrakenChecksum(Decimals decimals) {

  private static final int LEVELS = 10;

  /**
   * Decimals of a pair as the venue publishes them (instrument channel: price_precision and
   * qty_precision).
   */
  public record Decimals(int price, int size) {

    public Decimals {
      if (price < 0 || size < 0) {
        throw new IllegalArgumentException(
            "decimals must not be below zero: price " + price + ", size " + size);
      }
    }
  }

  /** Checksum of the levels a book has now, 0 to 2^32 - 1. */
  public long of(OrderBook book) {
    StringBuilder text = new StringBuilder(20 * LEVELS * 2);
    append(text, book.levels(Side.SELL));
    append(text, book.levels(Side.BUY));
    CRC32 crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }

  private void append(StringBuilder text, List<Level> bestFirst) {
    for (int i = 0; i < Math.min(LEVELS, bestFirst.size()); i++) {
      Level level = bestFirst.get(i);
      text.append(digits(level.price().value(), decimals.price()));
      text.append(digits(level.size().value(), decimals.size()));
    }
  }

  /** The unscaled value has neither point nor leading zeros. */
  private static String digits(BigDecimal value, int decimals) {
    BigDecimal exact = value.scale() > decimals ? value.stripTrailingZeros() : value;
    int scale = Math.max(decimals, exact.scale());
    return exact.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().toString();
  }
}
