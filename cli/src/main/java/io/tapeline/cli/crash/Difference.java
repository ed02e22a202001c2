package io.tapeline.cli.crash;

import java.util.Locale;

/**
 * Something that differs from the undisturbed run.
 *
 * @param table of the journal, or a topic
 * @param id of the row
 * @param field that differs; the id where the whole row is missing or too many
 * @param expected value in the undisturbed run
 * @param found value in this one
 */
record Difference(Kind kind, String table, String id, String field, String expected, String found) {

  /** In what way. */
  enum Kind {
    /** The row is not there. */
    LOST,
    /** The row is there twice, or one that should not be. */
    DOUBLED,
    /** A field has another value. */
    CHANGED
  }

  @Override
  public String toString() {
    return "%s in %s: id %s, field %s: undisturbed %s, here %s"
        .formatted(kind.name().toLowerCase(Locale.ROOT), table, id, field, expected, found);
  }
}
