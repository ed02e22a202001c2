package io.tapeline.backtest.diff;

import io.tapeline.core.export.Csv;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One line of a run's CSV files, its cells by column name; a column that is missing is empty. */
public record Row(Map<String, String> cells) {

  public Row {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }

  /**
   * The rows of a CSV with a header line.
   *
   * @throws IOException if reading fails or a line has not as many cells as the header
   */
  public static List<Row> read(BufferedReader reader) throws IOException {
    List<Row> rows = new ArrayList<>();
    List<String> header = Csv.read(reader);
    if (header == null) {
      return rows;
    }
    for (List<String> cells = Csv.read(reader); cells != null; cells = Csv.read(reader)) {
      if (cells.size() != header.size()) {
        throw new IOException(
            "row %d has %d cells, the header %d"
                .formatted(rows.size() + 2, cells.size(), header.size()));
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        row.put(header.get(i), cells.get(i));
      }
      rows.add(new Row(row));
    }
    return rows;
  }

  public String text(String column) {
    return cells.getOrDefault(column, "");
  }

  /** A whole number; zero where the cell is empty. */
  public long number(String column) {
    String text = text(column);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  /** An amount; zero where the cell is empty. */
  public BigDecimal amount(String column) {
    String text = text(column);
    return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
  }

  public String id() {
    return text("id");
  }

  public long seq() {
    return number("seq");
  }

  /** The columns in which the other differs; numbers are compared by value. */
  List<FieldDifference> differences(Row other, List<String> columns) {
    List<FieldDifference> differences = new ArrayList<>();
    for (String column : columns) {
      if (!isSame(text(column), other.text(column))) {
        differences.add(new FieldDifference(column, text(column), other.text(column)));
      }
    }
    return differences;
  }

  /** True if two texts say the same: letter by letter, or as numbers. */
  static boolean isSame(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    if (!startsNumber(a) || !startsNumber(b)) {
      return false;
    }
    try {
      return new BigDecimal(a).compareTo(new BigDecimal(b)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean startsNumber(String text) {
    return !text.isEmpty() && "+-.0123456789".indexOf(text.charAt(0)) >= 0;
  }
}
