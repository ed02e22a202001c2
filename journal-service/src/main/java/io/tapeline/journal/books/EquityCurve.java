package io.tapeline.journal.books;

/** The accounts over time. */
public interface EquityCurve extends Book<EquityRow> {}
