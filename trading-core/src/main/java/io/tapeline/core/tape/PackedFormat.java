package io.tapeline.core.tape;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.market.Aggressor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The binary form of a tape. Numbers of fixed length are big-endian; a varint has seven bits a
 * byte, the lowest first; zigzag makes small negative numbers small varints.
 *
 * <table>
 * <caption>A file</caption>
 * <tr><td>header</td><td>{@code TAPELINE}, version (2 bytes), kind (1), 0 (1), CRC-32C of these
 * twelve (4)</td></tr>
 * <tr><td>block</td><td>bytes of its rows (4), number of rows (4), CRC-32C of these eight and the
 * rows (4), the rows</td></tr>
 * <tr><td>end</td><td>0 (4), 0 (4), CRC-32C of these eight and the next eight (4), rows of the whole
 * file (8)</td></tr>
 * </table>
 *
 * <p>A row is: microseconds since the row before, of the first row since 1970 (zigzag); flags (1);
 * its symbol, unless it is that of the row before: its number in the block, and where that is new
 * the length and the UTF-8 of its name; if a scale differs from the last row of its symbol, the
 * scales of all its decimals (1 each); then its decimals. A price is the difference to the one the
 * symbol had in this place, without the point (zigzag); a size is itself. Of a row with more digits
 * than a long has, every decimal is its length and its text instead. Since version 2 a trade that
 * has the venue's number ends with it: the difference to the last one of its symbol (zigzag). A
 * tape without such numbers is of version 1. Nothing is carried over from one block to the next.
 */
final class PackedFormat {

  static final byte[] MAGIC = "TAPELINE".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 2;

  /** Without numbers of trades. */
  static final int FIRST_VERSION = 1;

  static final int HEADER_BYTES = 16;
  static final int BLOCK_HEAD = 12;
  static final int END_BYTES = BLOCK_HEAD + Long.BYTES;

  /** More than a writer makes. */
  static final int LARGEST_BLOCK = 1 << 24;

  static final int ROWS_A_BLOCK = 4096;

  static final int SAME_SYMBOL = 1;
  static final int NEW_SCALES = 2;
  static final int AS_TEXT = 4;

  /** Two bits from here are of the kind: aggressor, sizes that are missing, side and snapshot. */
  static final int KIND_SHIFT = 3;

  static final int LATE = 1 << 5;
  static final int NUMBERED = 1 << 6;

  /** Codes are places in these lists: they are part of the format, whatever the enums become. */
  static final List<TapeKind> KINDS =
      List.of(TapeKind.TRADES, TapeKind.QUOTES, TapeKind.BOOK, TapeKind.CANDLES);

  static final List<Aggressor> AGGRESSORS =
      List.of(Aggressor.BUY, Aggressor.SELL, Aggressor.UNKNOWN);

  static final List<Timeframe> TIMEFRAMES =
      List.of(Timeframe.S1, Timeframe.M1, Timeframe.M5, Timeframe.M15, Timeframe.H1);

  private PackedFormat() {}

  /** How many decimals a row has; those of {@link #isPrice} are differences. */
  static int decimals(TapeKind kind) {
    return switch (kind) {
      case TRADES, BOOK -> 2;
      case QUOTES -> 4;
      case CANDLES -> 5;
    };
  }

  static boolean isPrice(TapeKind kind, int place) {
    return switch (kind) {
      case TRADES, BOOK -> place == 0;
      case QUOTES -> place % 2 == 0;
      case CANDLES -> place < 4;
    };
  }

  static boolean isPacked(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return false;
    }
    try (InputStream input = Files.newInputStream(file)) {
      return Arrays.equals(input.readNBytes(MAGIC.length), MAGIC);
    }
  }

  static byte[] header(TapeKind kind, int version) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.put(MAGIC).putShort((short) version).put((byte) KINDS.indexOf(kind)).put((byte) 0);
    return header.putInt(checksum(header.array(), HEADER_BYTES - 4, new byte[0], 0)).array();
  }

  /** Of the first bytes of one and the first of another. */
  static int checksum(byte[] first, int ofFirst, byte[] second, int ofSecond) {
    CRC32C checksum = new CRC32C();
    checksum.update(first, 0, ofFirst);
    checksum.update(second, 0, ofSecond);
    return (int) checksum.getValue();
  }
}
