package io.tapeline.journal.books;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.Map;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A wish to trade with its evidence. */
@Entity
@Immutable
@Table(name = "signals")
@SuppressWarnings("NullAway.Init") // the database fills the fields
public class SignalRow extends TradedRow {

  String side;
  BigDecimal refPrice;
  BigDecimal quantity;
  BigDecimal stop;
  BigDecimal target;
  double confidence;

  @Convert(converter = NamedValuesConverter.class)
  Map<String, String> exitPlan;

  @Convert(converter = NamedValuesConverter.class)
  Map<String, String> evidence;

  @Nullable Long seenAt;
  @Nullable Long tickAt;
  @Nullable Long signalAt;
  @Nullable BigDecimal limitPrice;
  boolean postOnly;
  @Nullable Long goodFor;

  /** Quantities of a ladder's rungs by price. */
  @Convert(converter = NamedValuesConverter.class)
  @Nullable Map<String, String> rungs;

  public BigDecimal refPrice() {
    return refPrice;
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
}
