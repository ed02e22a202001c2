package io.tapeline.cli.crash;

import io.tapeline.cli.CommandException;
import io.tapeline.cli.Console;
import io.tapeline.cli.ExitStatus;
import io.tapeline.cli.LineOptions;
import io.tapeline.cli.up.DataFolder;
import io.tapeline.cli.up.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapeline crash-test}: kills the suite's processes while it plays a tape. */
@Command(
    name = "crash-test",
    description =
        "Plays a tape through the suite as separate processes, kills them with SIGKILL again and"
            + " again, and compares the journal with an undisturbed run's.",
    mixinStandardHelpOptions = true)
public final class CrashTestCommand implements Callable<Integer> {

  private static final int MOST_KILLS = 100_000;
  private static final int MOST_INSTANCES = 4;
  private static final double LATEST = 0.95;
  private static final String SESSION_TIMEOUT = "tapeline.kafka.session-timeout";

  /** Short, so that a pause need not be long. */
  private static final String SHORT_SESSION = "2s";

  private final Console console;
  private final long started = System.nanoTime();
  private final CountDownLatch ended = new CountDownLatch(1);

  @Option(names = "--kills", paramLabel = "N", description = "Processes to kill in all; 20.")
  private int kills = 20;

  @Option(
      names = "--pauses",
      paramLabel = "N",
      description =
          "Processes to pause until others have taken over their work, then to let go on; 0.")
  private int pauses;

  @Option(names = "--instances", paramLabel = "N", description = "Processes of each service; 1.")
  private int instances = 1;

  @Option(
      names = "--after",
      paramLabel = "SHARE",
      description =
          "Share of the tape before which nobody is hit, 0 to 0.95, to see how long it takes to come"
              + " back with much behind; with --one-by-one also 1, when all of it is played; 0.02.")
  private double after = 0.02;

  @Option(
      names = "--one-by-one",
      description =
          "Kill one process after the other in turn, each when all the others are ready, to see how"
              + " long each of them takes to come back; without --pauses.")
  private boolean oneByOne;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Source of all chance: the simulated tape, who is killed and when; 1.")
  private long seed = 1;

  @Option(
      names = "--tape",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Trades, quotes or book tapes to play; a simulated market unless given.")
  private List<Path> tapes = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the rounds' books and logs; ./data/crash-test.")
  private Path data = Path.of("data", "crash-test");

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where to write the report, JSON if it ends so; crash-report.md in --data.")
  private @Nullable Path report;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Mixin private LineOptions line = new LineOptions();

  public CrashTestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    line.check();
    check("--kills", kills, pauses > 0 ? 0 : 1, MOST_KILLS);
    check("--pauses", pauses, 0, MOST_KILLS);
    check("--instances", instances, 1, MOST_INSTANCES);
    if (oneByOne && pauses > 0) {
      throw CommandException.wrongInput(
          "--one-by-one goes without --pauses: leave one of them out");
    }
    boolean atRest = oneByOne && after == 1;
    if (!(after >= 0 && after <= LATEST) && !atRest) {
      throw CommandException.wrongInput(
          "--after %s: give a share of the tape from 0 to %s, or 1 with --one-by-one"
              .formatted(after, LATEST));
    }
    checkReport();
    Tape given = tapes.isEmpty() ? null : Tape.read(tapes);
    try (DataFolder folder = DataFolder.open(data, "template")) {
      Logs.to(folder.shared("logs"));
      int leftOver = LeftOvers.end(folder.shared(""));
      if (leftOver > 0) {
        console.note("ended %d processes of an earlier crash test".formatted(leftOver));
      }
      Tape tape =
          given == null ? Tape.read(SimulatedTape.write(folder.shared("tape"), seed)) : given;
      Database database = Database.prepare(folder);
      LoopbackPorts ports = new LoopbackPorts(ProcessHandle.current().pid() * 97);
      try (CrashTest test =
          new CrashTest(folder, database, tape, properties(tape), instances, ports, this::tell)) {
        Runtime.getRuntime()
            .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stopAndWait(test)));
        return finish(run(test));
      }
    } finally {
      ended.countDown();
    }
  }

  private static void check(String option, int given, int least, int most) {
    if (given < least || given > most) {
      throw CommandException.wrongInput(
          "%s %d: give a number from %d to %d".formatted(option, given, least, most));
    }
  }

  /** On a signal: what was started is ended before this process does. */
  private void stopAndWait(CrashTest test) {
    test.close();
    try {
      if (!ended.await(60, TimeUnit.SECONDS)) {
        console.note("did not stop within a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A step, with the time since the start of the command. */
  private void tell(String step) {
    double seconds = (System.nanoTime() - started) / 1e9;
    console.note(String.format(Locale.ROOT, "%6.1f s  %s", seconds, step));
  }

  private void checkReport() {
    Path file = report;
    if (file == null) {
      return;
    }
    Path parent = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || parent == null || !Files.isDirectory(parent)) {
      throw CommandException.wrongInput(
          "--report %s: name a file in a folder that is there".formatted(file));
    }
  }

  private Map<String, String> properties(Tape tape) {
    Map<String, String> properties = new LinkedHashMap<>();
    if (tapes.isEmpty()) {
      properties.putAll(new TreeMap<>(SimulatedTape.settings()));
    }
    properties.put("tapeline.kafka.partitions", "1");
    if (pauses > 0) {
      properties.put(SESSION_TIMEOUT, SHORT_SESSION);
    }
    properties.putAll(line.given());
    properties.put("tapeline.feed", "tape");
    properties.put("tapeline.tapes", tape.property());
    properties.put("tapeline.lockstep", "true");
    properties.put("tapeline.strategies", String.join(",", line.strategies()));
    return properties;
  }

  private CrashReport run(CrashTest test) throws IOException {
    Plan plan =
        oneByOne
            ? Plan.oneByOne(seed, kills, after, test.instances())
            : Plan.draw(seed, kills, pauses, after, session(), test.instances());
    console.note(
        "seed %d: %d kills and %d pauses in %d rounds"
            .formatted(seed, kills, pauses, plan.rounds().size()));
    Outcome outcome = new Outcome(test, plan);
    Books expected = undisturbed(test, outcome);
    for (int number = 1; expected != null && number <= plan.rounds().size(); number++) {
      if (!outcome.play(number, expected)) {
        break;
      }
    }
    return outcome.report();
  }

  private Duration session() {
    String given = line.given().getOrDefault(SESSION_TIMEOUT, SHORT_SESSION);
    return DurationStyle.detectAndParse(given);
  }

  private @Nullable Books undisturbed(CrashTest test, Outcome outcome) throws IOException {
    tell("the undisturbed run");
    try {
      Books books = test.undisturbed();
      outcome.reference(books);
      List<Difference> doubles = Comparison.doublesIn(books);
      if (!doubles.isEmpty()) {
        outcome.fail("undisturbed run: " + doubles.getFirst());
        return null;
      }
      return books;
    } catch (RoundFailure e) {
      outcome.fail("undisturbed run: " + e.getMessage());
      return null;
    }
  }

  private int finish(CrashReport result) throws IOException {
    Path file = report == null ? data.resolve("crash-report.md") : report;
    boolean asJson = String.valueOf(file.getFileName()).endsWith(".json");
    Files.writeString(file, asJson ? result.json() + "\n" : result.markdown());
    console.out().println(json ? result.json() : result.text());
    console.note("report: " + file);
    if (result.failure() != null) {
      console.note("seed %d: %s".formatted(seed, result.failure()));
      return ExitStatus.FAILED;
    }
    return ExitStatus.DONE;
  }

  /** What the rounds so far have shown. */
  private final class Outcome {

    private final CrashTest test;
    private final Plan plan;
    private final Map<String, Object> reference = new LinkedHashMap<>();
    private final List<Comparison> comparisons = new ArrayList<>();
    private @Nullable String failure;

    Outcome(CrashTest test, Plan plan) {
      this.test = test;
      this.plan = plan;
    }

    void reference(Books books) {
      books.tables().forEach((table, rows) -> reference.put(table, rows.size()));
      tell("undisturbed: " + reference);
    }

    void fail(String why) {
      failure = why;
    }

    /** True if the round ended with the same books. */
    boolean play(int number, Books expected) {
      tell("round %d of %d".formatted(number, plan.rounds().size()));
      String where = "round %d (%s): ".formatted(number, test.folderOf(number));
      try {
        Comparison comparison =
            Comparison.of(expected, test.round(number, plan.rounds().get(number - 1), oneByOne));
        comparisons.add(comparison);
        if (!comparison.isEqual()) {
          fail(where + comparison.differences().getFirst());
          return false;
        }
        tell("round %d: %d rows are equal".formatted(number, comparison.rows()));
        test.forget(number);
        return true;
      } catch (RoundFailure e) {
        fail(where + e.getMessage());
        return false;
      } catch (IOException | KafkaException e) {
        fail(where + e);
        return false;
      }
    }

    private long count(Difference.Kind kind) {
      return comparisons.stream().mapToLong(comparison -> comparison.count(kind)).sum();
    }

    CrashReport report() {
      return new CrashReport(
          seed,
          kills,
          (int) comparisons.stream().filter(Comparison::isEqual).count(),
          plan.rounds().size(),
          (System.nanoTime() - started) / 1e9,
          reference,
          test.tallies(),
          count(Difference.Kind.LOST),
          count(Difference.Kind.DOUBLED),
          count(Difference.Kind.CHANGED),
          failure);
    }
  }
}
