package io.tapeline.cli.books;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows of text under each other, each column as wide as its longest cell. */
final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... header) {
    rows.add(List.of(header));
  }

  /** Adds a row of as many cells as there are columns. */
  void add(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row of " + cells.length + " cells");
    }
    rows.add(List.of(cells));
  }

  void print(PrintStream out) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(widths[column] - cell.length())).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** Met or not. */
  static String mark(boolean met) {
    return met ? "✓" : "✗";
  }
}
