package io.tapeline.journal.books;

/** Input that could not be used. */
public interface QuarantinedInputs extends Book<QuarantineRow> {}
