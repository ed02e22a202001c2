package io.tapeline.journal.books;

import java.util.Optional;

/** Closed positions. */
public interface Trades extends Book<TradeRow> {

  Optional<TradeRow> findById(String entryOrderId);
}
