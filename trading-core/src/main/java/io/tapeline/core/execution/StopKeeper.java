package io.tapeline.core.execution;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Trailing;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The stop of a position (CATALOGUE TM-TRAIL, R-STOP-MONOTONE): it follows the market as the plan
 * says and only tightens. It is rounded toward the entry.
 */
final class StopKeeper {

  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final Side side;
  private final ExitPlan plan;
  private final Instrument instrument;
  private @Nullable Price first;
  private @Nullable Price current;
  private boolean follows;
  private boolean badFill;

  StopKeeper(Side side, ExitPlan plan, Instrument instrument) {
    this.side = side;
    this.plan = plan;
    this.instrument = instrument;
  }

  /**
   * Another opening fill.
   *
   * @param average entry price of all so far
   * @param quote the newest, null if there was none
   */
  void onEntry(Price average, @Nullable Quote quote) {
    Price wanted = plan.stopFor(side, average, instrument);
    if (!wanted.equals(average)) {
      first = tighter(first, wanted);
      current = tighter(current, wanted);
    }
    badFill = plan.stop() instanceof Level.At && isTooNear(average, quote);
  }

  /** S3-EXEC: the fill left less than two spreads to a stop that does not move with it. */
  private boolean isTooNear(Price average, @Nullable Quote quote) {
    Price stop = first;
    if (stop == null || quote == null) {
      return false;
    }
    return inFavour(average.minus(stop)).compareTo(twoSpreads(quote)) < 0;
  }

  /** Follows the exit-side quote once the profit has been enough. */
  void onQuote(Quote quote, Price average) {
    Price stop = current;
    Price initial = first;
    if (plan.trailing() instanceof Trailing.None || stop == null || initial == null) {
      return;
    }
    Price exit = quote.oppositeTouch(side.opposite());
    BigDecimal unit =
        plan.trailing() instanceof Trailing.RatioAtr
            ? average.minus(initial).abs()
            : average.value();
    follows |= inFavour(exit.minus(average)).compareTo(activation().multiply(unit)) >= 0;
    if (follows) {
      BigDecimal raw = exit.value().subtract(inFavour(distance(unit).max(twoSpreads(quote))));
      if (raw.signum() > 0) {
        current = tighter(stop, rounded(raw));
      }
    }
  }

  private BigDecimal activation() {
    return switch (plan.trailing()) {
      case Trailing.None _ -> BigDecimal.ZERO;
      case Trailing.PercentStep step -> step.activateAt();
      case Trailing.RatioAtr ratio -> ratio.activateAtR();
    };
  }

  /**
   * Wanted distance from the exit-side quote, price units.
   *
   * @param unit the entry for a percentage, R for a ratio
   */
  private BigDecimal distance(BigDecimal unit) {
    return switch (plan.trailing()) {
      case Trailing.None _ -> BigDecimal.ZERO;
      case Trailing.PercentStep step -> step.distance().multiply(unit);
      case Trailing.RatioAtr ratio ->
          ratio.distance().signum() > 0 ? ratio.distance() : unit.multiply(HALF);
    };
  }

  /** S0-PARTIAL: the stop is at least where leaving pays for both ways, so much per unit. */
  void breakEven(Price average, BigDecimal costPerUnit) {
    Price stop = current;
    BigDecimal raw = average.value().add(inFavour(costPerUnit));
    if (stop != null && raw.signum() > 0) {
      current = tighter(stop, rounded(raw));
    }
  }

  private Price rounded(BigDecimal raw) {
    return side == Side.BUY ? instrument.ceilToTick(raw) : instrument.floorToTick(raw);
  }

  private BigDecimal inFavour(BigDecimal difference) {
    return side == Side.BUY ? difference : difference.negate();
  }

  private static BigDecimal twoSpreads(Quote quote) {
    return quote.spread().multiply(BigDecimal.TWO);
  }

  private Price tighter(@Nullable Price a, Price b) {
    if (a == null) {
      return b;
    }
    boolean keep = side == Side.BUY ? a.isAbove(b) : a.isBelow(b);
    return keep ? a : b;
  }

  /** Where the stop is, null if none could be set. */
  @Nullable Price current() {
    return current;
  }

  /** Where it was by the entry alone, for R. */
  @Nullable Price first() {
    return first;
  }

  /** True if the entry filled where the stop makes no sense any more. */
  boolean isBadFill() {
    return badFill;
  }

  /** SL where it was first, TRAIL once it has moved. */
  ExitReason reason() {
    Price stop = current;
    return stop == null || stop.equals(first) ? ExitReason.SL : ExitReason.TRAIL;
  }
}
