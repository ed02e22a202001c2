package io.tapeline.core.sim;

import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A simulated market of some hours, boiled down to what its character is judged by. */
final class MarketSeconds {

  private static final EventTime START = new EventTime(1_700_000_000_000_000L);

  private final long seed;
  final int seconds;
  final double[] lastTrade;
  final double[] mid;
  final MomentumBursts bursts;
  final Map<Regime, Mean> spreadTicks = new EnumMap<>(Regime.class);
  final Map<Regime, Mean> touchLots = new EnumMap<>(Regime.class);
  final Map<Long, Integer> spreads = new TreeMap<>();

  /** +1 or -1 for each aggressing order that traded, however many fills it had. */
  final List<Double> signs = new ArrayList<>();

  int events;
  private double tradeNow = Double.NaN;
  private double midNow = Double.NaN;
  private long lastTradeMicros = -1;
  private int filled;

  MarketSeconds(long seed, int hours) {
    this.seed = seed;
    seconds = hours * 3600;
    lastTrade = new double[seconds];
    mid = new double[seconds];
    bursts = new MomentumBursts(seconds);
    Duration length = Duration.ofHours(hours);
    SimulatedMarket market =
        new SimulatedMarket(SimulationSettings.defaults(seed, START).withDuration(length));
    HiddenValue value = market.markets().getFirst().value();
    for (MarketEvent event = market.next(); event != null; event = market.next()) {
      take(event, value.regime());
    }
    fillTo(seconds);
  }

  @Override
  public String toString() {
    return "seed " + seed;
  }

  /** Changes of the middle per second, fractions. */
  double[] returns() {
    double[] returns = new double[seconds - 1];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = mid[i + 1] / mid[i] - 1;
    }
    return returns;
  }

  private void take(MarketEvent event, Regime regime) {
    events++;
    long micros = event.ts().microsSince(START);
    fillTo((int) (micros / EventTime.MICROS_PER_SECOND));
    switch (event) {
      case Tick tick -> take(tick, micros);
      case Quote quote -> take(quote, regime);
      default -> {}
    }
  }

  private void take(Tick tick, long micros) {
    tradeNow = tick.price().value().doubleValue();
    bursts.onTrade(micros, tradeNow, tick.size().value().doubleValue());
    if (micros != lastTradeMicros) {
      signs.add(tick.aggressor() == Aggressor.BUY ? 1.0 : -1.0);
    }
    lastTradeMicros = micros;
  }

  private void take(Quote quote, Regime regime) {
    midNow = quote.mid().doubleValue();
    long ticks = Math.round(quote.spread().doubleValue() / 0.1);
    spreads.merge(ticks, 1, Integer::sum);
    spreadTicks.computeIfAbsent(regime, r -> new Mean()).add((double) ticks);
    double lots = Objects.requireNonNull(quote.bidSize()).value().doubleValue() / 0.001;
    touchLots.computeIfAbsent(regime, r -> new Mean()).add(lots);
  }

  private void fillTo(int second) {
    while (filled < second) {
      lastTrade[filled] = tradeNow;
      mid[filled] = midNow;
      filled++;
    }
  }

  /** A running mean. */
  static final class Mean {

    private double sum;
    private long count;

    void add(double value) {
      sum += value;
      count++;
    }

    double value() {
      return sum / count;
    }
  }
}
