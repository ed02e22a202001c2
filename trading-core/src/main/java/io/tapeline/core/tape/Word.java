package io.tapeline.core.tape;

import java.nio.charset.StandardCharsets;

/**
 * A short word of lower-case letters or digits, which a field may hold in either case.
 *
 * @param text the word, 1 to 8 ASCII characters
 * @param packed its bytes, the last one highest
 * @param upper the bits that upper-case letters lack
 */
record Word(String text, long packed, long upper) {

  private static final byte CASE = 'a' - 'A';

  static Word of(String text) {
    byte[] bytes = new byte[Long.BYTES];
    byte[] letters = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(letters, 0, bytes, bytes.length - letters.length, letters.length);
    byte[] upper = new byte[Long.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      upper[i] = bytes[i] >= 'a' ? CASE : 0;
    }
    return new Word(text, Words.at(bytes, 0), Words.at(upper, 0));
  }

  /** Whether the bytes from there are this word. */
  boolean is(byte[] bytes, int start, int end) {
    int length = text.length();
    if (end - start != length) {
      return false;
    }
    if (end >= Long.BYTES) {
      return (Words.before(bytes, end, length) | upper) == packed;
    }
    for (int i = 0; i < length; i++) {
      char letter = text.charAt(i);
      if (bytes[start + i] != letter && (letter < 'a' || bytes[start + i] != letter - CASE)) {
        return false;
      }
    }
    return true;
  }
}
