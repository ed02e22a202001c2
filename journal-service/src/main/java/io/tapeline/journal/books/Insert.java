package io.tapeline.journal.books;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An idempotent insert into one table.
 *
 * @param sql the statement with a parameter per column
 * @param columns how many parameters it takes
 */
record Insert(String sql, int columns) {

  static final String FIRST_WINS = "ON CONFLICT DO NOTHING";

  /**
   * @param columns names separated by commas; {@code name::type} casts its parameter
   * @param onConflict what happens if the row is already there
   */
  static Insert into(String table, String columns, String onConflict) {
    String[] all = columns.strip().split("\\s*,\\s*", -1);
    String names =
        Arrays.stream(all)
            .map(column -> column.split("::", 2)[0])
            .collect(Collectors.joining(", "));
    String parameters =
        Arrays.stream(all)
            .map(column -> column.contains("::") ? "?::" + column.split("::", 2)[1] : "?")
            .collect(Collectors.joining(", "));
    return new Insert(
        "INSERT INTO %s (%s) VALUES (%s) %s".formatted(table, names, parameters, onConflict),
        all.length);
  }
}
