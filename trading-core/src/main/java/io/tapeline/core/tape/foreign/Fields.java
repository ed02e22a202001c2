package io.tapeline.core.tape.foreign;

import io.tapeline.core.export.Csv;
import io.tapeline.core.tape.BadRow;
import java.util.ArrayList;
import java.util.List;

/** The fields of a line, without the blanks around them and the quotes they may stand in. */
final class Fields {

  private Fields() {}

  static List<String> of(String line, char separator) throws BadRow {
    if (line.indexOf('"') < 0) {
      return plain(line, separator);
    }
    List<String> quoted = Csv.fields(line, separator);
    if (quoted == null) {
      throw new BadRow("FIELD_COUNT", "the line ends within quotes");
    }
    return quoted.stream().map(String::strip).toList();
  }

  private static List<String> plain(String line, char separator) {
    List<String> fields = new ArrayList<>();
    int from = 0;
    for (int to = line.indexOf(separator); to >= 0; to = line.indexOf(separator, from)) {
      fields.add(line.substring(from, to).strip());
      from = to + 1;
    }
    fields.add(line.substring(from).strip());
    return fields;
  }

  /** Whether these are names of columns: none of them begins as a number does. */
  static boolean areNames(List<String> fields) {
    return fields.stream().noneMatch(Fields::beginsAsNumber);
  }

  private static boolean beginsAsNumber(String field) {
    int first = 0;
    while (first < field.length() && "+-.".indexOf(field.charAt(first)) >= 0) {
      first++;
    }
    return first < field.length() && field.charAt(first) >= '0' && field.charAt(first) <= '9';
  }
}
