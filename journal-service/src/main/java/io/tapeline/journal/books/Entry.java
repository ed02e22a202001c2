package io.tapeline.journal.books;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row to be written: the statement and its parameters. */
record Entry(Insert insert, List<@Nullable Object> values) {

  static Entry of(Insert insert, @Nullable Object... values) {
    if (values.length != insert.columns()) {
      throw new IllegalArgumentException(
          insert.columns() + " values wanted, " + values.length + " given: " + insert.sql());
    }
    List<@Nullable Object> row = new ArrayList<>();
    Collections.addAll(row, values);
    return new Entry(insert, row);
  }
}
