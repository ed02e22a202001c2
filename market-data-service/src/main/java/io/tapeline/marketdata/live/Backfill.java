package io.tapeline.marketdata.live;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.TradesPage;
import io.tapeline.marketdata.rest.VenueException;
import io.tapeline.marketdata.rest.VenueTrade;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  /** Between two pages: public calls are counted. */
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final String venue;
  private final Source source;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** The venue's history. */
  @FunctionalInterface
  public interface Source {

    /** The oldest trades after a moment, in nanoseconds since the epoch. */
    TradesPage after(Symbol symbol, long sinceNanos) throws VenueException, InterruptedException;
  }

  /** Who asked. */
  public interface Asker {

    /** Trades as the history has them; true if more are wanted. */
    boolean take(List<VenueTrade> trades) throws InterruptedException;

    /** There is no more to come; what is still missing is not to be had now. */
    void end() throws InterruptedException;
  }

  public Backfill(String venue, Source source) {
    this.venue = venue;
    this.source = source;
  }

  /**
   * Asks for the trades after a moment until the asker wants no more, on a thread of its own.
   *
   * @param since time of a trade that is known, inclusive: several may bear it
   */
  public void ask(Symbol symbol, EventTime since, Asker asker) {
    Thread thread =
        Thread.ofVirtual()
            .name(venue + "-backfill-" + symbol)
            .unstarted(() -> run(symbol, since, asker));
    threads.add(thread);
    thread.start();
  }

  private void run(Symbol symbol, EventTime since, Asker asker) {
    try {
      page(symbol, (since.micros() - 1) * 1_000, asker);
      asker.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  private void page(Symbol symbol, long sinceNanos, Asker asker) throws InterruptedException {
    long since = sinceNanos;
    int failures = 0;
    for (int call = 0; call < MOST_CALLS && failures < MOST_FAILURES; call++) {
      try {
        TradesPage page = source.after(symbol, since);
        failures = 0;
        boolean more = asker.take(page.trades());
        if (!more) {
          return;
        }
        if (page.last() <= since) {
          failures++;
          Thread.sleep(wait(failures));
        } else {
          since = page.last();
          Thread.sleep(BETWEEN);
        }
      } catch (VenueException e) {
        if (!e.isRetryable()) {
          LOG.warn("{}: trades of {} are not to be had: {}", venue, symbol, e.getMessage());
          return;
        }
        failures++;
        LOG.info("{}: asks for trades of {} again: {}", venue, symbol, e.getMessage());
        Thread.sleep(longer(e.retryAfter().orElse(Duration.ZERO), wait(failures)));
      }
    }
  }

  private static Duration wait(int failures) {
    Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 10));
    return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
