package io.tapeline.journal.books;

import java.util.Optional;

/** Positions in their latest state. */
public interface Positions extends Book<PositionRow> {

  Optional<PositionRow> findById(String entryOrderId);
}
