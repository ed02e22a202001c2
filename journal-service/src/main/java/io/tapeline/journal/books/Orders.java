package io.tapeline.journal.books;

import java.util.List;
import java.util.Optional;

/** Orders in their latest state. */
public interface Orders extends Book<OrderRow> {

  Optional<OrderRow> findById(String orderId);

  Optional<OrderRow> findFirstBySignalIdAndIntent(String signalId, String intent);

  List<OrderRow> findByEntryOrderIdOrderByTsAscSeqAscIdAsc(String entryOrderId);
}
