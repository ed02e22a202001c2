package io.tapeline.core.strategy.quick;

import static io.tapeline.core.strategy.minute.MinuteSettings.fraction;

import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.strategy.minute.MinuteSettings;

/**
 * Settings of the quick scalp, {@code tapeline.quick.*} (CATALOGUE S4-SCALP).
 *
 * @param minCandles of a segment
 * @param maxSpreadOfTarget widest spread, a fraction of the target's distance
 * @param minVolumeRatio least volume, times the mean of the candles before
 */
public record QuickSettings(
    MinuteSettings minute,
    int minCandles,
    double maxSpreadBps,
    double maxSpreadOfTarget,
    double minVolumeRatio,
    int volumeCandles,
    int rsiCandles,
    int bandCandles,
    int smaCandles,
    int velocityCandles,
    int deviationCandles,
    double usualDeviation,
    int rangeCandles,
    Bounce bounce,
    Reversion reversion,
    Momentum momentum,
    double takeProfit,
    double stopLoss) {

  /**
   * RANGE_BOUNCE.
   *
   * @param distance farthest from the level, a fraction of the close
   * @param wick least rejecting wick, a fraction of the close
   * @param minRsi for BUY; 100 less it is the most for SELL
   * @param stop beyond the level, a fraction of it
   */
  public record Bounce(double distance, double wick, double minRsi, double stop) {}

  /**
   * MEAN_REVERSION.
   *
   * @param distance least from the mean, a fraction of it
   * @param minRsi for SELL; 100 less it is the most for BUY
   * @param minPosition in the bands for SELL; 1 less it is the most for BUY
   */
  public record Reversion(double distance, double minRsi, double minPosition, double minScore) {}

  /**
   * MOMENTUM.
   *
   * @param move least over the candles of the velocity, a fraction
   * @param breakout the close must be beyond the range by more than this fraction of its bound
   * @param maxRsi for BUY; 100 less it is the least for SELL
   */
  public record Momentum(double move, double breakout, double maxRsi) {}

  private static final String PREFIX = "tapeline.quick.";

  /** Reads {@code tapeline.quick.*}. */
  public static QuickSettings read(SettingsReader in) {
    return new QuickSettings(
        MinuteSettings.read(in, PREFIX, new MinuteSettings.Defaults("0.6", "5", "1", "180")),
        in.integer(PREFIX + "min-candles", 50, 1, 500),
        in.decimal(PREFIX + "max-spread-bps", "5", "0", "10000").doubleValue(),
        fraction(in, PREFIX + "max-spread-of-target", "0.25"),
        in.decimal(PREFIX + "min-volume-ratio", "1.3", "0", "1000").doubleValue(),
        in.integer(PREFIX + "volume-candles", 10, 1, 500),
        in.integer(PREFIX + "rsi-candles", 14, 1, 100),
        in.integer(PREFIX + "band-candles", 20, 2, 500),
        in.integer(PREFIX + "sma-candles", 10, 1, 500),
        in.integer(PREFIX + "velocity-candles", 3, 1, 100),
        in.integer(PREFIX + "deviation-candles", 20, 2, 500),
        in.decimal(PREFIX + "usual-deviation", "0.02", "0.000001", "1").doubleValue(),
        in.integer(PREFIX + "range-candles", 10, 1, 500),
        new Bounce(
            fraction(in, PREFIX + "bounce-distance", "0.002"),
            fraction(in, PREFIX + "bounce-wick", "0.001"),
            in.decimal(PREFIX + "bounce-min-rsi", "25", "0", "100").doubleValue(),
            in.decimal(PREFIX + "bounce-stop", "0.002", "0", "0.5").doubleValue()),
        new Reversion(
            fraction(in, PREFIX + "reversion-distance", "0.004"),
            in.decimal(PREFIX + "reversion-min-rsi", "70", "0", "100").doubleValue(),
            fraction(in, PREFIX + "reversion-min-position", "0.8"),
            fraction(in, PREFIX + "reversion-min-score", "0.6")),
        new Momentum(
            fraction(in, PREFIX + "momentum-move", "0.004"),
            fraction(in, PREFIX + "momentum-breakout", "0.0005"),
            in.decimal(PREFIX + "momentum-max-rsi", "80", "0", "100").doubleValue()),
        in.decimal(PREFIX + "take-profit", "0.003", "0.000001", "0.5").doubleValue(),
        in.decimal(PREFIX + "stop-loss", "0.002", "0.000001", "0.5").doubleValue());
  }

  /** Mean return a candle that MOMENTUM asks for. */
  double leastVelocity() {
    return momentum.move / velocityCandles;
  }
}
