package io.tapeline.journal.books;

import java.util.Optional;

/** Commands of people. */
public interface Controls extends Book<ControlRow> {

  Optional<ControlRow> findById(String controlId);
}
