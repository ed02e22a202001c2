package io.tapeline.core.risk;

/**
 * One rule of a risk verdict with its numbers.
 *
 * @param rule stable rule name: R-NET-EDGE
 * @param value what was measured, in words or digits
 * @param limit what it was held against
 */
public record RuleCheck(String rule, String value, String limit, Verdict verdict) {

  /** What a rule says. */
  public enum Verdict {
    PASS,
    FAIL,
    /** Passed with less than the size before. */
    SHRINK
  }

  public boolean passed() {
    return verdict != Verdict.FAIL;
  }
}
