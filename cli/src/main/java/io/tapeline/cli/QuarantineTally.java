package io.tapeline.cli;

import io.tapeline.core.quarantine.Quarantined;
import org.jspecify.annotations.Nullable;

/** Counts the rows a command had to leave out and tells of them in one line. */
public final class QuarantineTally {

  private long count;
  private @Nullable Quarantined first;

  public void add(Quarantined row) {
    if (first == null) {
      first = row;
    }
    count++;
  }

  /** Tells how many rows were left out, and nothing if none was. */
  public void tell(Console console) {
    if (first != null) {
      console.note(
          "%d %s quarantined (first: line %d of %s, %s: %s)"
              .formatted(
                  count,
                  count == 1 ? "row" : "rows",
                  first.position(),
                  first.source(),
                  first.reason(),
                  first.detail()));
    }
  }
}
