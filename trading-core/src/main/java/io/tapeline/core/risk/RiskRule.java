package io.tapeline.core.risk;

import io.tapeline.core.risk.RuleCheck.Verdict;

/**
 * One entry rule of the risk desk: a name, the phase it runs in, the code of its refusal, and the
 * check.
 *
 * @param name stable name: R-NET-EDGE
 * @param phase A to G of CATALOGUE 11.1; a phase's rules run in list order
 * @param code stable reason code of its refusal: NET_EDGE
 */
public record RiskRule(String name, Phase phase, String code, Check check) {

  /** Phases in the order they run; C collects all its failures, the others end at the first. */
  public enum Phase {
    A_SYSTEM,
    B_ACCOUNT,
    C_MARKET,
    D_POSITIONS,
    E_SIGNAL,
    F_SIZE,
    G_LAST
  }

  /** Looks at a candidate and says pass or fail with the numbers. Changes nothing. */
  @FunctionalInterface
  public interface Check {
    Finding on(Candidate candidate);
  }

  /** What a check found. */
  public record Finding(boolean passed, String code, String value, String limit) {

    static Finding of(boolean passed, Object value, Object limit) {
      return new Finding(passed, "", value.toString(), limit.toString());
    }

    /** A finding whose refusal has a code of its own. */
    static Finding of(boolean passed, String code, Object value, Object limit) {
      return new Finding(passed, code, value.toString(), limit.toString());
    }
  }

  RuleCheck toCheck(Finding finding) {
    return new RuleCheck(
        name, finding.value(), finding.limit(), finding.passed() ? Verdict.PASS : Verdict.FAIL);
  }
}
