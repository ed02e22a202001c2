package io.tapeline.core.export;

import io.tapeline.core.decision.Decision;
import io.tapeline.core.risk.RuleCheck;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/**
 * Decisions as CSV. {@code checks} holds every rule evaluated as {@code RULE=VERDICT(value|limit)},
 * {@code values} the outcome's keys as {@code key=value}; both are joined by {@code "; "}.
 */
public final class DecisionCsv {

  /** The column names, without line end. */
  public static final String HEADER =
      "id,ts,seq,stage,outcome,reason,account,strategy,symbol,signalId,orderId,repeat,checks,values";

  /** The order of the lines in a file: by time, then cause, then id. */
  public static final Comparator<Decision> ORDER =
      Comparator.comparing((Decision decision) -> decision.origin().ts())
          .thenComparingLong(decision -> decision.origin().seq())
          .thenComparing(Decision::decisionId);

  private DecisionCsv() {}

  /** One decision as a line without line end. */
  public static String line(Decision decision) {
    return Csv.line(
        Arrays.asList(
            decision.decisionId(),
            decision.origin().ts().micros(),
            decision.origin().seq(),
            decision.stage(),
            decision.outcome(),
            decision.reason(),
            decision.account(),
            decision.strategy(),
            decision.symbol(),
            decision.signalId(),
            decision.orderId(),
            decision.repeat(),
            decision.checks().stream().map(DecisionCsv::check).collect(Collectors.joining("; ")),
            decision.values().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("; "))));
  }

  private static String check(RuleCheck check) {
    return "%s=%s(%s|%s)".formatted(check.rule(), check.verdict(), check.value(), check.limit());
  }
}
