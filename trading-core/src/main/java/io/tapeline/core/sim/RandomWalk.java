package io.tapeline.core.sim;

import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Trades at an even pace, each instrument's price a random walk with a quote around it. No market
 * stands behind it, unlike {@link SimulatedMarket}: it is what a mock feed needs, a price that
 * moves.
 *
 * <p>Equal arguments give equal ticks, and an instrument's prices do not depend on which others
 * there are. At each moment every instrument trades once, in the order given. There is no end.
 */
public final class RandomWalk {

  /**
   * A trade in the middle of a quote; both have the same origin.
   *
   * @param trade with an unknown aggressor
   * @param quote without displayed sizes
   */
  public record Step(Tick trade, Quote quote) {}

  private final List<Walker> walkers;
  private final EventTime start;
  private final BigDecimal perSecond;
  private long taken;

  /**
   * @param perSecond trades per second of each instrument, above zero
   * @throws IllegalArgumentException if no instrument is given, one is given twice, or the rate is
   *     not above zero
   */
  public RandomWalk(
      List<SimulatedInstrument> instruments, long seed, EventTime start, BigDecimal perSecond) {
    SimulatedInstrument.requireSome(instruments);
    Checks.require(perSecond.signum() > 0, "perSecond must be above zero, is %s", perSecond);
    double seconds = 1 / perSecond.doubleValue();
    this.walkers =
        instruments.stream()
            .map(
                instrument ->
                    new Walker(
                        instrument,
                        new SeededRandom(SeededRandom.seedOf(seed, instrument.symbol().value())),
                        seconds))
            .toList();
    this.start = start;
    this.perSecond = perSecond;
  }

  /** The next trade, and the quote it is in the middle of. */
  public Step next() {
    Walker walker = walkers.get((int) (taken % walkers.size()));
    Origin origin = new Origin(taken + 1, time(taken / walkers.size()));
    taken++;
    return walker.step(origin);
  }

  private EventTime time(long moment) {
    BigDecimal micros =
        BigDecimal.valueOf(moment)
            .multiply(BigDecimal.valueOf(EventTime.MICROS_PER_SECOND))
            .divide(perSecond, 0, RoundingMode.FLOOR);
    return new EventTime(start.micros() + micros.longValueExact());
  }

  /** One instrument's walk. */
  private static final class Walker {

    private static final double BPS_PER_ROOT_SECOND = 1.5;
    private static final double HALF_SPREAD_BPS = 0.5;
    private static final double WIDE_SPREADS = 0.1;
    private static final double BPS = 1e-4;

    /** The walk stays between a quarter and four times of where it began. */
    private static final double WIDEST = 4;

    private final SimulatedInstrument instrument;
    private final SeededRandom random;
    private final double deviation;
    private double ticks;
    private boolean moved;

    Walker(SimulatedInstrument instrument, SeededRandom random, double seconds) {
      this.instrument = instrument;
      this.random = random;
      this.deviation = BPS_PER_ROOT_SECOND * BPS * Math.sqrt(seconds);
      this.ticks = instrument.startTicks();
    }

    Step step(Origin origin) {
      if (moved) {
        double home = instrument.startTicks();
        ticks += ticks * deviation * random.gaussian();
        ticks = Math.clamp(ticks, home / WIDEST, home * WIDEST);
      }
      moved = true;
      long price = Math.round(ticks);
      long half = Math.max(1, Math.round(price * HALF_SPREAD_BPS * BPS));
      if (random.chance(WIDE_SPREADS)) {
        half *= 2;
      }
      double typicalLots = instrument.typicalLots();
      long lots = 1 + (long) random.exponential(typicalLots);
      return new Step(
          new Tick(
              origin,
              instrument.symbol(),
              instrument.price(price),
              instrument.quantity(lots),
              Aggressor.UNKNOWN),
          new Quote(
              origin,
              instrument.symbol(),
              instrument.price(price - half),
              null,
              instrument.price(price + half),
              null));
    }
  }
}
