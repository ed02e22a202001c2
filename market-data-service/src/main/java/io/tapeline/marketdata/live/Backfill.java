package io.tapeline.marketdata.live;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.TradesPage;
import io.tapeline.marketdata.rest.VenueCandle;
import io.tapeline.marketdata.rest.VenueException;
import io.tapeline.marketdata.rest.VenueTrade;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a venue for the trades that its stream left out, one instrument's gap at a time, beside the
 * stream.
 */
public final class Backfill implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

  /** Calls for one gap: a venue that does not answer is not asked for ever. */
  private static final int MOST_CALLS = 200;

  private static final int MOST_FAILURES = 8;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final Backoff WAITS =
      Backoff.steady(Duration.ofMillis(500), Duration.ofSeconds(20));

  /** Between two pages: public calls are counted. */
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final String venue;
  private final Source source;
  private final Candles candles;
  private final Errands errands = new Errands();

  /**
   * A trade that is known.
   *
   * @param ts its time; several trades may bear it
   * @param id its number
   */
  public record Known(EventTime ts, long id) {}

  /** The venue's history, in pages that each begin where the one before has ended. */
  @FunctionalInterface
  public interface Source {

    /**
     * The oldest trades after a place.
     *
     * @param place a moment in nanoseconds since the epoch, unless {@link #begin} says otherwise
     * @return with the place where the next page begins as its {@code last}
     */
    TradesPage after(Symbol symbol, long place) throws VenueException, InterruptedException;

    /** The place from which on everything comes that followed a trade. */
    default long begin(Known trade) {
      return (trade.ts().micros() - 1) * NANOS_PER_MICRO;
    }
  }

  /** A history whose places are the numbers of its trades. */
  public static Source byNumber(Source source) {
    return new Source() {

      @Override
      public TradesPage after(Symbol symbol, long place)
          throws VenueException, InterruptedException {
        return source.after(symbol, place);
      }

      @Override
      public long begin(Known trade) {
        return trade.id();
      }
    };
  }

  /** Who asked. */
  public interface Asker {

    /** Trades as the history has them; true if more are wanted. */
    boolean take(List<VenueTrade> trades) throws InterruptedException;

    /** There is no more to come; what is still missing is not to be had now. */
    void end() throws InterruptedException;
  }

  /** The venue's own candles of a minute, for what lies too far back to ask for trades. */
  @FunctionalInterface
  public interface Candles {

    /** The newest that are closed, oldest first, as far back as the venue has them at once. */
    List<VenueCandle> newest(Symbol symbol) throws VenueException, InterruptedException;
  }

  /** Who asked for candles. */
  @FunctionalInterface
  public interface CandleAsker {

    void take(List<VenueCandle> candles) throws InterruptedException;
  }

  /** A venue whose own candles are not asked for. */
  public Backfill(String venue, Source source) {
    this(venue, source, _ -> List.of());
  }

  public Backfill(String venue, Source source, Candles candles) {
    this.venue = venue;
    this.source = source;
    this.candles = candles;
  }

  /** Asks for the newest minutes of the venue, on a thread of its own. */
  public void askCandles(Symbol symbol, CandleAsker asker) {
    errands.begin(venue + "-candles-" + symbol, () -> asker.take(candles(symbol)));
  }

  private List<VenueCandle> candles(Symbol symbol) throws InterruptedException {
    for (int failures = 1; failures <= MOST_FAILURES; failures++) {
      try {
        return candles.newest(symbol);
      } catch (VenueException e) {
        if (!waits(e, "candles", symbol, failures)) {
          return List.of();
        }
      }
    }
    return List.of();
  }

  /** Asks for what follows a trade until the asker wants no more, on a thread of its own. */
  public void ask(Symbol symbol, Known since, Asker asker) {
    errands.begin(
        venue + "-backfill-" + symbol,
        () -> {
          page(symbol, source.begin(since), asker);
          asker.end();
        });
  }

  private void page(Symbol symbol, long begin, Asker asker) throws InterruptedException {
    long place = begin;
    int failures = 0;
    for (int call = 0; call < MOST_CALLS && failures < MOST_FAILURES; call++) {
      try {
        TradesPage page = source.after(symbol, place);
        failures = 0;
        boolean more = asker.take(page.trades());
        if (!more) {
          return;
        }
        if (page.last() <= place) {
          failures++;
          Thread.sleep(WAITS.before(failures));
        } else {
          place = page.last();
          Thread.sleep(BETWEEN);
        }
      } catch (VenueException e) {
        failures++;
        if (!waits(e, "trades", symbol, failures)) {
          return;
        }
      }
    }
  }

  /** Waits before asking again; false if that is of no use. */
  private boolean waits(VenueException e, String what, Symbol symbol, int failures)
      throws InterruptedException {
    if (!e.isRetryable()) {
      LOG.warn("{}: {} of {} are not to be had: {}", venue, what, symbol, e.getMessage());
      return false;
    }
    LOG.info("{}: asks for {} of {} again: {}", venue, what, symbol, e.getMessage());
    Thread.sleep(longer(e.retryAfter().orElse(Duration.ZERO), WAITS.before(failures)));
    return true;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    errands.close();
  }
}
