package io.tapeline.journal.books;

import io.tapeline.core.risk.RuleCheck;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The latest state of an order, with the verdict that approved it. */
@Entity
@Immutable
@Table(name = "orders")
@SuppressWarnings("NullAway.Init") // the database fills the fields
public class OrderRow extends TradedRow {

  int number;
  String status;
  String entryOrderId;
  String signalId;
  String intent;
  String side;
  String type;
  BigDecimal quantity;
  BigDecimal filled;
  @Nullable BigDecimal limitPrice;
  BigDecimal refPrice;
  @Nullable BigDecimal reserved;
  @Nullable String exitReason;
  String detail;
  long updatedSeq;
  long updatedTs;
  long decidedTs;

  @Convert(converter = ChecksConverter.class)
  @Nullable List<RuleCheck> checks;

  @Convert(converter = NamedValuesConverter.class)
  @Nullable Map<String, String> exitPlan;

  @Nullable Long seenAt;
  @Nullable Long tickAt;
  @Nullable Long signalAt;
  @Nullable Long approvedAt;
  @Nullable Long orderAt;
  @Nullable Boolean postOnly;
  @Nullable Long goodFor;

  /** Quantities of a ladder's rungs by price. */
  @Convert(converter = NamedValuesConverter.class)
  @Nullable Map<String, String> rungs;

  public String entryOrderId() {
    return entryOrderId;
  }

  public String signalId() {
    return signalId;
  }

  public BigDecimal refPrice() {
    return refPrice;
  }

  /** Event time at which it was decided: by the risk desk, or by execution for a closing order. */
  public long decidedTs() {
    return decidedTs;
  }

  /** Every rule of the verdict, null for a closing order. */
  public @Nullable List<RuleCheck> checks() {
    return checks;
  }

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
}
