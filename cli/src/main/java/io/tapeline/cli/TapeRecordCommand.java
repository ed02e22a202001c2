package io.tapeline.cli;

import io.tapeline.cli.up.UpCommand;
import io.tapeline.core.settings.SettingsException;
import io.tapeline.marketdata.VenueRecording;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.recording.NoRoomException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tapeline tape record}: a venue's stream as tapes, without broker and database. */
@Command(
    name = "record",
    description = {
      "Records a venue's trades, quotes and depth as tapes, until Ctrl-C:",
      "DIR/FEED/SYMBOL/YYYY-MM-DD.trades.csv.gz, .quotes.csv.gz and .book.csv.gz."
    },
    mixinStandardHelpOptions = true)
final class TapeRecordCommand implements Callable<Integer> {

  private static final Duration STEP = Duration.ofMillis(200);
  private static final long STOP_SECONDS = 20;

  private final Console console;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private FeedStatus.@Nullable State told;

  @Option(
      names = "--feed",
      required = true,
      paramLabel = "kraken",
      description = "The venue to record.")
  private String feed = "";

  @Option(
      names = "--symbol",
      required = true,
      split = ",",
      paramLabel = "SYMBOL",
      description = "Instruments, as the venue names them; may be given repeatedly.")
  private List<String> symbols = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder that gets the tapes; a recording that is there is gone on with.")
  private Path out = Path.of(".");

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "End by itself after so long, not by Ctrl-C.")
  private @Nullable Long seconds;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting by its full name, for instance tapeline.kraken.book-depth=100.")
  private Map<String, String> settings = new TreeMap<>();

  TapeRecordCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    check();
    Thread hook = Thread.ofPlatform().name("stop").unstarted(this::stopAndWait);
    Runtime.getRuntime().addShutdownHook(hook);
    Path folder = out.resolve(feed);
    try (VenueRecording recording = VenueRecording.start(feed, symbols, folder, settings)) {
      console.note("records %s of %s into %s".formatted(String.join(", ", symbols), feed, folder));
      run(recording);
      console.note("recorded %d rows".formatted(recording.rows()));
      return ExitStatus.DONE;
    } catch (NoRoomException | IllegalStateException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    } finally {
      stopped.countDown();
      removeHook(hook);
    }
  }

  private void check() {
    if (!UpCommand.VENUES.contains(feed)) {
      throw CommandException.wrongInput(
          "--feed %s: choose %s"
              .formatted(feed, String.join(" or ", new TreeSet<>(UpCommand.VENUES))));
    }
    if (symbols.stream().anyMatch(String::isBlank)) {
      throw CommandException.wrongInput("--symbol: one of them is empty");
    }
    if (seconds != null && seconds <= 0) {
      throw CommandException.wrongInput(
          "--seconds %d: give a number above zero".formatted(seconds));
    }
    for (String key : settings.keySet()) {
      if (!SuiteSettings.names().contains(key)) {
        throw CommandException.wrongInput(
            "--set %s: there is no such setting of a recording".formatted(key));
      }
    }
    try {
      SuiteSettings.check(settings);
    } catch (SettingsException e) {
      throw CommandException.wrongInput(String.join("; ", e.lines()));
    }
  }

  private void run(VenueRecording recording) throws IOException, InterruptedException {
    long started = System.nanoTime();
    Long most = seconds;
    while (stop.getCount() > 0
        && (most == null || System.nanoTime() - started < TimeUnit.SECONDS.toNanos(most))) {
      recording.turn(STEP);
      tell(recording.status());
    }
  }

  private void tell(FeedStatus status) {
    FeedStatus.State now = status.state();
    if (now != told && now != FeedStatus.State.CONNECTING) {
      told = now;
      console.note(feed + ": " + status.details().get("connection"));
    }
  }

  /** On a signal: what was taken is written before the process ends. */
  private void stopAndWait() {
    stop.countDown();
    try {
      if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        console.note("did not stop within %d seconds".formatted(STOP_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending; the hook is running.
    }
  }
}
