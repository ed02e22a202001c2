package io.tapeline.core.tape;

import io.tapeline.core.instrument.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one line, found and read in place.
 *
 * <p>Fields may be padded with blanks and may stand in double quotes. Numbers are decimals, with an
 * exponent if the source writes one: {@code 3.07e-06} is exactly 0.00000307.
 */
final class RowFields {

  /** Stands for a field that is no whole number; none that is read is so small. */
  static final long NO_NUMBER = Long.MIN_VALUE;

  private static final int DIGITS_OF_A_LONG = 18;
  private static final int LONGEST_NUMBER = 100;
  private static final int LARGEST_EXPONENT = 60;

  private final int[] starts;
  private final int[] ends;
  private final long[] words;
  private final Map<String, Symbol> symbols = new HashMap<>();
  private byte[] bytes = new byte[0];
  private byte[] symbolBytes = new byte[0];
  private long symbolWord;
  private @Nullable Symbol symbol;

  RowFields(int width) {
    starts = new int[width];
    ends = new int[width];
    words = new long[width];
  }

  /** Finds the fields of a line; returns how many there are, of which the first width are kept. */
  int split(byte[] line, int from, int to) {
    bytes = line;
    int count = 0;
    int start = from;
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long word = Words.at(line, i);
      if (Words.matches(word, (byte) '"') != 0) {
        return splitQuoted(count, start, i, to);
      }
      for (long commas = Words.matches(word, (byte) ','); commas != 0; commas &= commas - 1) {
        int comma = i + Words.first(commas);
        keep(count++, start, comma);
        start = comma + 1;
      }
    }
    return splitQuoted(count, start, i, to);
  }

  /** The same of the line that a source is at, whose commas it has marked. */
  int split(LineSource lines) {
    byte[] line = lines.bytes();
    int from = lines.start();
    int commas = lines.marks();
    int start = from;
    for (int i = 0; i < commas; i++) {
      int comma = from + lines.mark(i);
      if (line[comma] != ',') {
        return split(line, from, lines.end());
      }
      if (i < starts.length) {
        starts[i] = start;
        ends[i] = comma;
      }
      start = comma + 1;
    }
    if (commas < starts.length) {
      starts[commas] = start;
      ends[commas] = lines.end();
    }
    bytes = line;
    return commas + 1;
  }

  /** The rest of a line, from a place outside quotes. */
  private int splitQuoted(int fields, int begun, int from, int to) {
    int count = fields;
    int start = begun;
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '"') {
        quoted = !quoted;
      } else if (b == ',' && !quoted) {
        keep(count++, start, i);
        start = i + 1;
      }
    }
    keep(count++, start, to);
    return count;
  }

  private void keep(int index, int from, int to) {
    if (index >= starts.length) {
      return;
    }
    int start = from;
    int end = to;
    while (start < end && bytes[start] <= ' ' && bytes[start] >= 0) {
      start++;
    }
    while (end > start && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
      end--;
    }
    if (end - start >= 2 && bytes[start] == '"' && bytes[end - 1] == '"') {
      keep(index, start + 1, end - 1);
      return;
    }
    starts[index] = start;
    ends[index] = end;
  }

  /** Whether the field is absent or holds nothing; place -1 is absent. */
  boolean isEmpty(int place) {
    return place < 0 || starts[place] == ends[place];
  }

  String text(int place) {
    return place < 0
        ? ""
        : new String(bytes, starts[place], ends[place] - starts[place], StandardCharsets.UTF_8);
  }

  /** Whether the field is this word; an absent one is none. */
  boolean is(int place, Word word) {
    return place >= 0 && word.is(bytes, starts[place], ends[place]);
  }

  /** A whole number, or {@link #NO_NUMBER} if the field is none. */
  long wholeNumber(int place) {
    int i = starts[place];
    int end = ends[place];
    boolean negative = i < end && bytes[i] == '-';
    if (negative) {
      i++;
    }
    if (i == end || end - i > DIGITS_OF_A_LONG) {
      return NO_NUMBER;
    }
    long value = 0;
    for (; i <= end - Long.BYTES; i += Long.BYTES) {
      long eight = Words.eightDigits(Words.at(bytes, i));
      if (eight < 0) {
        return NO_NUMBER;
      }
      value = value * 100_000_000 + eight;
    }
    for (; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return NO_NUMBER;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  /** A number above or equal to zero that names something, null if the field is none. */
  @Nullable Long identifier(int place) {
    if (isEmpty(place)) {
      return null;
    }
    long value = wholeNumber(place);
    if (value >= 0) {
      return value;
    }
    return ends[place] - starts[place] > DIGITS_OF_A_LONG ? longIdentifier(text(place)) : null;
  }

  private static @Nullable Long longIdentifier(String text) {
    boolean digits = text.chars().allMatch(each -> each >= '0' && each <= '9');
    BigInteger value = digits && text.length() <= LONGEST_NUMBER ? new BigInteger(text) : null;
    return value != null && value.bitLength() < Long.SIZE ? value.longValue() : null;
  }

  /** An exact decimal with the scale of the source, or null if the field is none. */
  @Nullable BigDecimal decimal(int place) {
    BigDecimal value = ShortDecimal.of(bytes, starts[place], ends[place]);
    return value == null ? longer(place) : value;
  }

  private @Nullable BigDecimal longer(int place) {
    int i = starts[place];
    int end = ends[place];
    boolean negative = i < end && bytes[i] == '-';
    if (negative) {
      i++;
    }
    long unscaled = 0;
    int digits = 0;
    int point = -1;
    for (; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        unscaled = unscaled * 10 + digit;
        digits++;
      } else if (bytes[i] == '.' && point < 0) {
        point = digits;
      } else {
        return general(place);
      }
    }
    if (digits == 0) {
      return null;
    }
    if (digits > DIGITS_OF_A_LONG) {
      return general(place);
    }
    return BigDecimal.valueOf(negative ? -unscaled : unscaled, point < 0 ? 0 : digits - point);
  }

  /** Numbers that do not fit the short way: exponents, a plus sign, more than 18 digits. */
  private @Nullable BigDecimal general(int place) {
    int length = ends[place] - starts[place];
    if (length == 0 || length > LONGEST_NUMBER) {
      return null;
    }
    try {
      BigDecimal value = new BigDecimal(text(place));
      if (Math.abs((long) value.scale()) > LONGEST_NUMBER + LARGEST_EXPONENT) {
        return null;
      }
      return value.scale() < 0 ? value.setScale(0) : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Whether the field is short and holds the very bytes it held when this was asked last. */
  boolean isRepeated(int place) {
    long word = word(starts[place], ends[place] - starts[place]);
    boolean same = word != 0 && word == words[place];
    words[place] = word;
    return same;
  }

  /** The instrument a field names, one object per name; null if the field is empty. */
  @Nullable Symbol symbol(int place) {
    int start = starts[place];
    int length = ends[place] - start;
    if (symbol != null && sameAsLast(start, length)) {
      return symbol;
    }
    if (length == 0) {
      return null;
    }
    symbolBytes = Arrays.copyOfRange(bytes, start, start + length);
    symbolWord = word(start, length);
    symbol = symbols.computeIfAbsent(text(place), Symbol::new);
    return symbol;
  }

  private boolean sameAsLast(int start, int length) {
    if (length != symbolBytes.length) {
      return false;
    }
    long word = word(start, length);
    return word == 0
        ? Arrays.equals(bytes, start, start + length, symbolBytes, 0, length)
        : word == symbolWord;
  }

  /** The field as one word, 0 if it is none or cannot be read as one. */
  private long word(int start, int length) {
    int end = start + length;
    return length == 0 || length > Long.BYTES || end < Long.BYTES
        ? 0
        : Words.before(bytes, end, length);
  }
}
