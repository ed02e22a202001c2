package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.BadRow;
import io.tapeline.core.tape.TapeKind;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table whose every line is one row of a tape.
 *
 * @param widths how many fields a line may have
 * @param cells what makes each cell, in the order of {@link TapeKind#columns}; a number behind them
 *     is that of a trade
 */
record TableLayout(
    TapeKind kind,
    @Nullable String symbolInName,
    char separator,
    List<Integer> widths,
    List<Cell> cells)
    implements Layout {

  static TableLayout of(
      TapeKind kind, @Nullable String symbolInName, List<Integer> widths, Cell... cells) {
    return new TableLayout(kind, symbolInName, ',', widths, List.of(cells));
  }

  @Override
  public boolean hasTradeIds() {
    return cells.size() > kind.columns().size();
  }

  @Override
  public void read(String line, Rows rows) throws BadRow {
    List<String> fields = Fields.of(line, separator);
    if (!widths.contains(fields.size())) {
      String wanted =
          new TreeSet<>(widths).stream().map(String::valueOf).collect(Collectors.joining(" or "));
      throw new BadRow("FIELD_COUNT", fields.size() + " fields where there should be " + wanted);
    }
    String[] row = new String[cells.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = cells.get(i).of(fields);
    }
    rows.row(row);
  }
}
