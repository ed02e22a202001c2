package io.tapeline.marketdata.history;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.tapeline.marketdata.rest.VenueException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps the pace a venue wants and asks again when an answer fails, later each time. Used by one
 * thread.
 *
 * <p>The pace is kept here and not by a limiter with fixed periods, which lets two requests fall
 * together at the edge of two periods.
 */
final class Patience {

  /** A venue that asks for a longer pause than this is not waited for. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final double JITTER = 0.3;

  private final HistorySettings settings;
  private final Consumer<String> retrying;
  private final IntervalFunction doubling;
  private final Retry retry;
  private long notBeforeNanos = System.nanoTime();
  private long requests;
  private long retries;

  Patience(HistorySettings settings, Consumer<String> retrying) {
    this.settings = settings;
    this.retrying = retrying;
    doubling =
        IntervalFunction.ofExponentialRandomBackoff(
            Math.max(1, settings.backoff().toMillis()), 2.0, JITTER, LONGEST.toMillis());
    retry =
        Retry.of(
            "history",
            RetryConfig.custom()
                .maxAttempts(settings.retries() + 1)
                .intervalBiFunction(this::waitMillis)
                .retryOnException(Patience::mayBeTriedAgain)
                .build());
  }

  /** Doubling, never the same for two programs, and no sooner than the venue asked for. */
  private long waitMillis(int attempt, Either<Throwable, Object> outcome) {
    long millis = Math.max(doubling.apply(attempt), asked(outcome).toMillis());
    retries++;
    retrying.accept(
        "%s; trying again in %.1f s (%d of %d)"
            .formatted(
                outcome.isLeft() ? outcome.getLeft().getMessage() : "no answer",
                millis / 1000.0,
                attempt,
                settings.retries()));
    return millis;
  }

  private static Duration asked(Either<Throwable, ?> outcome) {
    return outcome.isLeft() && outcome.getLeft() instanceof VenueException failure
        ? failure.retryAfter().orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  private static boolean mayBeTriedAgain(Throwable problem) {
    return problem instanceof VenueException failure
        && failure.isRetryable()
        && failure.retryAfter().orElse(Duration.ZERO).compareTo(LONGEST) <= 0;
  }

  /** A question to a venue, and the look at its answer. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws VenueException, InterruptedException;
  }

  /** Asks until the answer is good or there is no use in asking on; gives the last failure then. */
  <T> T untilGood(Question<T> question) throws VenueException, InterruptedException {
    try {
      return retry.executeCheckedSupplier(question::ask);
    } catch (VenueException | InterruptedException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the next request may go out, and counts it. */
  void await() throws InterruptedException {
    long wait = notBeforeNanos - System.nanoTime();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
    notBeforeNanos = System.nanoTime() + settings.pause().toNanos();
    requests++;
  }

  long requests() {
    return requests;
  }

  long retries() {
    return retries;
  }
}
