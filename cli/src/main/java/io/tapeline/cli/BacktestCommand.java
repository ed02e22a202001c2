package io.tapeline.cli;

import io.tapeline.backtest.Backtest;
import io.tapeline.backtest.BegunFeed;
import io.tapeline.backtest.RunRecord;
import io.tapeline.backtest.RunSummary;
import io.tapeline.backtest.diff.RunComparison;
import io.tapeline.backtest.diff.RunDifference;
import io.tapeline.cli.diff.DifferenceReport;
import io.tapeline.cli.diff.ExplainDiffCommand;
import io.tapeline.cli.diff.RecordedSession;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.export.RunInfo;
import io.tapeline.core.export.RunTable;
import io.tapeline.core.market.Feed;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.strategy.Strategies;
import io.tapeline.core.tape.TapeFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tapeline backtest}: tapes through the line's own stages in one thread. */
@Command(
    name = "backtest",
    description = "Plays tapes through the strategies, risk rules and paper venue of the suite.",
    mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {

  private static final List<String> PLANS_ALONE = List.of("plan");

  private final Console console;
  private final RunRecord record = new RunRecord();
  private final QuarantineTally quarantined = new QuarantineTally();
  private final Histogram latency = new Histogram(3);

  @Option(
      names = "--tape",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Trades, quotes or book tapes, CSV or gzip; several are merged by time.")
  private List<Path> tapes = List.of();

  @Option(
      names = "--session",
      paramLabel = "ID",
      description =
          "Play a recorded session instead, with its settings, and tell where its outcome differs.")
  private @Nullable String session;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "With --session: folder of the books; ./data.")
  private Path data = Path.of("data");

  @Option(
      names = "--plan",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Trade plans, JSON, created at the tape's first event; without --strategy they run alone.")
  private List<Path> plans = List.of();

  @Mixin private LineOptions line = new LineOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Leave trades.csv, decisions.csv and what led to them in this folder.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  BacktestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    String id = session;
    if (id != null) {
      checkSessionUsage();
      return replay(RecordedSession.find(data, id));
    }
    if (tapes.isEmpty()) {
      throw CommandException.wrongInput("backtest needs --tape FILE or --session ID");
    }
    LineSettings settings = line.check();
    RunFiles files = RunFiles.in(out);
    long started = System.nanoTime();
    RunSummary summary;
    try (TapeFeed feed = TapeFeed.open(tapes);
        BegunFeed begun = new BegunFeed(feed)) {
      feed.warnings().forEach(console::note);
      List<PlanState> created = PlanFiles.read(plans, settings, begun.start());
      summary = new RunSummary(feed.derivesQuotes());
      Backtest backtest =
          backtest(feed.priceSource(), settings, strategies(), summary, files != null);
      created.forEach(backtest::create);
      play(backtest, begun);
      if (files != null) {
        write(files, info(feed));
      }
    }
    quarantined.tell(console);
    Map<String, Object> result = result(summary, started);
    console.out().println(json ? RunReport.json(result) : RunReport.text(result));
    return ExitStatus.DONE;
  }

  /** Those that are named; plans need none beside them. */
  private List<String> strategies() {
    return plans.isEmpty() || isGiven("--strategy") ? line.strategies() : PLANS_ALONE;
  }

  private boolean isGiven(String option) {
    CommandSpec given = spec;
    return given != null && given.commandLine().getParseResult().hasMatchedOption(option);
  }

  private void checkSessionUsage() {
    boolean folderAlone = line.givesOnly(Strategies.FOLDER);
    for (String other : List.of("--tape", "--plan", "--strategy", "--set", "--settings")) {
      if (folderAlone && other.startsWith("--set")) {
        continue;
      }
      if (isGiven(other)) {
        throw CommandException.wrongInput(
            "%s and --session: a session has its own tape and settings".formatted(other));
      }
    }
  }

  /** Plays a session's events with its settings, and holds what comes of it against the session. */
  private int replay(RecordedSession recorded) throws IOException {
    RunFiles files = RunFiles.in(out);
    long started = System.nanoTime();
    RunInfo info = recorded.replayInfo();
    String folder = line.given().get(Strategies.FOLDER);
    RunSummary summary = new RunSummary(info.quotesDerived());
    try (Feed feed = recorded.feed()) {
      Backtest backtest =
          backtest(
              PriceSource.valueOf(info.candlePrice()),
              LineSettings.read(
                  key -> key.equals(Strategies.FOLDER) ? folder : info.settings().get(key)),
              info.strategies(),
              summary,
              true);
      play(backtest, feed);
    }
    if (files != null) {
      write(files, info);
    }
    if (!recorded.shortcoming().isEmpty()) {
      console.note(recorded.shortcoming());
    }
    RunDifference difference = RunComparison.of(recorded.rows(), record.rows(info));
    DifferenceReport report = new DifferenceReport(difference);
    Map<String, Object> result = result(summary, started);
    if (json) {
      result.put("session", recorded.id());
      result.put("difference", report.json());
      console.out().println(RunReport.json(result));
    } else {
      console.out().println(RunReport.text(result));
      console.out().println();
      console.out().println("A is the session, B the backtest");
      report.text().forEach(text -> console.out().println(text));
    }
    return ExplainDiffCommand.status(difference, console);
  }

  private Backtest backtest(
      PriceSource candlePrice,
      LineSettings settings,
      List<String> strategies,
      RunSummary summary,
      boolean keep) {
    return new Backtest(
        new MarketDataStage(candlePrice, settings.instruments()),
        candlePrice,
        settings,
        strategies,
        event -> collect(event, summary, keep));
  }

  private void play(Backtest backtest, Feed feed) throws IOException {
    backtest.run(feed, nanos -> latency.recordValue(nanos / 1000));
  }

  private void collect(Event event, RunSummary summary, boolean keep) {
    summary.on(event);
    if (event instanceof Quarantined row) {
      quarantined.add(row);
    }
    if (keep) {
      record.accept(event);
    }
  }

  private Map<String, Object> result(RunSummary summary, long started) {
    Map<String, Object> result = RunReport.of(summary);
    RunReport.addTimes(result, latency, (System.nanoTime() - started) / 1e9);
    return result;
  }

  private RunInfo info(TapeFeed feed) throws IOException {
    return new RunInfo(
        RunInfo.Mode.BACKTEST,
        "tape",
        RunInfo.tapeSource(feed.fingerprint()),
        tapes.stream().map(tape -> String.valueOf(tape.getFileName())).toList(),
        strategies(),
        LineSettings.effective(line.given()::get, line.given().keySet()),
        "max",
        feed.priceSource().name(),
        feed.derivesQuotes(),
        1,
        record.lastSeq());
  }

  private void write(RunFiles files, RunInfo info) throws IOException {
    for (RunTable table : RunTable.values()) {
      files.write(
          table.fileName(),
          writer -> {
            for (String row : record.lines(table)) {
              writer.write(row + "\n");
            }
          });
    }
    RunFolder.write(files, info);
  }
}
