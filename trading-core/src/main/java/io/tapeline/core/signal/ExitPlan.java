package io.tapeline.core.signal;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * How a position is to be left. It travels from the signal to the position, so that execution needs
 * no strategy settings.
 *
 * @param targets nearest first; empty: the position leaves by its stop or its time
 * @param breakEvenAfterFirst whether the stop goes to the entry plus the round trip's costs once
 *     the first target was met
 * @param minHold from the first fill: no target and no expiry before (S0-FIB)
 * @param timeStop longest time in the position, from the first fill
 * @param expires whether leaving by time is called EXPIRY, which waits for minHold, not TIME
 * @param flatCandles exit after so many flat one-second candles in a row, 0 for never
 * @param flatThreshold a candle is flat if its close moved strictly less than this fraction
 * @param adverseCandle exit on a closed one-minute candle after the entry's own against the
 *     position and beyond its entry (S3-ADVERSE)
 */
public record ExitPlan(
    Level stop,
    List<Target> targets,
    Trailing trailing,
    boolean breakEvenAfterFirst,
    Duration minHold,
    Duration timeStop,
    boolean expires,
    int flatCandles,
    BigDecimal flatThreshold,
    boolean adverseCandle) {

  public ExitPlan {
    targets = List.copyOf(targets);
    BigDecimal shares =
        targets.stream().map(Target::share).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (shares.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("targets close " + shares + " of the position");
    }
  }

  /**
   * One stop and one target for all of it, and a longest time.
   *
   * @param stopFraction distance of the stop from the entry fill, a fraction of it, above zero
   * @param targetFraction distance of the target from the entry fill, a fraction of it, above zero
   */
  public ExitPlan(
      BigDecimal stopFraction,
      BigDecimal targetFraction,
      Duration timeStop,
      int flatCandles,
      BigDecimal flatThreshold) {
    this(
        new Level.Away(stopFraction),
        List.of(Target.whole(new Level.Away(targetFraction))),
        Trailing.NONE,
        false,
        Duration.ZERO,
        timeStop,
        false,
        flatCandles,
        flatThreshold,
        false);
  }

  /** One stop and one target at levels, and a longest time. */
  public static ExitPlan of(Level stop, Level target, Duration timeStop) {
    return new ExitPlan(
        stop,
        List.of(Target.whole(target)),
        Trailing.NONE,
        false,
        Duration.ZERO,
        timeStop,
        false,
        0,
        BigDecimal.ZERO,
        false);
  }

  /** Stop for an entry at this price, rounded toward the entry (CATALOGUE 1.1). */
  public Price stopFor(Side entrySide, Price entry, Instrument instrument) {
    BigDecimal raw = stop.against(entrySide, entry);
    return entrySide == Side.BUY ? instrument.ceilToTick(raw) : instrument.floorToTick(raw);
  }

  /**
   * First target for an entry at this price, rounded away from the entry (CATALOGUE 1.1); the entry
   * itself if there is none.
   */
  public Price targetFor(Side entrySide, Price entry, Instrument instrument) {
    return targets.isEmpty()
        ? entry
        : targetPrice(targets.getFirst().level(), entrySide, entry, instrument);
  }

  /** A target's price for an entry at this price, rounded away from the entry. */
  public static Price targetPrice(Level level, Side entrySide, Price entry, Instrument instrument) {
    BigDecimal raw = level.inFavour(entrySide, entry);
    return entrySide == Side.BUY ? instrument.ceilToTick(raw) : instrument.floorToTick(raw);
  }

  /** Distance of the stop from an entry at this price, a fraction of it. */
  public BigDecimal stopFraction(Price entry) {
    return stop.distanceFrom(entry);
  }

  /** Distance of the first target from an entry at this price, a fraction of it; 0 if none. */
  public BigDecimal targetFraction(Price entry) {
    return targets.isEmpty() ? BigDecimal.ZERO : targets.getFirst().level().distanceFrom(entry);
  }
}
