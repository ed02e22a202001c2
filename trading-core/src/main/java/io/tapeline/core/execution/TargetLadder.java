package io.tapeline.core.execution;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The targets of a position, nearest first; each is met once, by the exit-side quote. */
final class TargetLadder {

  private final Side side;
  private final List<Target> targets;
  private final Instrument instrument;
  private int met;
  private @Nullable Level pricedLevel;
  private @Nullable Price pricedFor;
  private @Nullable Price priced;

  TargetLadder(Side side, ExitPlan plan, Instrument instrument) {
    this.side = side;
    this.targets = plan.targets();
    this.instrument = instrument;
  }

  /** So many are met by the closing orders sent so far. */
  void met(int count) {
    met = Math.max(met, count);
  }

  int met() {
    return met;
  }

  int left() {
    return targets.size() - met;
  }

  /** Price of the next target so long after the first fill, null if none is left. */
  @Nullable Price next(Price average, Duration held) {
    return left() == 0 ? null : price(met, average, held);
  }

  /** How many are met once this quote is counted. */
  int metWith(Quote quote, Price average, Duration held) {
    Price exit = quote.oppositeTouch(side.opposite());
    int count = met;
    while (count < targets.size() && isReached(exit, price(count, average, held))) {
      count++;
    }
    return count;
  }

  private boolean isReached(Price exit, Price target) {
    return side == Side.BUY ? !exit.isBelow(target) : !exit.isAbove(target);
  }

  /** Share of the quantity opened that the first so many targets close. */
  BigDecimal share(int count) {
    return targets.subList(0, count).stream()
        .map(Target::share)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Price price(int index, Price average, Duration held) {
    Level level = targets.get(index).levelAt(held);
    if (index > met) {
      return ExitPlan.targetPrice(level, side, average, instrument);
    }
    Price known = priced;
    if (known == null || !level.equals(pricedLevel) || !average.equals(pricedFor)) {
      known = ExitPlan.targetPrice(level, side, average, instrument);
      priced = known;
      pricedLevel = level;
      pricedFor = average;
    }
    return known;
  }
}
