package io.tapeline.journal.rest;

import io.tapeline.journal.books.Book;
import io.tapeline.journal.books.BookRow;
import java.util.List;
import java.util.Set;

/**
 * How one book is listed.
 *
 * @param name in paths
 * @param rowType what it holds
 * @param sortedBy attributes the rows are sorted by: numbers, the first of them the time, then the
 *     id
 * @param filters what it can be narrowed to
 */
record Shelf<T extends BookRow>(
    String name, Class<T> rowType, Book<T> book, List<String> sortedBy, Set<Filter> filters) {

  /** The attribute that {@code from} and {@code to} narrow. */
  String timeAttribute() {
    return sortedBy.getFirst();
  }
}
