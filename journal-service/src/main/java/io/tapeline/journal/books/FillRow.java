package io.tapeline.journal.books;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One fill on the books. */
@Entity
@Immutable
@Table(name = "fills")
@SuppressWarnings("NullAway.Init") // the database fills the fields
public class FillRow extends TradedRow {

  String orderId;
  String entryOrderId;
  String signalId;
  String intent;
  String side;
  String executionId;
  BigDecimal quantity;
  BigDecimal price;
  BigDecimal fee;
  String liquidity;
  BigDecimal touch;
  BigDecimal slippageBps;
  @Nullable Long seenAt;
  @Nullable Long tickAt;
  @Nullable Long signalAt;
  @Nullable Long approvedAt;
  @Nullable Long orderAt;
  @Nullable Long fillAt;

  public @Nullable Long seenAt() {
    return seenAt;
  }

  public @Nullable Long tickAt() {
    return tickAt;
  }

  public @Nullable Long signalAt() {
    return signalAt;
  }

  public @Nullable Long approvedAt() {
    return approvedAt;
  }

  public @Nullable Long orderAt() {
    return orderAt;
  }

  public @Nullable Long fillAt() {
    return fillAt;
  }
}
