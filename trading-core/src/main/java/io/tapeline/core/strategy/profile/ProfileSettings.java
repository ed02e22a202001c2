package io.tapeline.core.strategy.profile;

import static io.tapeline.core.strategy.minute.MinuteSettings.fraction;

import io.tapeline.core.indicator.VolumeProfile;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.strategy.minute.MinuteSettings;
import java.time.Duration;

/**
 * Settings of the volume profile strategy, {@code tapeline.profile.*} (CATALOGUE S4-VP).
 *
 * @param valueAreaStep bins compared to each side, 1 or 2
 * @param confirmingVolume above so many times the mean before volume adds to the confidence
 * @param takeProfit farthest target of a bounce, a fraction of the close
 * @param targetBefore of a bounce before the next opposing node, a fraction of that
 * @param stopLoss beyond the level, a fraction of it
 * @param maxStop farthest stop, a fraction of the close
 */
public record ProfileSettings(
    MinuteSettings minute,
    VolumeProfile.Settings profile,
    int valueAreaStep,
    int volumeCandles,
    double confirmingVolume,
    Bounce bounce,
    Reversion reversion,
    double takeProfit,
    double targetBefore,
    double stopLoss,
    double maxStop) {

  /**
   * SUPPORT_BOUNCE and RESISTANCE_REJECTION.
   *
   * @param strength least of the node
   * @param distance farthest of the close from it, a fraction of the close
   * @param touch farthest of the candle's tip from it, a fraction of it
   * @param wick least rejecting wick, a fraction of the close
   */
  public record Bounce(double strength, double distance, double touch, double wick) {}

  /**
   * POC_REVERSION.
   *
   * @param near least distance of the point of control, a fraction of the close
   * @param far greatest
   * @param toward so many of the last {@code candles} at least go toward it
   * @param volume least, times the mean of the candles before
   * @param shortOf part of the way that the target leaves
   */
  public record Reversion(
      double near,
      double far,
      int toward,
      int candles,
      double volume,
      double shortOf,
      double minConfidence) {}

  private static final String PREFIX = "tapeline.profile.";

  /** Reads {@code tapeline.profile.*}. */
  public static ProfileSettings read(SettingsReader in) {
    return new ProfileSettings(
        MinuteSettings.read(in, PREFIX, new MinuteSettings.Defaults("0.8", "15", "5", "600")),
        new VolumeProfile.Settings(
            Duration.ofHours(in.integer(PREFIX + "lookback-hours", 4, 1, 48)),
            in.integer(PREFIX + "min-candles", 50, 1, 2880)),
        in.integer(PREFIX + "value-area-step", 1, 1, 2),
        in.integer(PREFIX + "volume-candles", 10, 1, 500),
        in.decimal(PREFIX + "confirming-volume", "1.2", "0", "1000").doubleValue(),
        new Bounce(
            fraction(in, PREFIX + "bounce-min-strength", "0.7"),
            in.decimal(PREFIX + "bounce-distance", "0.0008", "0.000001", "1").doubleValue(),
            fraction(in, PREFIX + "bounce-touch", "0.001"),
            fraction(in, PREFIX + "bounce-wick", "0.001")),
        reversion(in),
        in.decimal(PREFIX + "take-profit", "0.004", "0.000001", "0.5").doubleValue(),
        in.decimal(PREFIX + "target-before", "0.0005", "0", "0.5").doubleValue(),
        in.decimal(PREFIX + "stop-loss", "0.002", "0.000001", "0.5").doubleValue(),
        in.decimal(PREFIX + "max-stop", "0.004", "0.000001", "0.5").doubleValue());
  }

  private static Reversion reversion(SettingsReader in) {
    double near = fraction(in, PREFIX + "poc-min-distance", "0.008");
    String farKey = PREFIX + "poc-max-distance";
    double far = fraction(in, farKey, "0.03");
    if (far <= near) {
      in.mistake(farKey, in.text(farKey, "0.03"), "above " + PREFIX + "poc-min-distance");
    }
    return new Reversion(
        near,
        far,
        in.integer(PREFIX + "poc-toward", 3, 0, 60),
        in.integer(PREFIX + "poc-candles", 5, 1, 60),
        in.decimal(PREFIX + "poc-min-volume", "1.2", "0", "1000").doubleValue(),
        fraction(in, PREFIX + "poc-short-of", "0.002"),
        fraction(in, PREFIX + "poc-min-confidence", "0.75"));
  }
}
