package io.tapeline.core.sim;

import io.tapeline.core.money.Side;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the instrument is really worth, which only informed traders know: a random walk whose
 * volatility and drift change with the regime.
 *
 * <p>Regimes follow each other as a semi-Markov chain: the next one is drawn by weight among the
 * others, its length, when it begins, evenly between half and one and a half of its mean. The value
 * is an opinion in fractions of a tick and never a price.
 */
final class HiddenValue {

  private static final double MICROS = 1e6;

  /** Pulls the value home over a day, so that an endless market stays near its start. */
  private static final double HOME_SECONDS = 86_400;

  private static final double WIDEST = 4;

  private final Map<Regime, RegimeSettings> regimes;
  private final SeededRandom random;
  private final double home;
  private double ticks;
  private Regime regime = Regime.QUIET;
  private Side direction = Side.BUY;
  private long regimeEndMicros;
  private double regimeMicros;

  HiddenValue(
      Map<Regime, RegimeSettings> regimes, SeededRandom random, long startTicks, long startMicros) {
    this.regimes = regimes;
    this.random = random;
    this.home = startTicks;
    this.ticks = startTicks;
    enter(draw(null), startMicros);
  }

  double ticks() {
    return ticks;
  }

  Regime regime() {
    return regime;
  }

  double activity() {
    return settings().activity();
  }

  /** When the present regime ends. */
  long regimeEndMicros() {
    return regimeEndMicros;
  }

  /** Moves the value by what a stretch of event time brings. */
  void elapse(long micros, long nowMicros) {
    RegimeSettings now = settings();
    double seconds = micros / MICROS;
    double bps =
        drift(nowMicros) * direction.sign() * seconds
            + now.volatilityBps() * Math.sqrt(seconds) * random.gaussian();
    ticks += ticks * bps / 10_000 + (home - ticks) * seconds / HOME_SECONDS;
    ticks = Math.clamp(ticks, home / WIDEST, home * WIDEST);
  }

  /** Steady in a trend; news runs twice as fast at first, and out of breath at its end. */
  private double drift(long nowMicros) {
    double left = (regimeEndMicros - nowMicros) / regimeMicros;
    return settings().driftBps() * (regime == Regime.BURST ? 2 * left : 1);
  }

  /** Begins the next regime. */
  void change(long nowMicros) {
    enter(draw(regime), nowMicros);
  }

  private void enter(Regime next, long nowMicros) {
    regime = next;
    direction =
        switch (next) {
          case TRENDING_UP -> Side.BUY;
          case TRENDING_DOWN -> Side.SELL;
          case BURST, QUIET, VOLATILE -> random.chance(0.5) ? Side.BUY : Side.SELL;
        };
    double mean = settings().meanDuration().toNanos() / 1000.0;
    regimeMicros = mean * random.between(0.5, 1.5);
    regimeEndMicros = nowMicros + (long) regimeMicros;
  }

  private Regime draw(@Nullable Regime without) {
    double total = 0;
    for (Regime candidate : Regime.values()) {
      total += candidate == without ? 0 : weight(candidate);
    }
    double mark = random.unit() * total;
    for (Regime candidate : Regime.values()) {
      double weight = candidate == without ? 0 : weight(candidate);
      if (mark < weight) {
        return candidate;
      }
      mark -= weight;
    }
    return without == null ? Regime.QUIET : without;
  }

  private double weight(Regime candidate) {
    return settings(candidate).weight();
  }

  private RegimeSettings settings() {
    return settings(regime);
  }

  private RegimeSettings settings(Regime wanted) {
    return Objects.requireNonNull(regimes.get(wanted));
  }
}
