package io.tapeline.core.strategy;

import java.util.Locale;

/**
 * One thing a strategy asks for before it enters.
 *
 * @param name stable, in the field's words
 * @param value what it is now, in digits or words
 * @param limit what it is held against
 * @param met whether it is met now
 */
public record Condition(String name, String value, String limit, boolean met) {

  /** A statistic as it is written in conditions and evidence: six digits after the point. */
  public static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
