package io.tapeline.marketdata.rest;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call to a venue that brought nothing usable: what, where, and whether to try again. */
public final class VenueException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Fault {
    /** No connection, no answer in time, or one that broke off. */
    UNREACHABLE,

    /** The venue says that it cannot answer now. */
    UNAVAILABLE,

    /** The venue says that it is asked too often. */
    THROTTLED,

    /** An answer that is not the one documented. */
    UNREADABLE,

    /** The venue does not know the instrument. */
    UNKNOWN_SYMBOL,

    /** The venue will not answer this question, however often it is asked. */
    REFUSED;

    /** Whether the same call may bring an answer later. */
    public boolean isRetryable() {
      return this != UNKNOWN_SYMBOL && this != REFUSED;
    }
  }

  private final Fault fault;
  private final @Nullable Duration retryAfter;

  VenueException(Fault fault, String message, @Nullable Duration retryAfter) {
    super(message);
    this.fault = fault;
    this.retryAfter = retryAfter;
  }

  /** A failure seen by who made sense of the answers: they do not fit together. */
  public VenueException(Fault fault, String message) {
    this(fault, message, null);
  }

  public Fault fault() {
    return fault;
  }

  public boolean isRetryable() {
    return fault.isRetryable();
  }

  /** How long the venue asked to be left alone, where it said so. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
