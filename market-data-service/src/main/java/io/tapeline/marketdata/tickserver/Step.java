package io.tapeline.marketdata.tickserver;

/** One thing a tick server does, at a time counted from the beginning of its script. */
sealed interface Step {

  /** When, in microseconds from the beginning; never before the step that came before it. */
  long atMicros();

  /** Every client gets a frame. */
  record Send(long atMicros, String frame) implements Step {}

  /** Frames due in the next so many microseconds are left out; connections stay. */
  record Silence(long atMicros, long micros) implements Step {}

  /** All connections break without a word, and none is taken for so many microseconds. */
  record Disconnect(long atMicros, long micros) implements Step {}
}
