package io.tapeline.journal.rest;

import io.tapeline.journal.books.BookRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The place behind a row in a sorted list.
 *
 * @param descending which way the list runs
 * @param numbers what rows are sorted by first
 * @param id what they are sorted by last
 */
record Cursor(boolean descending, List<Long> numbers, String id) {

  static Cursor behind(BookRow row, boolean descending) {
    return new Cursor(descending, row.sortNumbers(), row.id());
  }

  /** As text that says nothing to its reader. */
  String encode() {
    String plain =
        (descending ? "d," : "a,")
            + numbers.stream().map(number -> number + ",").collect(Collectors.joining())
            + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The cursor that was encoded.
   *
   * @param numbers how many numbers its list is sorted by
   * @throws BadRequest if it comes from no list of this kind
   */
  static Cursor decode(String text, boolean descending, int numbers) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      String[] parts = plain.split(",", numbers + 2);
      if (parts.length == numbers + 2 && parts[0].equals(descending ? "d" : "a")) {
        List<Long> values = new ArrayList<>();
        for (int i = 1; i <= numbers; i++) {
          values.add(Long.valueOf(parts[i]));
        }
        return new Cursor(descending, List.copyOf(values), parts[numbers + 1]);
      }
    } catch (IllegalArgumentException _) {
      // Not Base64 or not a number: told below.
    }
    throw BadRequest.parameter(
        "cursor", text, "the nextCursor of the same list with the same order");
  }
}
