package io.tapeline.core.sim;

import io.tapeline.core.time.EventTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The market of one instrument: a clock that jumps from one arrival to the next, with exponential
 * waits at the sum of all traders' rates, each arrival falling to a kind of trader by its share.
 */
final class InstrumentMarket {

  private static final double MICROS = 1e6;

  /** Longest wait between two looks at the market, so that rates follow the value. */
  private static final long LONGEST_WAIT_MICROS = 250_000;

  private final OrderBook book = new OrderBook();
  private final SeededRandom random;
  private final HiddenValue value;
  private final FairValue fair;
  private final MarketMakers makers;
  private final List<Agent> agents = new ArrayList<>();
  private final double[] rates;
  private final Publisher publisher;
  private final long heartbeatMicros;
  private boolean opened;
  private long nowMicros;
  private long nextMicros;
  private boolean arrival;
  private double totalRate;

  InstrumentMarket(SimulatedInstrument instrument, SimulationSettings settings, EventQueue out) {
    random = new SeededRandom(SeededRandom.seedOf(settings.seed(), instrument.symbol().value()));
    nowMicros = settings.start().micros();
    nextMicros = nowMicros;
    heartbeatMicros = EventTime.micros(settings.heartbeat());
    value = new HiddenValue(settings.regimes(), random, instrument.startTicks(), nowMicros);
    fair = new FairValue(instrument.startTicks(), instrument.typicalLots());
    Pit pit = new Pit(book, random, fair, value, settings.rates(), instrument.typicalLots());
    makers = new MarketMakers(pit);
    agents.addAll(makers.agents());
    agents.addAll(new NoiseTraders(pit).agents());
    agents.addAll(new DirectionalTraders(pit).agents());
    rates = new double[agents.size()];
    publisher = new Publisher(instrument, book, out, settings.booksPerSecond(), nowMicros);
    book.listen(publisher);
    book.listen(fair);
  }

  OrderBook book() {
    return book;
  }

  HiddenValue value() {
    return value;
  }

  /** When something happens next: an arrival, a change of regime or a heartbeat. */
  long nextMicros() {
    return Math.min(nextMicros, heartbeatDueMicros());
  }

  /** Lets it happen; all events that follow have the same time. */
  void advance() {
    if (heartbeatDueMicros() < nextMicros) {
      publisher.at(heartbeatDueMicros());
      publisher.heartbeat();
      return;
    }
    long elapsed = nextMicros - nowMicros;
    nowMicros = nextMicros;
    publisher.at(nowMicros);
    if (opened) {
      value.elapse(elapsed, nowMicros);
      fair.elapse(elapsed);
      act();
    } else {
      makers.open();
      opened = true;
    }
    publisher.afterAction();
    schedule();
  }

  private long heartbeatDueMicros() {
    return publisher.lastEventMicros() + heartbeatMicros;
  }

  private void act() {
    if (nowMicros >= value.regimeEndMicros()) {
      value.change(nowMicros);
    } else if (arrival) {
      arrived().act().run();
    }
  }

  private Agent arrived() {
    double mark = random.unit() * totalRate;
    int chosen = 0;
    while (chosen < rates.length - 1 && mark >= rates[chosen]) {
      mark -= rates[chosen];
      chosen++;
    }
    return agents.get(chosen);
  }

  /** Draws the next arrival; the wait has no memory, so one cut short is simply drawn again. */
  private void schedule() {
    totalRate = 0;
    for (int i = 0; i < rates.length; i++) {
      rates[i] = agents.get(i).ratePerSecond().getAsDouble();
      totalRate += rates[i];
    }
    long wait = 1 + (long) (random.exponential(1 / totalRate) * MICROS);
    arrival = wait <= LONGEST_WAIT_MICROS;
    nextMicros = Math.min(nowMicros + Math.min(wait, LONGEST_WAIT_MICROS), value.regimeEndMicros());
  }
}
