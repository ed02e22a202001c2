package io.tapeline.core.plan.scalp;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.plan.scalp.ScalpLimits.Range;
import io.tapeline.core.plan.scalp.ScalpOptions.Levels;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Entry, stop and target of a setup (S3-IDEA), on the tick grid: the stop rounded towards the
 * entry, the target away from it, unless that leads out of its range.
 *
 * @param entry ask of a BUY, bid of a SELL
 * @param planned whether stop and target are the author's
 * @param extreme what the stop is to lie beyond; of the author's levels their stop
 * @param rawStop the stop before it was brought into its range and rounded
 * @param pulledIn how far that brought the stop inside of the extreme, zero or more
 * @param mostPulledIn how far it may be
 */
public record ScalpIdea(
    Side side,
    Price entry,
    Price stop,
    Price target,
    boolean planned,
    Price extreme,
    BigDecimal rawStop,
    BigDecimal pulledIn,
    BigDecimal mostPulledIn) {

  private static final BigDecimal BEYOND = new BigDecimal("0.1");
  private static final BigDecimal TO_STOP = new BigDecimal("1.8");
  private static final BigDecimal MOST_PULLED_IN = new BigDecimal("0.25");

  /**
   * What an idea is made of.
   *
   * @param extreme of the trigger: lowest price of a BUY, highest of a SELL
   * @param spread ask less bid
   */
  record Setup(Side side, Price entry, Price extreme, double atr1, BigDecimal spread) {}

  /** From entry to stop, in price units. */
  public BigDecimal stopDistance() {
    return entry.minus(stop).abs();
  }

  /** From entry to target, in price units. */
  public BigDecimal targetDistance() {
    return target.minus(entry).abs();
  }

  /** Whether the stop lies so far inside of the extreme that it protects nothing. */
  public boolean isStopTooWide() {
    return pulledIn.compareTo(mostPulledIn) > 0;
  }

  /** Whether the tick grid left no distance within the ranges. */
  public boolean isTickTooCoarse(ScalpLimits limits) {
    return !limits.stop().holds(stopDistance()) || !limits.target().holds(targetDistance());
  }

  /**
   * The trade of a setup; null where a stop or target would not be above zero.
   *
   * @param levels the author's, taken if they are on their sides and in their ranges
   */
  static @Nullable ScalpIdea of(
      Setup setup, ScalpLimits limits, Instrument instrument, @Nullable Levels levels) {
    BigDecimal atr1 = new BigDecimal(setup.atr1(), MathContext.DECIMAL64);
    BigDecimal mostPulledIn = atr1.multiply(MOST_PULLED_IN);
    if (levels != null && isValid(levels, setup, limits)) {
      BigDecimal raw = levels.stop().value();
      return new ScalpIdea(
          setup.side(),
          setup.entry(),
          levels.stop(),
          levels.target(),
          true,
          levels.stop(),
          raw,
          BigDecimal.ZERO,
          mostPulledIn);
    }
    BigDecimal far = limits.stop().most().max(limits.target().most());
    if (setup.entry().value().compareTo(far.add(instrument.tickSize())) <= 0) {
      return null;
    }
    BigDecimal sign = BigDecimal.valueOf(setup.side().sign());
    BigDecimal beyond = atr1.multiply(BEYOND).add(setup.spread());
    BigDecimal raw = setup.extreme().value().subtract(sign.multiply(beyond));
    BigDecimal distance = setup.entry().value().subtract(raw).multiply(sign);
    BigDecimal held = limits.stop().clamp(distance);
    BigDecimal aim = limits.target().clamp(held.multiply(TO_STOP));
    Price stop = onTick(setup, instrument, held.multiply(sign).negate(), limits.stop(), false);
    Price target = onTick(setup, instrument, aim.multiply(sign), limits.target(), true);
    BigDecimal inside =
        setup.entry().value().subtract(sign.multiply(held)).subtract(setup.extreme().value());
    return new ScalpIdea(
        setup.side(),
        setup.entry(),
        stop,
        target,
        false,
        setup.extreme(),
        raw,
        inside.multiply(sign).max(BigDecimal.ZERO),
        mostPulledIn);
  }

  private static boolean isValid(Levels levels, Setup setup, ScalpLimits limits) {
    BigDecimal sign = BigDecimal.valueOf(setup.side().sign());
    return limits.stop().holds(setup.entry().minus(levels.stop()).multiply(sign))
        && limits.target().holds(levels.target().minus(setup.entry()).multiply(sign));
  }

  /**
   * The tick at a distance from the entry.
   *
   * @param move distance with its sign
   * @param away whether to round away from the entry, as long as that stays in the range
   */
  private static Price onTick(
      Setup setup, Instrument instrument, BigDecimal move, Range range, boolean away) {
    BigDecimal raw = setup.entry().value().add(move);
    boolean up = away == move.signum() > 0;
    Price first = up ? instrument.ceilToTick(raw) : instrument.floorToTick(raw);
    if (range.holds(first.minus(setup.entry()).abs())) {
      return first;
    }
    Price other = up ? instrument.floorToTick(raw) : instrument.ceilToTick(raw);
    return range.holds(other.minus(setup.entry()).abs()) ? other : first;
  }
}
