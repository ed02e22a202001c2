package io.tapeline.journal.books;

import java.util.List;

/** Steps in the lives of orders. */
public interface OrderEvents extends Book<OrderEventRow> {

  List<OrderEventRow> findByOrderIdOrderByNumberAsc(String orderId);
}
