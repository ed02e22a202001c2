package io.tapeline.cli.up;

import io.tapeline.cli.Console;
import io.tapeline.marketdata.Played;
import io.tapeline.protocol.shell.FeedRunner;
import java.util.function.LongSupplier;

/** Tells how far a feed with an end has been played, every few seconds. */
final class Progress {

  private static final long EVERY_NANOS = 2_000_000_000L;

  private final Console console;
  private final FeedRunner runner;
  private final Played played;
  private final LongSupplier fills;
  private long toldAt = System.nanoTime();
  private long toldEvents;
  private boolean resumedTold;

  Progress(Console console, FeedRunner runner, Played played, LongSupplier fills) {
    this.console = console;
    this.runner = runner;
    this.played = played;
    this.fills = fills;
  }

  void tell() {
    if (!resumedTold && runner.resumedAt() > 0) {
      console.note("carrying on after event number " + runner.resumedAt());
    }
    resumedTold = true;
    long now = System.nanoTime();
    if (now - toldAt >= EVERY_NANOS && !Double.isNaN(runner.progress()) && !runner.isFinished()) {
      line(now);
    }
  }

  void tellEnd() {
    line(System.nanoTime());
  }

  private void line(long now) {
    long events = played.events();
    double rate = (events - toldEvents) / ((now - toldAt) / 1e9);
    console
        .err()
        .printf(
            "tapeline: %3.0f %%  %,d events  %,.0f events/s  %,d fills%n",
            runner.progress() * 100, events, rate, fills.getAsLong());
    toldAt = now;
    toldEvents = events;
  }
}
