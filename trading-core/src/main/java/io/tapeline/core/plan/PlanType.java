package io.tapeline.core.plan;

import java.util.Locale;

/** What triggers a plan. */
public enum PlanType {
  /** The four layers of the micro-scalp module (CATALOGUE section 7). */
  MICRO_SCALP,
  /** A price: entry, stop and targets. */
  BRACKET;

  /** As it stands in a plan's JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
