package io.tapeline.core.sim;

import io.tapeline.core.market.Feed;
import io.tapeline.core.market.MarketEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A market out of nothing: order books filled and emptied by the arrivals of market makers, noise
 * traders, informed traders and momentum traders. Prices, trades, spread and depth are what their
 * orders leave behind; no price is ever drawn.
 *
 * <p><b>Events.</b> Per action of a trader: one {@code Tick} for each match, then, if wanted, a
 * {@code BookUpdate} (a snapshot first, then changes), then a {@code Quote} if best bid, best ask
 * or their sizes changed; a {@code Heartbeat} after a second without any of these. Instruments are
 * independent of each other and merged by time, ties in the order of the settings. A side of the
 * book may be empty for fractions of a second after a sweep; the last quote then stands.
 *
 * <p><b>Reproducible.</b> The events follow from the {@link SimulationSettings} alone: no clock, no
 * other chance, and only arithmetic that is the same on every machine. An instrument's events do
 * not depend on which other instruments are simulated, but for their numbers.
 *
 * <p><b>What a strategy meets here.</b> The hidden value is unpredictable, and makers learn it only
 * from being picked off, so the market has the honest disadvantages of a real one. Who enters a
 * burst after seeing it pays a spread that has widened with the move and buys from makers who have
 * already marked up, next to momentum traders who overshoot; how far the burst goes is drawn when
 * it begins and told to nobody. Who fades it sells into news that is often not over. Resting orders
 * fill mostly when the informed want them filled. A strategy that only follows the rules of a
 * momentum burst should expect to lose: its spread before any fee, and its fees on top. What there
 * is to gain lies in not trading most of what looks like a burst.
 *
 * <p>Memory is bounded: nothing is kept of past trades, and resting orders have a limit.
 */
public final class SimulatedMarket implements Feed {

  private final SimulationSettings settings;
  private final EventQueue queue = new EventQueue();
  private final List<InstrumentMarket> markets = new ArrayList<>();
  private final long startMicros;
  private final long endMicros;
  private final long maxEvents;
  private long delivered;
  private long deliveredMicros;
  private boolean ended;

  public SimulatedMarket(SimulationSettings settings) {
    this.settings = settings;
    this.startMicros = settings.start().micros();
    this.deliveredMicros = startMicros;
    Duration duration = settings.duration();
    this.endMicros = duration == null ? Long.MAX_VALUE : settings.start().plus(duration).micros();
    Long limit = settings.maxEvents();
    this.maxEvents = limit == null ? Long.MAX_VALUE : limit;
    for (SimulatedInstrument instrument : settings.instruments()) {
      markets.add(new InstrumentMarket(instrument, settings, queue));
    }
  }

  public SimulationSettings settings() {
    return settings;
  }

  @Override
  public @Nullable MarketEvent next() {
    MarketEvent event = ended || delivered == maxEvents ? null : generate();
    if (event == null) {
      ended = true;
      return null;
    }
    delivered++;
    deliveredMicros = event.ts().micros();
    return event;
  }

  /**
   * Goes forward without delivering, so that {@link #next} gives the event of this number, or null
   * if the feed ends before it. The market is run, not jumped over: it takes as long as reading.
   *
   * @throws IllegalArgumentException if that event, or a later one, was already delivered
   */
  public void skipTo(long seq) {
    Checks.require(seq > delivered, "event %s is behind: the next one is " + (delivered + 1), seq);
    boolean more = true;
    while (more && delivered < seq - 1) {
      more = next() != null;
    }
  }

  @Override
  public double progress() {
    if (ended || delivered == maxEvents) {
      return 1;
    }
    if (settings.maxEvents() == null && settings.duration() == null) {
      return Double.NaN;
    }
    double ofEvents = settings.maxEvents() == null ? 0 : (double) delivered / maxEvents;
    double ofTime =
        settings.duration() == null
            ? 0
            : (double) (deliveredMicros - startMicros) / (endMicros - startMicros);
    return Math.max(ofEvents, ofTime);
  }

  /** Nothing is held open. */
  @Override
  public void close() {}

  private @Nullable MarketEvent generate() {
    MarketEvent event = queue.poll();
    while (event == null) {
      InstrumentMarket first = first();
      if (first.nextMicros() >= endMicros) {
        return null;
      }
      first.advance();
      event = queue.poll();
    }
    return event;
  }

  private InstrumentMarket first() {
    InstrumentMarket first = markets.getFirst();
    for (InstrumentMarket market : markets) {
      if (market.nextMicros() < first.nextMicros()) {
        first = market;
      }
    }
    return first;
  }

  /** The markets, for looking inside; in the order of the settings. */
  List<InstrumentMarket> markets() {
    return List.copyOf(markets);
  }
}
