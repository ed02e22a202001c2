package io.tapeline.core.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A living plan, and what the market says of it.
 *
 * @param look what the last check found, null for a plan that is not waiting for the market
 */
public record PlanSight(PlanState plan, PlanEye.@Nullable Look look) {

  /** Stable codes of what keeps it from triggering; empty if nothing does, or it is past that. */
  public List<String> reasons() {
    return look == null ? List.of() : look.reasons();
  }

  /** What was found, by name. */
  public Map<String, String> found() {
    return look == null ? Map.of() : look.details();
  }
}
