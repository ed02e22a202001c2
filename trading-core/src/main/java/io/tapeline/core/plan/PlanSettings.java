package io.tapeline.core.plan;

import io.tapeline.core.settings.SettingsReader;
import java.time.Duration;

/**
 * How plans are kept, {@code tapeline.plan.*} (CATALOGUE S3-CHECK, S3-PLAN).
 *
 * @param checkInterval event time between two checks of a plan; each closed minute is one, too
 * @param perSymbol plans of an instrument that may live at a time
 * @param total plans of an account that may live at a time
 * @param softFailures refusals that pass, after which a plan is rejected
 * @param lifetime time from creation to expiry where a plan does not say
 * @param timeStop longest time in a position: of a plan that does not say, and of the strategy
 */
public record PlanSettings(
    Duration checkInterval,
    int perSymbol,
    int total,
    int softFailures,
    Duration lifetime,
    Duration timeStop) {

  /** Reads {@code tapeline.plan.*}. */
  public static PlanSettings read(SettingsReader in) {
    return new PlanSettings(
        in.seconds("tapeline.plan.check-interval-s", "10"),
        in.integer("tapeline.plan.max-per-symbol", 2, 1, 1000),
        in.integer("tapeline.plan.max-plans", 3, 1, 10_000),
        in.integer("tapeline.plan.max-soft-failures", 3, 0, 100),
        in.seconds("tapeline.plan.expiry-s", "1800"),
        in.seconds("tapeline.plan.time-stop-s", "1800"));
  }
}
