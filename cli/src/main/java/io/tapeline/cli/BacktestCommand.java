package io.tapeline.cli;

import io.tapeline.backtest.Backtest;
import io.tapeline.backtest.RunSummary;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.export.DecisionCsv;
import io.tapeline.core.export.TradeCsv;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapeline backtest}: tapes through the line's own stages in one thread. */
@Command(
    name = "backtest",
    description = "Plays tapes through the strategies, risk rules and paper venue of the suite.",
    mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {

  private final Console console;
  private final List<Position> trades = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final QuarantineTally quarantined = new QuarantineTally();

  @Option(
      names = "--tape",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Trades, quotes or book tapes, CSV or gzip; several are merged by time.")
  private List<Path> tapes = List.of();

  @Mixin private LineOptions line = new LineOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Leave trades.csv and decisions.csv in this folder.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  BacktestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    LineSettings settings = line.check();
    RunFiles files = RunFiles.in(out);
    long started = System.nanoTime();
    Histogram latency = new Histogram(3);
    RunSummary summary;
    try (TapeFeed feed = TapeFeed.open(tapes)) {
      summary = new RunSummary(feed.derivesQuotes());
      Backtest backtest =
          new Backtest(
              new MarketDataStage(feed.priceSource()),
              settings,
              line.strategies(),
              event -> collect(event, summary, files != null));
      backtest.run(feed, nanos -> latency.recordValue(nanos / 1000));
    }
    if (files != null) {
      write(files);
    }
    quarantined.tell(console);
    double seconds = (System.nanoTime() - started) / 1e9;
    Map<String, Object> result = RunReport.of(summary);
    RunReport.addTimes(result, latency, seconds);
    console.out().println(json ? RunReport.json(result) : RunReport.text(result));
    return ExitStatus.DONE;
  }

  private void collect(Event event, RunSummary summary, boolean keep) {
    summary.on(event);
    switch (event) {
      case Quarantined row -> quarantined.add(row);
      case Position position when keep && position.state() == PositionState.CLOSED ->
          trades.add(position);
      case Decision decision when keep -> decisions.add(decision);
      default -> {}
    }
  }

  private void write(RunFiles files) throws IOException {
    trades.sort(TradeCsv.ORDER);
    files.write(
        "trades.csv",
        writer -> {
          writer.write(TradeCsv.HEADER + "\n");
          for (Position trade : trades) {
            writer.write(TradeCsv.line(trade) + "\n");
          }
        });
    decisions.sort(DecisionCsv.ORDER);
    files.write(
        "decisions.csv",
        writer -> {
          writer.write(DecisionCsv.HEADER + "\n");
          for (Decision decision : decisions) {
            writer.write(DecisionCsv.line(decision) + "\n");
          }
        });
  }
}
