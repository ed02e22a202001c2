package io.tapeline.journal.books;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One step in the life of an order. */
@Entity
@Immutable
@Table(name = "order_events")
@SuppressWarnings("NullAway.Init") // the database fills the fields
public class OrderEventRow extends TradedRow {

  String orderId;
  int number;
  String status;
  BigDecimal filled;
  @Nullable String executionId;
  @Nullable BigDecimal execQuantity;
  @Nullable BigDecimal execPrice;
  String detail;
}
