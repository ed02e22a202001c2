package io.tapeline.cli;

import io.tapeline.marketdata.history.HistoryListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How far the fetching of a history has come: on a terminal a bar that is drawn over and over, else
 * a line every few seconds.
 */
final class HistoryProgress implements HistoryListener {

  private static final long LINE_NANOS = 3_000_000_000L;
  private static final long BAR_NANOS = 100_000_000L;
  private static final int BAR_CELLS = 30;
  private static final String BACK_AND_CLEAR = "\r\033[K";

  private final Console console;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final long start;
  private long toldAt;
  private double firstShare = -1;
  private long firstRows;
  private boolean barStands;

  HistoryProgress(Console console, boolean terminal, LongSupplier nanos) {
    this.console = console;
    this.terminal = terminal;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.toldAt = start;
  }

  static HistoryProgress on(Console console) {
    return new HistoryProgress(console, isTerminal(), System::nanoTime);
  }

  /** Whether stderr is a terminal; where the system does not tell, whether in and out are. */
  private static boolean isTerminal() {
    Path stderr = Path.of("/proc/self/fd/2");
    if (Files.exists(Path.of("/proc/self/fd"))) {
      try {
        String device = Files.readSymbolicLink(stderr).toString();
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
      } catch (IOException _) {
        return false;
      }
    }
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
  }

  @Override
  public void progress(double share, long rows) {
    long now = nanos.getAsLong();
    if (firstShare < 0) {
      // What an earlier run fetched says nothing of this one's rate.
      firstShare = share;
      firstRows = rows;
    }
    if (now - toldAt < (terminal ? BAR_NANOS : LINE_NANOS) && share < 1) {
      return;
    }
    toldAt = now;
    String figures = figures(share, rows, now);
    if (terminal) {
      int full = (int) (share * BAR_CELLS);
      String bar = "#".repeat(full) + "-".repeat(BAR_CELLS - full);
      console.err().print(BACK_AND_CLEAR + "tapeline: [" + bar + "]" + figures);
      console.err().flush();
      barStands = true;
    } else {
      console.err().println("tapeline:" + figures);
    }
  }

  private String figures(double share, long rows, long now) {
    double seconds = Math.max(1e-9, (now - start) / 1e9);
    double rate = (rows - firstRows) / seconds;
    double pace = (share - firstShare) / seconds;
    String left = share >= 1 ? "" : pace <= 0 ? ", time left unknown" : left((1 - share) / pace);
    return String.format(
        Locale.ROOT, " %5.1f %%  %,d rows  %,.0f rows/s%s", share * 100, rows, rate, left);
  }

  private static String left(double seconds) {
    Duration left = Duration.ofSeconds((long) Math.ceil(Math.min(seconds, 3.6e8)));
    return String.format(
        Locale.ROOT,
        ", %d:%02d:%02d left",
        left.toHours(),
        left.toMinutesPart(),
        left.toSecondsPart());
  }

  @Override
  public void note(String message) {
    end();
    console.note(message);
  }

  /** Leaves the line of the bar, if there is one. */
  void end() {
    if (barStands) {
      console.err().println();
      barStands = false;
    }
  }
}
