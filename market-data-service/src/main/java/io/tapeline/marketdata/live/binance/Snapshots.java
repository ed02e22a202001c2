package io.tapeline.marketdata.live.binance;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.marketdata.live.Backoff;
import io.tapeline.marketdata.live.Errands;
import io.tapeline.marketdata.rest.DepthSnapshot;
import io.tapeline.marketdata.rest.VenueException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches depth snapshots beside the stream, one at a time, each until it is there or nobody wants
 * it any more.
 */
final class Snapshots implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
  private static final Backoff WAITS =
      Backoff.steady(Duration.ofMillis(250), Duration.ofSeconds(20));
  private static final Duration WAIT_WHEN_REFUSED = Duration.ofMinutes(1);

  private final BinanceProtocol.Depths depths;
  private final Semaphore turn = new Semaphore(1, true);
  private final Errands errands = new Errands();

  /** Who asked. */
  interface Taker {

    void take(DepthSnapshot snapshot) throws InterruptedException;

    /** The venue does not know the instrument. */
    void unknown(String why) throws InterruptedException;
  }

  Snapshots(BinanceProtocol.Depths depths) {
    this.depths = depths;
  }

  /**
   * Asks on a thread of its own.
   *
   * @param levels of each side
   * @param before times in a row that the snapshot was of no use: each makes the wait longer
   */
  void ask(Symbol symbol, int levels, int before, BooleanSupplier wanted, Taker taker) {
    errands.begin("binance-depth-" + symbol, () -> run(symbol, levels, before, wanted, taker));
  }

  private void run(Symbol symbol, int levels, int before, BooleanSupplier wanted, Taker taker)
      throws InterruptedException {
    int failures = before;
    Duration wait = failures == 0 ? Duration.ZERO : WAITS.before(failures);
    while (true) {
      Thread.sleep(wait);
      if (!wanted.getAsBoolean()) {
        return;
      }
      try {
        taker.take(fetch(symbol, levels));
        return;
      } catch (VenueException e) {
        if (e.fault() == VenueException.Fault.UNKNOWN_SYMBOL) {
          taker.unknown(String.valueOf(e.getMessage()));
          return;
        }
        failures++;
        wait = e.isRetryable() ? WAITS.before(failures) : WAIT_WHEN_REFUSED;
        Duration asked = e.retryAfter().orElse(Duration.ZERO);
        wait = asked.compareTo(wait) > 0 ? asked : wait;
        LOG.warn(
            "binance: asks for the depth of {} again in {} ms: {}",
            symbol,
            wait.toMillis(),
            e.getMessage());
      }
    }
  }

  private DepthSnapshot fetch(Symbol symbol, int levels)
      throws VenueException, InterruptedException {
    turn.acquire();
    try {
      return depths.of(symbol, levels);
    } finally {
      turn.release();
    }
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    errands.close();
  }
}
