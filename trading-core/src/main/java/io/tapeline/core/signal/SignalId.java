package io.tapeline.core.signal;

/** Identity of a signal, derived from strategy, instrument and the event that triggered it. */
public record SignalId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
