package io.tapeline.core.strategy.hunt;

import io.tapeline.core.indicator.CumulativeDelta;
import io.tapeline.core.indicator.OrderFlowImbalance;
import io.tapeline.core.indicator.TradingDay;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.time.EventTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The book detector: follows the pools near the market through APPROACH, RUN, ABSORB and RETURN
 * ({@link PoolWatch}), by trades and quotes and by what rests beyond a pool.
 *
 * <p>Where the depth beyond a pool is not known, the size at the best price on the run's side
 * stands in for it, against its own median: then the vacuum of step 1 is that of the best price
 * alone, which is a weaker sign. Without sizes in the quotes no pool is ever approached. Medians
 * and the spread of the deltas are of the last ten minutes and need five.
 */
final class BookDetector {

  private static final double DEPTH_BPS = 10;
  private static final long STEP = EventTime.micros(Samples.STEP);
  private static final long MOST_STEPS = Samples.WINDOW.dividedBy(Samples.STEP);

  private final HuntSettings.Pools settings;
  private final RestingDepth depth;
  private final CumulativeDelta signs;
  private final OrderFlowImbalance flow = new OrderFlowImbalance(OrderFlowImbalance.USUAL);
  private final TradedVolumes volumes = new TradedVolumes();
  private final Samples deltas = new Samples();
  private final Map<Side, Samples> tops = new EnumMap<>(Side.class);
  private final List<PoolWatch> watches = new ArrayList<>();
  private @Nullable Quote quote;
  private double slotDelta;
  private long slot = Long.MIN_VALUE;

  BookDetector(HuntSettings.Pools settings, TradingDay day, RestingDepth depth) {
    this.settings = settings;
    this.depth = depth;
    this.signs = new CumulativeDelta(day);
    for (Side side : Side.values()) {
      tops.put(side, new Samples());
    }
  }

  /** These are watched from now on, and those whose run has begun until it is over. */
  void watch(List<StopPool> pools) {
    watches.removeIf(each -> each.isIdle() && !pools.contains(each.pool()));
    for (StopPool pool : pools) {
      if (watches.stream().noneMatch(each -> each.pool().equals(pool))) {
        watches.add(new PoolWatch(settings, pool));
      }
    }
  }

  /** Events may be missing: everything begins anew. */
  void restart() {
    watches.forEach(PoolWatch::reset);
    watches.forEach(each -> each.depths().clear());
    flow.restart();
    volumes.clear();
    deltas.clear();
    tops.values().forEach(Samples::clear);
    quote = null;
    slot = Long.MIN_VALUE;
    slotDelta = 0;
  }

  /** Takes a trade; returns the sweep that it completes, null if it completes none. */
  @Nullable Sweep on(Tick tick) {
    passTime(tick.ts());
    signs.take(tick);
    CumulativeDelta.Delta signed = signs.reading().orNull();
    double delta = signed == null ? 0 : signed.delta().doubleValue();
    volumes.add(tick.ts(), delta);
    slotDelta += delta;
    flow.passTime(tick.ts());
    Sweep best = null;
    for (PoolWatch watch : watches) {
      Sweep sweep = watch.on(tick, delta, this::runOf);
      if (sweep != null && (best == null || sweep.score() > best.score())) {
        best = sweep;
      }
    }
    return best;
  }

  /** The run that is on in a direction; null if the deltas or the flow do not say so. */
  private PoolWatch.@Nullable Run runOf(Side direction) {
    OrderFlowImbalance.Flow now = flow.reading().orNull();
    OptionalDouble z = deltas.deviationsOf(volumes.delta());
    if (now == null || z.isEmpty() || direction.sign() * now.ofi() <= 0) {
      return null;
    }
    return new PoolWatch.Run(direction.sign() * z.getAsDouble(), volumes.rate(direction));
  }

  void on(Quote now) {
    passTime(now.ts());
    quote = now;
    flow.take(now);
    OrderFlowImbalance.Flow imbalance = flow.reading().orNull();
    double mid = now.mid().doubleValue();
    for (PoolWatch watch : watches) {
      Side run = watch.pool().run();
      OptionalDouble relative = relative(sizeAt(now, run), top(run));
      OptionalDouble resting = depth.beyond(watch.pool(), DEPTH_BPS);
      OptionalDouble beyond = resting.isPresent() ? relative(resting, watch.depths()) : relative;
      double signedFlow = imbalance == null ? 0 : run.sign() * imbalance.ofi();
      watch.on(now.ts(), mid, beyond, relative, signedFlow);
    }
  }

  private Samples top(Side side) {
    Samples samples = tops.get(side);
    if (samples == null) {
      throw new IllegalStateException("no samples of " + side);
    }
    return samples;
  }

  /** Displayed size at the best price that a run in this direction takes. */
  private static OptionalDouble sizeAt(Quote quote, Side run) {
    Quantity size = quote.oppositeSize(run);
    return size == null ? OptionalDouble.empty() : OptionalDouble.of(size.value().doubleValue());
  }

  private static OptionalDouble relative(OptionalDouble value, Samples samples) {
    OptionalDouble median = samples.median();
    return value.isEmpty() || median.isEmpty() || median.getAsDouble() <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(value.getAsDouble() / median.getAsDouble());
  }

  /** Each five seconds what was there at their end is added to the samples. */
  private void passTime(EventTime now) {
    long current = Math.floorDiv(now.micros(), STEP);
    if (slot == Long.MIN_VALUE) {
      slot = current;
    }
    long oldest = current - MOST_STEPS;
    for (slot = Math.max(slot, oldest); slot < current; slot++) {
      deltas.add(slotDelta);
      slotDelta = 0;
      sample();
    }
  }

  private void sample() {
    Quote last = quote;
    if (last == null) {
      return;
    }
    for (Side side : Side.values()) {
      sizeAt(last, side).ifPresent(top(side)::add);
    }
    for (PoolWatch watch : watches) {
      depth.beyond(watch.pool(), DEPTH_BPS).ifPresent(watch.depths()::add);
    }
  }

  /** Each pool that is more than watched, with what it has come to. */
  List<Condition> conditions() {
    return watches.stream()
        .filter(each -> !each.isIdle())
        .map(each -> new Condition("pool " + each.pool(), each.step().name(), "RETURN", false))
        .toList();
  }
}
