package io.tapeline.core.strategy.hunt;

import static io.tapeline.core.indicator.Thresholds.atLeast;
import static io.tapeline.core.indicator.Thresholds.atMost;

import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One pool's way to being swept (CATALOGUE S4-HUNT, book detector).
 *
 * <table>
 * <caption>Moves</caption>
 * <tr><td>IDLE → APPROACH</td><td>the middle is near the pool and there is a vacuum beyond it</td></tr>
 * <tr><td>APPROACH → RUN</td><td>a trade through the pool, with delta and flow in its direction</td></tr>
 * <tr><td>RUN → ABSORB</td><td>volume goes on and the price does not, or the flow turns, or the best
 * price is replenished</td></tr>
 * <tr><td>ABSORB → RUN</td><td>the price goes on after all</td></tr>
 * <tr><td>ABSORB → IDLE</td><td>a trade back inside the pool: a {@link Sweep}</td></tr>
 * <tr><td>any → IDLE</td><td>a step took too long</td></tr>
 * </table>
 *
 * The thirty seconds of the whole count from the last moment at which the pool was approached;
 * volume that goes on is measured from the extreme on, after a second at the earliest.
 */
final class PoolWatch {

  private static final double BPS = 1e4;
  private static final double SECOND = EventTime.MICROS_PER_SECOND;

  /** How far it has come. */
  enum Step {
    IDLE,
    APPROACH,
    RUN,
    ABSORB
  }

  /**
   * What carries a trade through a pool.
   *
   * @param z deviation of the delta in its direction
   * @param rate volume in its direction, a second
   */
  record Run(double z, double rate) {}

  private final HuntSettings.Pools settings;
  private final StopPool pool;
  private final double level;
  private final int direction;
  private final Samples depths = new Samples();
  private Step step = Step.IDLE;
  private EventTime approached = new EventTime(0);
  private EventTime ranAt = new EventTime(0);
  private double vacuum;
  private Run run = new Run(0, 0);
  private Price extreme;
  private double mark;
  private EventTime markedAt = new EventTime(0);
  private double volumeSince;

  PoolWatch(HuntSettings.Pools settings, StopPool pool) {
    this.settings = settings;
    this.pool = pool;
    this.level = pool.price().value().doubleValue();
    this.direction = pool.run().sign();
    this.extreme = pool.price();
  }

  StopPool pool() {
    return pool;
  }

  Step step() {
    return step;
  }

  boolean isIdle() {
    return step == Step.IDLE;
  }

  /** Of the depth beyond the pool, where it is known. */
  Samples depths() {
    return depths;
  }

  void reset() {
    step = Step.IDLE;
  }

  /**
   * Takes a quote.
   *
   * @param beyond depth beyond the pool in parts of its median
   * @param top size at the best price the run takes, in parts of its median
   * @param flow order flow imbalance, above zero in the run's direction
   */
  void on(EventTime now, double mid, OptionalDouble beyond, OptionalDouble top, double flow) {
    expire(now);
    boolean near = atMost(Math.abs(mid - level) / level * BPS, settings.nearBps());
    switch (step) {
      case IDLE, APPROACH -> {
        if (near && beyond.isPresent() && atMost(beyond.getAsDouble(), settings.vacuum())) {
          step = Step.APPROACH;
          approached = now;
          vacuum = 1 - beyond.getAsDouble();
        }
      }
      case RUN -> {
        boolean replenished = top.isPresent() && atLeast(top.getAsDouble(), settings.replenished());
        if (flow < 0 || replenished) {
          step = Step.ABSORB;
        }
      }
      case ABSORB -> {}
    }
  }

  /**
   * Takes a trade; returns the sweep that it completes, null if it completes none.
   *
   * @param delta its size, below zero if it was sold
   * @param runs what is on in a direction, null if nothing is
   */
  @Nullable Sweep on(Tick tick, double delta, Function<Side, @Nullable Run> runs) {
    expire(tick.ts());
    double price = tick.price().value().doubleValue();
    switch (step) {
      case IDLE -> {}
      case APPROACH -> begin(tick, price, runs);
      case RUN, ABSORB -> {
        goOn(tick, price, delta);
        double back = direction * (level - price) / level * BPS;
        if (step == Step.ABSORB && atLeast(back, settings.returnBps())) {
          step = Step.IDLE;
          return Sweep.of(pool, extreme, tick.price(), vacuum, run.z, back);
        }
      }
    }
    return null;
  }

  private void begin(Tick tick, double price, Function<Side, @Nullable Run> runs) {
    if (direction * (price - level) <= 0) {
      return;
    }
    Run found = runs.apply(pool.run());
    if (found != null && atLeast(found.z, settings.minZ())) {
      step = Step.RUN;
      run = found;
      ranAt = tick.ts();
      extreme = tick.price();
      mark(tick.ts(), price);
    }
  }

  private void mark(EventTime now, double price) {
    mark = price;
    markedAt = now;
    volumeSince = 0;
  }

  private void goOn(Tick tick, double price, double delta) {
    if (direction * tick.price().compareTo(extreme) > 0) {
      extreme = tick.price();
    }
    if (atLeast(direction * (price - mark) / level * BPS, settings.stallBps())) {
      step = Step.RUN;
      mark(tick.ts(), price);
      return;
    }
    volumeSince += Math.max(0, direction * delta);
    double seconds = tick.ts().microsSince(markedAt) / SECOND;
    if (seconds >= 1 && atLeast(volumeSince / seconds, settings.goesOn() * run.rate)) {
      step = Step.ABSORB;
    }
  }

  private void expire(EventTime now) {
    boolean late =
        switch (step) {
          case IDLE -> false;
          case APPROACH -> isLater(now, approached, settings.within());
          case RUN ->
              isLater(now, approached, settings.within())
                  || isLater(now, markedAt, settings.absorbWithin())
                  || isLater(now, ranAt, settings.returnWithin());
          case ABSORB ->
              isLater(now, approached, settings.within())
                  || isLater(now, ranAt, settings.returnWithin());
        };
    if (late) {
      step = Step.IDLE;
    }
  }

  private static boolean isLater(EventTime now, EventTime from, Duration most) {
    return now.microsSince(from) > EventTime.micros(most);
  }
}
