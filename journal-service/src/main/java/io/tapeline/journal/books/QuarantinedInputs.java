package io.tapeline.journal.books;

import java.util.Optional;

/** Input that could not be used. */
public interface QuarantinedInputs extends Book<QuarantineRow> {

  Optional<QuarantineRow> findById(String id);
}
