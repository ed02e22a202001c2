package io.tapeline.core.sim;

import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a {@link SimulatedMarket} depends on: equal settings give equal events.
 *
 * @param instruments what is traded; each its own market, no symbol twice
 * @param seed the source of all chance
 * @param start event time of the first event
 * @param duration event time after which the feed ends, null for no such end
 * @param maxEvents number of events after which the feed ends, null for no such end
 * @param heartbeat silence of an instrument after which a heartbeat is given
 * @param booksPerSecond depth updates per second and instrument at most; zero for none
 * @param rates how often traders act
 * @param regimes what each regime is like; all of them
 */
public record SimulationSettings(
    List<SimulatedInstrument> instruments,
    long seed,
    EventTime start,
    @Nullable Duration duration,
    @Nullable Long maxEvents,
    Duration heartbeat,
    int booksPerSecond,
    ArrivalRates rates,
    Map<Regime, RegimeSettings> regimes) {

  private static final int MAX_BOOKS_PER_SECOND = 1000;

  public SimulationSettings {
    instruments = List.copyOf(instruments);
    SimulatedInstrument.requireSome(instruments);
    Checks.require(
        duration == null || duration.isPositive(), "duration must be above zero, is %s", duration);
    Checks.require(
        maxEvents == null || maxEvents > 0, "maxEvents must be above zero, is %s", maxEvents);
    Checks.require(
        heartbeat.compareTo(Duration.ofMillis(1)) >= 0,
        "heartbeat must be at least a millisecond, is %s",
        heartbeat);
    Checks.require(
        booksPerSecond >= 0 && booksPerSecond <= MAX_BOOKS_PER_SECOND,
        "booksPerSecond must be from 0 to " + MAX_BOOKS_PER_SECOND + ", is %s",
        booksPerSecond);
    regimes = Map.copyOf(regimes);
    requireComplete(regimes);
  }

  /** One BTCUSDT-like market without end and without depth updates. */
  public static SimulationSettings defaults(long seed, EventTime start) {
    return new SimulationSettings(
        List.of(SimulatedInstrument.btcUsdt()),
        seed,
        start,
        null,
        null,
        Duration.ofSeconds(1),
        0,
        ArrivalRates.DEFAULT,
        defaultRegimes());
  }

  /** Mostly quiet, with a burst every five minutes or so. */
  public static Map<Regime, RegimeSettings> defaultRegimes() {
    Map<Regime, RegimeSettings> regimes = new EnumMap<>(Regime.class);
    RegimeSettings trend = new RegimeSettings(Duration.ofSeconds(40), 0.15, 0.25, 0.15, 1.4);
    regimes.put(Regime.QUIET, new RegimeSettings(Duration.ofSeconds(60), 0.40, 0.12, 0, 1));
    regimes.put(Regime.TRENDING_UP, trend);
    regimes.put(Regime.TRENDING_DOWN, trend);
    regimes.put(Regime.BURST, new RegimeSettings(Duration.ofSeconds(3), 0.15, 0.8, 4, 3));
    regimes.put(Regime.VOLATILE, new RegimeSettings(Duration.ofSeconds(50), 0.15, 1.3, 0, 2));
    return regimes;
  }

  public SimulationSettings withInstruments(List<SimulatedInstrument> traded) {
    return new SimulationSettings(
        traded, seed, start, duration, maxEvents, heartbeat, booksPerSecond, rates, regimes);
  }

  /** The same market, ending after this much event time. */
  public SimulationSettings withDuration(Duration length) {
    return new SimulationSettings(
        instruments, seed, start, length, maxEvents, heartbeat, booksPerSecond, rates, regimes);
  }

  /** The same market, ending after this many events. */
  public SimulationSettings withMaxEvents(long events) {
    return new SimulationSettings(
        instruments, seed, start, duration, events, heartbeat, booksPerSecond, rates, regimes);
  }

  public SimulationSettings withHeartbeat(Duration silence) {
    return new SimulationSettings(
        instruments, seed, start, duration, maxEvents, silence, booksPerSecond, rates, regimes);
  }

  /** The same market with at most this many depth updates per second and instrument. */
  public SimulationSettings withBooksPerSecond(int updates) {
    return new SimulationSettings(
        instruments, seed, start, duration, maxEvents, heartbeat, updates, rates, regimes);
  }

  public SimulationSettings withRates(ArrivalRates arrivals) {
    return new SimulationSettings(
        instruments,
        seed,
        start,
        duration,
        maxEvents,
        heartbeat,
        booksPerSecond,
        arrivals,
        regimes);
  }

  public SimulationSettings withRegimes(Map<Regime, RegimeSettings> spells) {
    return new SimulationSettings(
        instruments, seed, start, duration, maxEvents, heartbeat, booksPerSecond, rates, spells);
  }

  private static void requireComplete(Map<Regime, RegimeSettings> regimes) {
    long possible = 0;
    for (Regime regime : Regime.values()) {
      RegimeSettings settings = regimes.get(regime);
      if (settings == null) {
        throw new IllegalArgumentException("regimes must describe " + regime);
      }
      possible += settings.weight() > 0 ? 1 : 0;
    }
    Checks.require(
        possible > 0, "regimes with a weight above zero: at least one, are %s", possible);
  }
}
