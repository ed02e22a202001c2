package io.tapeline.journal.books;

import java.util.Optional;

/** Signals. */
public interface Signals extends Book<SignalRow> {

  Optional<SignalRow> findById(String signalId);
}
