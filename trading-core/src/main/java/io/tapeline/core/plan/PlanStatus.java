package io.tapeline.core.plan;

import java.util.Locale;
import java.util.Set;

/** Where a trade plan stands in its life (CATALOGUE S3-PLAN). */
public enum PlanStatus {
  /** Taken, its conditions are looked at. */
  PENDING,
  /** Market and location fit: it waits for its trigger. */
  ARMED,
  /** Its signal is out; an answer of risk, venue or time is awaited. */
  TRIGGERED,
  /** It has a position. */
  FILLED,
  /** Its position is left. */
  CLOSED,
  CANCELLED,
  EXPIRED,
  REJECTED;

  /** The states that may follow. */
  public Set<PlanStatus> next() {
    return switch (this) {
      case PENDING -> Set.of(ARMED, CANCELLED, EXPIRED, REJECTED);
      case ARMED -> Set.of(PENDING, TRIGGERED, CANCELLED, EXPIRED);
      case TRIGGERED -> Set.of(FILLED, ARMED, REJECTED, CANCELLED);
      case FILLED -> Set.of(CLOSED);
      case CLOSED, CANCELLED, EXPIRED, REJECTED -> Set.of();
    };
  }

  /** True if nothing will follow. */
  public boolean isTerminal() {
    return next().isEmpty();
  }

  /** True while a person may call it off. */
  public boolean isCancellable() {
    return this == PENDING || this == ARMED;
  }

  /** As it stands in a plan's JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
