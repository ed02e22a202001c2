package io.tapeline.core.tape;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decimals of up to sixteen characters, digits and a point, read eight at a time. */
final class ShortDecimal {

  private static final long ZEROS = 0x3030_3030_3030_3030L;
  private static final int EIGHT_DIGITS = 100_000_000;
  private static final int SEVEN_DIGITS = 10_000_000;
  private static final int NONE = -1;

  private ShortDecimal() {}

  /**
   * The number these bytes are, with their scale; null if it has to be read another way or is none.
   */
  static @Nullable BigDecimal of(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length < 2 || length > 2 * Long.BYTES || end < 2 * Long.BYTES) {
      return null;
    }
    long low = Words.before(bytes, end, Math.min(length, Long.BYTES));
    int point = point(low);
    if (length <= Long.BYTES) {
      low |= ZEROS & Words.firstBytes(Long.BYTES - length);
      long value = Words.eightDigits(point == NONE ? low : withoutPoint(low, point));
      return value < 0 ? null : BigDecimal.valueOf(value, point == NONE ? 0 : 7 - point);
    }
    return two(bytes, end, length, low, point);
  }

  private static @Nullable BigDecimal two(
      byte[] bytes, int end, int length, long low, int pointInLow) {
    int above = length - Long.BYTES;
    long high =
        Words.before(bytes, end - Long.BYTES, above)
            | (ZEROS & Words.firstBytes(Long.BYTES - above));
    int pointInHigh = point(high);
    long upper = Words.eightDigits(pointInHigh == NONE ? high : withoutPoint(high, pointInHigh));
    long lower = Words.eightDigits(pointInLow == NONE ? low : withoutPoint(low, pointInLow));
    if (upper < 0 || lower < 0 || (pointInHigh != NONE && pointInLow != NONE)) {
      return null;
    }
    if (pointInLow != NONE) {
      return BigDecimal.valueOf(upper * SEVEN_DIGITS + lower, 7 - pointInLow);
    }
    return BigDecimal.valueOf(
        upper * EIGHT_DIGITS + lower, pointInHigh == NONE ? 0 : 15 - pointInHigh);
  }

  private static int point(long word) {
    long found = Words.matches(word, (byte) '.');
    return found == 0 ? NONE : Words.first(found);
  }

  /** The bytes below the point moved up over it, a zero in the place that becomes free. */
  private static long withoutPoint(long word, int point) {
    long above = word & (-1L << (point * Byte.SIZE) << Byte.SIZE);
    return above | ((word & Words.firstBytes(point)) << Byte.SIZE) | '0';
  }
}
