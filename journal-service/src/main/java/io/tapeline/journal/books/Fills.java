package io.tapeline.journal.books;

import java.util.List;

/** Fills. */
public interface Fills extends Book<FillRow> {

  List<FillRow> findByOrderIdOrderByTsAscSeqAscIdAsc(String orderId);
}
