package io.tapeline.cli.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Two books, row by row and field by field.
 *
 * @param rows how many rows were expected
 * @param differences in the order of tables and ids
 */
record Comparison(long rows, List<Difference> differences) {

  private static final String NONE = "none";

  Comparison {
    differences = List.copyOf(differences);
  }

  /** Holds a run's books to those of the undisturbed one. */
  static Comparison of(Books expected, Books found) {
    List<Difference> differences = new ArrayList<>();
    TreeSet<String> unknown = new TreeSet<>(found.tables().keySet());
    unknown.removeAll(expected.tables().keySet());
    long rows = 0;
    for (String table : expected.tables().keySet()) {
      rows += expected.rows(table).size();
      compare(table, expected.rows(table), found.rows(table), differences);
    }
    for (String table : unknown) {
      compare(table, Map.of(), found.rows(table), differences);
    }
    return new Comparison(rows, differences);
  }

  private static void compare(
      String table,
      Map<String, Map<String, String>> expected,
      Map<String, Map<String, String>> found,
      List<Difference> differences) {
    TreeSet<String> ids = new TreeSet<>(expected.keySet());
    ids.addAll(found.keySet());
    for (String id : ids) {
      Map<String, String> wanted = expected.get(id);
      Map<String, String> present = found.get(id);
      if (present == null) {
        differences.add(new Difference(Difference.Kind.LOST, table, id, "id", id, NONE));
      } else if (wanted == null) {
        differences.add(new Difference(Difference.Kind.DOUBLED, table, id, "id", NONE, id));
      } else {
        compareFields(table, id, wanted, present, differences);
      }
    }
  }

  private static void compareFields(
      String table,
      String id,
      Map<String, String> expected,
      Map<String, String> found,
      List<Difference> differences) {
    TreeSet<String> fields = new TreeSet<>(expected.keySet());
    fields.addAll(found.keySet());
    for (String field : fields) {
      String wanted = expected.getOrDefault(field, NONE);
      String present = found.getOrDefault(field, NONE);
      if (!wanted.equals(present)) {
        Difference.Kind kind =
            field.equals(Books.RECORDS) ? Difference.Kind.DOUBLED : Difference.Kind.CHANGED;
        differences.add(new Difference(kind, table, id, field, wanted, present));
      }
    }
  }

  /** Events that lie twice on a topic, of books by themselves. */
  static List<Difference> doublesIn(Books books) {
    List<Difference> doubles = new ArrayList<>();
    books
        .tables()
        .forEach(
            (table, rows) ->
                rows.forEach(
                    (id, fields) -> {
                      String records = fields.getOrDefault(Books.RECORDS, "1");
                      if (!records.equals("1")) {
                        doubles.add(
                            new Difference(
                                Difference.Kind.DOUBLED, table, id, Books.RECORDS, "1", records));
                      }
                    }));
    return doubles;
  }

  /** How many differences are of this kind. */
  long count(Difference.Kind kind) {
    return differences.stream().filter(difference -> difference.kind() == kind).count();
  }

  boolean isEqual() {
    return differences.isEmpty();
  }
}
