package io.tapeline.cli;

import io.tapeline.core.sim.SimulatedInstrument;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.tickserver.RandomWalkScript;
import io.tapeline.marketdata.tickserver.ScenarioScript;
import io.tapeline.marketdata.tickserver.Script;
import io.tapeline.marketdata.tickserver.TapeScript;
import io.tapeline.marketdata.tickserver.TickServer;
import io.tapeline.marketdata.tickserver.WalkedInstruments;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tapeline tick-server}: a feed to rehearse with, on this machine alone. */
@Command(
    name = "tick-server",
    description = {
      "Serves ticks as JSON frames over a WebSocket, on this machine alone:",
      "a random walk, a scenario written by hand, or recorded tapes."
    },
    mixinStandardHelpOptions = true)
final class TickServerCommand implements Callable<Integer> {

  private static final BigDecimal SLOWEST = new BigDecimal("0.001");
  private static final BigDecimal FASTEST = new BigDecimal("10000");
  private static final long STEP_MILLIS = 50;
  private static final long STOP_SECONDS = 20;

  private final Console console;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Option(names = "--port", description = "Port on loopback, 0 for any; 8765.")
  private int port = 8765;

  @Option(names = "--seed", description = "Of the random walk; the same gives the same ticks; 1.")
  private @Nullable Long seed;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Ticks per second of each symbol of the random walk; 1.")
  private @Nullable BigDecimal rate;

  @Option(
      names = "--symbols",
      split = ",",
      paramLabel = "SYMBOL[=PRICE]",
      description = "What walks, and where it begins; AAPL.")
  private @Nullable List<String> symbols;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "Plays a scenario instead; docs/tick-server.md says how to write one.")
  private @Nullable Path scenario;

  @Option(
      names = "--tape",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Plays tapes instead, CSV or gzip; several are merged by time.")
  private List<Path> tapes = List.of();

  @Option(
      names = "--speed",
      paramLabel = "1|N|max",
      description = "Multiple of the tapes' own time, or as fast as clients read; 1.")
  private @Nullable String speed;

  @Option(
      names = "--start",
      paramLabel = "subscribe|now",
      description = "Begin with the first client, or at once; subscribe.")
  private String start = "subscribe";

  @Option(
      names = "--time",
      paramLabel = "clock|recorded|TIME",
      description = {
        "Where the ticks' own times begin: by the clock, as recorded, or at a time",
        "(ISO 8601 or epoch milliseconds); recorded for tapes, else clock."
      })
  private @Nullable String time;

  @Option(
      names = "--once",
      description = "End when the scenario or the tapes have been played, not by Ctrl-C.")
  private boolean once;

  TickServerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    TickServer.Settings settings = settings();
    Thread hook = Thread.ofPlatform().name("stop").unstarted(this::stopAndWait);
    Runtime.getRuntime().addShutdownHook(hook);
    try (TickServer server = started(settings)) {
      console.note(
          "tick server on ws://localhost:%d (this machine only), serves %s; %s"
              .formatted(
                  server.port(),
                  settings.script().says(),
                  settings.waitForClient() ? "waits for clients" : "has begun"));
      return serve(server);
    } finally {
      stopped.countDown();
      removeHook(hook);
    }
  }

  private TickServer started(TickServer.Settings settings) {
    try {
      return TickServer.start(settings, console::note);
    } catch (IOException e) {
      throw CommandException.failed(
          e.getMessage() + "; stop what listens there or choose another with --port");
    }
  }

  private int serve(TickServer server) throws InterruptedException {
    while (!stop.await(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
      if (server.ended().isDone() && (once || server.ended().isCompletedExceptionally())) {
        try {
          server.ended().get();
          return ExitStatus.DONE;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof TapeException tape) {
            throw CommandException.wrongInput(String.valueOf(tape.getMessage()));
          }
          throw CommandException.failed("the tick server has stopped: " + e.getCause());
        }
      }
    }
    return ExitStatus.DONE;
  }

  /** On a signal: clients are told goodbye before the process ends. */
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

  private TickServer.Settings settings() throws IOException {
    if (port < 0 || port > 65_535) {
      throw CommandException.wrongInput("--port %d: give a number from 0 to 65535".formatted(port));
    }
    if (!start.equals("subscribe") && !start.equals("now")) {
      throw CommandException.wrongInput("--start %s: choose subscribe or now".formatted(start));
    }
    Script script = script();
    return new TickServer.Settings(port, script, start.equals("subscribe"), from(), speedFactor());
  }

  private Script script() throws IOException {
    boolean walk = scenario == null && tapes.isEmpty();
    if (scenario != null && !tapes.isEmpty()) {
      throw CommandException.wrongInput("--scenario and --tape: choose one of them");
    }
    if (!walk && (seed != null || rate != null || symbols != null)) {
      throw CommandException.wrongInput(
          "--seed, --rate and --symbols are for the random walk, not for --scenario or --tape");
    }
    if (tapes.isEmpty() && speed != null) {
      throw CommandException.wrongInput("--speed is for --tape");
    }
    if (walk && once) {
      throw CommandException.wrongInput("--once needs --scenario or --tape: a walk has no end");
    }
    if (scenario != null) {
      return ScenarioScript.read(scenario);
    }
    return walk ? walk() : TapeScript.of(tapes);
  }

  private Script walk() {
    BigDecimal perSecond = rate == null ? BigDecimal.ONE : rate;
    if (perSecond.compareTo(SLOWEST) < 0 || perSecond.compareTo(FASTEST) > 0) {
      throw CommandException.wrongInput(
          "--rate %s: give a number from %s to %s".formatted(perSecond, SLOWEST, FASTEST));
    }
    try {
      List<SimulatedInstrument> instruments =
          WalkedInstruments.of(symbols == null ? List.of("AAPL") : symbols);
      return new RandomWalkScript(instruments, seed == null ? 1 : seed, perSecond);
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongInput("--symbols: " + e.getMessage());
    }
  }

  private double speedFactor() {
    if (speed == null) {
      return 1;
    }
    if (speed.equals("max")) {
      return Double.POSITIVE_INFINITY;
    }
    double factor = speed.matches("[0-9]*\\.?[0-9]+") ? Double.parseDouble(speed) : 0;
    if (factor <= 0 || Double.isInfinite(factor)) {
      throw CommandException.wrongInput(
          "--speed %s: give a number above zero, or max".formatted(speed));
    }
    return factor;
  }

  private Supplier<@Nullable EventTime> from() {
    String given = time == null ? (tapes.isEmpty() ? "clock" : "recorded") : time;
    if (given.equals("recorded") && tapes.isEmpty()) {
      throw CommandException.wrongInput("--time recorded is for --tape");
    }
    return switch (given) {
      case "clock" -> () -> new EventTime(System.currentTimeMillis() * 1000);
      case "recorded" -> () -> null;
      default -> {
        EventTime fixed = new EventTime(millis(given) * 1000);
        yield () -> fixed;
      }
    };
  }

  private static long millis(String text) {
    try {
      long millis = text.matches("[0-9]{1,15}") ? Long.parseLong(text) : isoMillis(text);
      if (millis > 0) {
        return millis;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Told below, as are times before the epoch.
    }
    throw CommandException.wrongInput(
        "--time %s: choose clock or recorded, or give a time after 1970: 2025-01-02T14:30:00Z or 1735828200000"
            .formatted(text));
  }

  private static long isoMillis(String text) {
    return Instant.parse(text).toEpochMilli();
  }
}
