package io.tapeline.cli.up;

import io.tapeline.cli.CommandException;
import io.tapeline.cli.Console;
import io.tapeline.cli.ExitStatus;
import io.tapeline.cli.LineOptions;
import io.tapeline.cli.RunFiles;
import io.tapeline.cli.RunFolder;
import io.tapeline.cli.RunReport;
import io.tapeline.cli.VenueDefinitions;
import io.tapeline.core.export.RunInfo;
import io.tapeline.core.export.RunTable;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.marketdata.FeedProperties;
import io.tapeline.marketdata.Played;
import io.tapeline.protocol.shell.FeedRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapeline up}: broker, database and all services in one process tree. */
@Command(
    name = "up",
    description = "Starts the whole suite: broker, database, services and gateway.",
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

  private static final Duration STEP = Duration.ofMillis(100);

  /** Live feeds, and a symbol as each one's venue names it. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "kraken", "BTC/USD",
          "binance", "BTCUSDT",
          "alpaca", "AAPL",
          "ticks", "AAPL",
          "xchange", "BTC/USD");

  private static final String EXCHANGE = "tapeline.xchange.exchange";
  private static final String ONCE_SIM_SECONDS = "300";

  /** File in the data folder that says where the running suite answers. */
  private static final String ADDRESS = "gateway-url";

  /** Venues whose streams can be followed. */
  public static final Set<String> VENUES = EXAMPLES.keySet();

  /** Folder in the data folder that holds what was recorded. */
  public static final String SESSIONS = "sessions";

  private final Console console;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final long started = System.nanoTime();

  @Option(
      names = "--feed",
      paramLabel = "sim|tape|kraken|binance|alpaca|ticks|xchange",
      description = "Where market events come from; sim unless given.")
  private String feed = "sim";

  @Option(
      names = "--tape",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Trades, quotes or book tapes of the tape feed; several are merged by time.")
  private List<Path> tapes = List.of();

  @Option(
      names = "--symbol",
      split = ",",
      paramLabel = "SYMBOL",
      description = "Instruments of a live feed, as its venue names them; may be given repeatedly.")
  private List<String> symbols = List.of();

  @Option(
      names = "--speed",
      paramLabel = "1|N|max",
      description = "Multiple of the feed's own time, or as fast as the line takes it; 1.")
  private String speed = "1";

  @Mixin private LineOptions line = new LineOptions();

  @Option(names = "--port", description = "Port of the gateway on loopback, 0 for any; 8080.")
  private int port = 8080;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of the books; ./data.")
  private Path data = Path.of("data");

  @Option(
      names = "--lockstep",
      description = "The line keeps one order: the same result on every run, equal to a backtest.")
  private boolean lockstep;

  @Option(
      names = "--once",
      description = "Stop when the feed has ended and everything is journaled; print a summary.")
  private boolean once;

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description = "Record what the suite sees as tapes in this folder: docs/tapes.md.")
  private @Nullable Path tapesOut;

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "With --once: leave trades.csv, decisions.csv and what led to them in this folder.")
  private @Nullable Path out;

  public UpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    line.check();
    checkUsage();
    RunFiles files = RunFiles.in(out);
    Ports.requireFree(port);
    try (DataFolder folder = DataFolder.open(data, bookName())) {
      Logs.to(folder.shared("logs"));
      Thread hook = Thread.ofPlatform().name("stop").unstarted(this::stopAndWait);
      Runtime.getRuntime().addShutdownHook(hook);
      try (Suite suite =
          new Suite(folder, properties(folder), port, partitions(), this::tellReady)) {
        return run(suite, folder, files);
      } finally {
        Files.deleteIfExists(folder.shared(ADDRESS));
      }
    } finally {
      stopped.countDown();
    }
  }

  /** On a signal: the command ends by itself, in order, before the process does. */
  private void stopAndWait() {
    stop.countDown();
    try {
      if (!stopped.await(60, TimeUnit.SECONDS)) {
        console.note("did not stop within a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void checkUsage() {
    boolean tape = feed.equals("tape");
    if (!tape && !feed.equals("sim") && !isLive()) {
      throw CommandException.wrongInput(
          "--feed %s: choose sim, tape, kraken, binance, alpaca, ticks or xchange".formatted(feed));
    }
    if (isLive()) {
      checkLive();
    } else if (!symbols.isEmpty()) {
      throw CommandException.wrongInput("--symbol is for a live feed: --feed kraken");
    }
    if (tape && tapes.isEmpty()) {
      throw CommandException.wrongInput("--feed tape needs at least one --tape FILE");
    }
    if (!tape && !tapes.isEmpty()) {
      throw CommandException.wrongInput("--tape is for --feed tape");
    }
    if (!speed.equals("max") && !isAboveZero(speed)) {
      throw CommandException.wrongInput(
          "--speed %s: give a number above zero, or max".formatted(speed));
    }
    if (port < 0 || port > 65_535) {
      throw CommandException.wrongInput("--port %d: give a number from 0 to 65535".formatted(port));
    }
  }

  private boolean isLive() {
    return EXAMPLES.containsKey(feed);
  }

  private void checkLive() {
    if (symbols.isEmpty()) {
      throw CommandException.wrongInput(
          "--feed %s needs at least one --symbol, as the venue names it: %s"
              .formatted(feed, EXAMPLES.getOrDefault(feed, "")));
    }
    if (feed.equals("alpaca")) {
      requireVariable("TAPELINE_ALPACA_KEY_ID");
      requireVariable("TAPELINE_ALPACA_SECRET");
    }
    if (feed.equals("xchange") && !line.given().containsKey(EXCHANGE)) {
      throw CommandException.wrongInput(
          "--feed xchange needs --set %s=, one of %s"
              .formatted(EXCHANGE, String.join(", ", FeedProperties.exchanges())));
    }
    if (lockstep || !speed.equals("1")) {
      throw CommandException.wrongInput(
          "--feed %s runs in its own time: leave --speed and --lockstep out".formatted(feed));
    }
    if (once) {
      throw CommandException.wrongInput("--once: a live feed has no end");
    }
  }

  private static void requireVariable(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw CommandException.wrongInput(
          "--feed alpaca needs a key of the account: set %s in the environment".formatted(name));
    }
  }

  /** Digits with at most one point, the form every service takes. */
  private static boolean isAboveZero(String number) {
    if (!number.matches("[0-9]*\\.?[0-9]+")) {
      return false;
    }
    double value = Double.parseDouble(number);
    return value > 0 && Double.isFinite(value);
  }

  /** Opens the tapes once to refuse unusable ones before anything is started. */
  private String bookName() throws IOException {
    if (isLive()) {
      return feed;
    }
    if (feed.equals("sim")) {
      return BookName.simulation(line.given());
    }
    try (TapeFeed tape = TapeFeed.open(tapes)) {
      tape.warnings().forEach(console::note);
      return BookName.tape(tape.fingerprint(), line.strategies(), line.given(), lockstep);
    }
  }

  private int partitions() {
    return Integer.parseInt(
        line.given().getOrDefault("tapeline.kafka.partitions", lockstep ? "1" : "6"));
  }

  private Map<String, String> properties(DataFolder folder) throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("tapeline.market-data.record", "true");
    properties.put("tapeline.market-data.sessions", folder.shared(SESSIONS).toString());
    if (once && feed.equals("sim")) {
      properties.put("tapeline.sim.seconds", ONCE_SIM_SECONDS);
    }
    if (VenueDefinitions.has(feed)) {
      Path kept = folder.shared("instruments-" + feed + ".properties");
      properties.putAll(VenueDefinitions.properties(feed, symbols, line.given(), kept, console));
    }
    properties.putAll(line.given());
    properties.put("tapeline.kafka.partitions", Integer.toString(partitions()));
    properties.put("tapeline.feed", feed);
    properties.put("tapeline.speed", speed);
    properties.put("tapeline.lockstep", Boolean.toString(lockstep));
    if (tapesOut != null) {
      properties.put("tapeline.recorder.dir", tapesOut.toAbsolutePath().toString());
    }
    properties.put("tapeline.strategies", String.join(",", line.strategies()));
    if (!symbols.isEmpty()) {
      properties.put("tapeline.symbols", String.join(",", symbols));
    }
    if (!tapes.isEmpty()) {
      properties.put(
          "tapeline.tapes",
          tapes.stream()
              .map(tape -> tape.toAbsolutePath().toString())
              .collect(Collectors.joining(",")));
      try (TapeFeed feedOfTapes = TapeFeed.open(tapes)) {
        properties.put("tapeline.candle-price", feedOfTapes.priceSource().name());
      }
    }
    return properties;
  }

  private int run(Suite suite, DataFolder folder, @Nullable RunFiles files) throws Exception {
    boolean firstStart = !Files.exists(folder.shared("gateway-token"));
    start(suite);
    awaitReady(suite);
    tellDoor(suite, folder, firstStart);
    OnceRun run = new OnceRun(suite);
    Progress progress =
        new Progress(
            console,
            suite.bean("market-data", FeedRunner.class),
            suite.bean("market-data", Played.class),
            run::fills);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.bootstrapServers()))) {
      while (!stop.await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        checkRunning(suite);
        progress.tell();
        if (once && run.isPlayed() && run.isJournaled(admin) && run.isRecorded(admin)) {
          progress.tellEnd();
          finish(suite, run, files);
          return ExitStatus.DONE;
        }
      }
    }
    console.note("stopping");
    return ExitStatus.DONE;
  }

  /** A folder or a tape that cannot be used is told as such, however deep it was found. */
  private static void start(Suite suite) throws IOException {
    try {
      suite.start();
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof TapeException tape) {
          throw tape;
        }
      }
      throw e;
    }
  }

  private void awaitReady(Suite suite) throws InterruptedException {
    while (!suite.isReady() && !stop.await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
      checkRunning(suite);
    }
  }

  private static void checkRunning(Suite suite) {
    Throwable failure = suite.failure();
    if (failure instanceof TapeException tape) {
      throw CommandException.wrongInput(String.valueOf(tape.getMessage()));
    }
    if (failure != null) {
      throw CommandException.failed("the line has stopped: " + failure);
    }
  }

  private void finish(Suite suite, OnceRun run, @Nullable RunFiles files) throws IOException {
    if (files != null) {
      Exports exports = new Exports("http://127.0.0.1:" + suite.httpPort("journal"));
      for (RunTable table : List.of(RunTable.TRADES, RunTable.DECISIONS)) {
        files.write(table.fileName(), writer -> exports.copy(table.label(), writer));
      }
      BookTables books = new BookTables(suite.bean("journal", JdbcTemplate.class));
      for (RunTable table : List.of(RunTable.SIGNALS, RunTable.ORDERS, RunTable.FILLS)) {
        files.write(table.fileName(), writer -> books.copy(table, writer));
      }
      long last = suite.bean("market-data", FeedRunner.class).position();
      RunFolder.write(files, suite.bean("market-data", RunInfo.class).withEvents(1, last));
    }
    Map<String, Object> report = run.report(seconds());
    console.out().println(json ? RunReport.json(report) : RunReport.text(report));
  }

  private double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }

  private void tellReady(String part, String where) {
    console.err().printf("tapeline: %-12s ready %5.1f s  %s%n", part, seconds(), where);
  }

  /** The address, and the token the first time; later it is in its file, for its owner alone. */
  private void tellDoor(Suite suite, DataFolder folder, boolean firstStart) throws IOException {
    Path token = folder.shared("gateway-token");
    String address = "http://127.0.0.1:" + suite.httpPort("gateway");
    Files.writeString(folder.shared(ADDRESS), address + "\n");
    console.err().printf("tapeline: all ready in %.1f s: %s%n", seconds(), address);
    console.note(
        firstStart
            ? "token (shown this once, kept in %s): %s"
                .formatted(token, Files.readString(token).trim())
            : "token: in " + token);
  }
}
