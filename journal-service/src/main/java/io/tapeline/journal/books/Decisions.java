package io.tapeline.journal.books;

import java.util.List;

/** Decisions, taken or not. */
public interface Decisions extends Book<DecisionRow> {

  List<DecisionRow> findBySignalIdOrOrderIdInOrderByTsAscSeqAscIdAsc(
      String signalId, List<String> orderIds);
}
