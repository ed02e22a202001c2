package io.tapeline.core.strategy.minute;

import io.tapeline.core.money.Quantity;
import io.tapeline.core.settings.SettingsReader;
import java.time.Duration;

/**
 * Settings that every strategy of minutes has, {@code tapeline.NAME.*}.
 *
 * @param weight times confidence ranks the wishes on one candle
 * @param minConfidence least confidence of an entry
 * @param maxAge oldest candle an entry is made on, from its close
 * @param maxDriftBps farthest that the middle of the quote may be from the candle's close
 * @param driftSpreads the same in spreads; the wider of the two counts
 * @param maxHold longest time in a position
 * @param positionSize quantity before risk
 */
public record MinuteSettings(
    double weight,
    double minConfidence,
    Duration maxAge,
    double maxDriftBps,
    double driftSpreads,
    Duration maxHold,
    Quantity positionSize,
    boolean allowShort) {

  /** What is not set, as it would be written. */
  public record Defaults(String weight, String maxAge, String maxDriftBps, String maxHold) {}

  /**
   * Reads them.
   *
   * @param prefix with the dot at its end
   */
  public static MinuteSettings read(SettingsReader in, String prefix, Defaults defaults) {
    return new MinuteSettings(
        in.decimal(prefix + "weight", defaults.weight, "0", "1000").doubleValue(),
        in.decimal(prefix + "min-confidence", "0.60", "0", "1").doubleValue(),
        in.seconds(prefix + "max-age-s", defaults.maxAge),
        in.decimal(prefix + "max-drift-bps", defaults.maxDriftBps, "0", "10000").doubleValue(),
        in.decimal(prefix + "drift-spreads", "1.5", "0", "1000").doubleValue(),
        in.seconds(prefix + "max-hold-s", defaults.maxHold),
        new Quantity(in.decimal(prefix + "position-size", "1.0", "0.000000001", "1000000000")),
        in.flag(prefix + "allow-short", true));
  }

  /** A fraction from 0 to 1. */
  public static double fraction(SettingsReader in, String key, String byDefault) {
    return in.decimal(key, byDefault, "0", "1").doubleValue();
  }
}
