package io.tapeline.core.risk;

import io.tapeline.core.money.Quantity;
import io.tapeline.core.risk.RuleCheck.Verdict;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    /**
     * Judges.
     *
     * @param size what the rules before leave of the quantity the strategy asks for
     */
    Finding on(Candidate candidate, Quantity size);
  }

  /** A rule that says yes or no, whatever the size. */
  static RiskRule veto(String name, Phase phase, String code, Function<Candidate, Finding> check) {
    return new RiskRule(name, phase, code, (candidate, _) -> check.apply(candidate));
  }

  /** A rule of phase F. */
  static RiskRule sizing(String name, String code, Check check) {
    return new RiskRule(name, Phase.F_SIZE, code, check);
  }

  /**
   * What a check found.
   *
   * @param size what is left of the quantity; null if the rule leaves it as it is
   */
  public record Finding(
      boolean passed, String code, String value, String limit, @Nullable Quantity size) {

    static Finding of(boolean passed, Object value, Object limit) {
      return new Finding(passed, "", value.toString(), limit.toString(), null);
    }

    /** A finding whose refusal has a code of its own. */
    static Finding of(boolean passed, String code, Object value, Object limit) {
      return new Finding(passed, code, value.toString(), limit.toString(), null);
    }

    /** Passed, with no more than this of the quantity. */
    static Finding atMost(Quantity most, Quantity size, Object value, Object limit) {
      return new Finding(
          true, "", value.toString(), limit.toString(), most.isBelow(size) ? most : null);
    }

    /** The rule has nothing to say of this candidate. */
    static Finding none(String why) {
      return new Finding(true, "", why, "off", null);
    }

    Quantity leaves(Quantity before) {
      Quantity left = size;
      return left == null ? before : left;
    }
  }

  RuleCheck toCheck(Finding finding) {
    Verdict shrunk = finding.size() == null ? Verdict.PASS : Verdict.SHRINK;
    return new RuleCheck(
        name, finding.value(), finding.limit(), finding.passed() ? shrunk : Verdict.FAIL);
  }
}
