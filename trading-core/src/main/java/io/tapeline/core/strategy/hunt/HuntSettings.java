package io.tapeline.core.strategy.hunt;

import static io.tapeline.core.strategy.minute.MinuteSettings.fraction;

import io.tapeline.core.indicator.SessionClock;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.strategy.minute.MinuteSettings;
import java.time.Duration;

/**
 * Settings of the stop hunt, {@code tapeline.hunt.*} (CATALOGUE S4-HUNT).
 *
 * @param lookback candles, the newest among them; the others give the reference range
 * @param book whether swept pools are looked for between candles, too
 * @param agreement within which both detectors agree
 * @param stopBeyond of the spike's extreme, a fraction of it
 * @param minTarget least distance of the target, a fraction of the entry
 * @param targetPerStop greatest, times that of the stop
 * @param maxStop farthest stop, a fraction of the entry
 */
public record HuntSettings(
    MinuteSettings minute,
    int lookback,
    int volumeCandles,
    Spike spike,
    boolean book,
    SessionClock.Mode sessions,
    Duration agreement,
    Pools pools,
    double stopBeyond,
    double minTarget,
    double targetPerStop,
    double maxStop) {

  /**
   * The candle detector.
   *
   * @param beyond least of the reference extreme, a fraction of it
   * @param volume least, times the mean of the candles before
   * @param wick least, a fraction of the close
   * @param rejection least from the extreme to the close, a fraction of the extreme
   */
  public record Spike(double beyond, double volume, double wick, double rejection) {}

  /**
   * The book detector.
   *
   * @param nearBps farthest of the middle from a pool to approach it
   * @param vacuum most depth beyond it, times its median
   * @param minZ least deviation of the delta for a run
   * @param goesOn least volume in the run's direction after its extreme, times the run's rate
   * @param stallBps a price that goes on by as much is not absorbed
   * @param replenished least size that absorbs, times the median
   * @param returnBps least way back inside the pool
   */
  public record Pools(
      double nearBps,
      double vacuum,
      double minZ,
      double goesOn,
      double stallBps,
      double replenished,
      double returnBps,
      Duration absorbWithin,
      Duration returnWithin,
      Duration within) {}

  private static final String PREFIX = "tapeline.hunt.";

  /** Reads {@code tapeline.hunt.*}. */
  public static HuntSettings read(SettingsReader in) {
    return new HuntSettings(
        MinuteSettings.read(in, PREFIX, new MinuteSettings.Defaults("1.0", "10", "2", "300")),
        in.integer(PREFIX + "lookback", 20, 3, 500),
        in.integer(PREFIX + "volume-candles", 10, 1, 500),
        new Spike(
            fraction(in, PREFIX + "spike", "0.002"),
            in.decimal(PREFIX + "min-volume-ratio", "1.5", "0", "1000").doubleValue(),
            fraction(in, PREFIX + "wick", "0.003"),
            fraction(in, PREFIX + "rejection", "0.003")),
        in.flag(PREFIX + "book", true),
        in.choice(PREFIX + "sessions", SessionClock.Mode.FIXED_UTC),
        in.seconds(PREFIX + "agreement-s", "60"),
        new Pools(
            number(in, "near-bps", "5"),
            number(in, "vacuum", "0.5"),
            number(in, "min-delta-z", "2.5"),
            number(in, "absorb-volume", "0.5"),
            number(in, "absorb-stall-bps", "2"),
            number(in, "absorb-replenished", "3"),
            number(in, "return-bps", "2"),
            in.seconds(PREFIX + "absorb-s", "10"),
            in.seconds(PREFIX + "return-s", "20"),
            in.seconds(PREFIX + "sequence-s", "30")),
        in.decimal(PREFIX + "stop-beyond", "0.001", "0", "0.5").doubleValue(),
        in.decimal(PREFIX + "min-target", "0.003", "0.000001", "0.5").doubleValue(),
        in.decimal(PREFIX + "target-per-stop", "1.5", "0", "1000").doubleValue(),
        in.decimal(PREFIX + "max-stop", "0.008", "0.000001", "0.5").doubleValue());
  }

  private static double number(SettingsReader in, String name, String byDefault) {
    return in.decimal(PREFIX + name, byDefault, "0", "1000").doubleValue();
  }
}
