package io.tapeline.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.cli.crash.Difference.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever was done to the books is found, and named. */
class ComparisonTest {

  private static final Books UNDISTURBED = books();

  private static Books books() {
    Map<String, Map<String, Map<String, String>>> tables = new LinkedHashMap<>();
    tables.put("orders", rows("o-1", "status", "FILLED", "quantity", "0.010"));
    tables.get("orders").putAll(rows("o-2", "status", "FILLED", "quantity", "0.020"));
    tables.put("fills", rows("f-1", "order_id", "o-1", "price", "59999.7"));
    tables.put("topic fills", rows("f-1", Books.RECORDS, "1"));
    return new Books(tables);
  }

  private static Map<String, Map<String, String>> rows(String id, String... fields) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("id", id);
    for (int i = 0; i < fields.length; i += 2) {
      row.put(fields[i], fields[i + 1]);
    }
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    rows.put(id, row);
    return rows;
  }

  private static Comparison comparedWith(Books found) {
    return Comparison.of(UNDISTURBED, found);
  }

  @Test
  void sameRowsAreEqualAndCounted() {
    Comparison comparison = comparedWith(books());

    assertThat(comparison.isEqual()).isTrue();
    assertThat(comparison.rows()).isEqualTo(4);
    assertThat(Comparison.doublesIn(UNDISTURBED)).isEmpty();
  }

  @Test
  void missingRowIsLost() {
    Books found = books();
    found.rows("orders").remove("o-2");

    assertThat(comparedWith(found).differences())
        .containsExactly(new Difference(Kind.LOST, "orders", "o-2", "id", "o-2", "none"));
  }

  @Test
  void missingTableLosesEachOfItsRows() {
    Books found = books();
    found.tables().remove("fills");

    assertThat(comparedWith(found).differences())
        .containsExactly(new Difference(Kind.LOST, "fills", "f-1", "id", "f-1", "none"));
  }

  @Test
  void rowThatTheUndisturbedRunDoesNotHaveIsDoubled() {
    Books found = books();
    found.rows("fills").putAll(rows("f-1-again", "order_id", "o-1", "price", "59999.7"));

    assertThat(comparedWith(found).differences())
        .containsExactly(
            new Difference(Kind.DOUBLED, "fills", "f-1-again", "id", "none", "f-1-again"));
  }

  @Test
  void eventTwiceOnItsTopicIsDoubledThoughTheJournalHasItOnce() {
    Books found = books();
    found.rows("topic fills").putAll(rows("f-1", Books.RECORDS, "2"));
    Difference twice = new Difference(Kind.DOUBLED, "topic fills", "f-1", Books.RECORDS, "1", "2");

    assertThat(comparedWith(found).differences()).containsExactly(twice);
    assertThat(Comparison.doublesIn(found)).containsExactly(twice);
  }

  @Test
  void everyChangedFieldIsNamedWithBothValues() {
    Books found = books();
    found.rows("orders").putAll(rows("o-1", "status", "CANCELLED", "quantity", "0.01"));

    assertThat(comparedWith(found).differences())
        .containsExactly(
            new Difference(Kind.CHANGED, "orders", "o-1", "quantity", "0.010", "0.01"),
            new Difference(Kind.CHANGED, "orders", "o-1", "status", "FILLED", "CANCELLED"));
  }

  @Test
  void fieldThatIsNotThereIsAChange() {
    Books found = books();
    found.rows("fills").putAll(rows("f-1", "order_id", "o-1"));

    assertThat(comparedWith(found).differences())
        .containsExactly(new Difference(Kind.CHANGED, "fills", "f-1", "price", "59999.7", "none"));
  }

  @Test
  void differencesAreCountedByKind() {
    Books found = books();
    found.rows("orders").remove("o-1");
    found.rows("orders").remove("o-2");
    found.rows("fills").putAll(rows("f-2", "order_id", "o-2", "price", "1"));

    Comparison comparison = comparedWith(found);

    assertThat(comparison.count(Kind.LOST)).isEqualTo(2);
    assertThat(comparison.count(Kind.DOUBLED)).isOne();
    assertThat(comparison.count(Kind.CHANGED)).isZero();
    assertThat(comparison.isEqual()).isFalse();
  }

  @Test
  void firstDifferenceReadsAsOneLine() {
    Books found = books();
    found.rows("orders").putAll(rows("o-1", "status", "CANCELLED", "quantity", "0.010"));

    assertThat(comparedWith(found).differences().getFirst())
        .hasToString("changed in orders: id o-1, field status: undisturbed FILLED, here CANCELLED");
  }
}
