package io.tapeline.cli.diff;

import io.tapeline.backtest.diff.RunComparison;
import io.tapeline.backtest.diff.RunDifference;
import io.tapeline.backtest.diff.RunRows;
import io.tapeline.cli.Console;
import io.tapeline.cli.ExitStatus;
import io.tapeline.cli.RunFolder;
import io.tapeline.cli.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapeline explain-diff}: which trades of two runs differ, and the first cause of each. */
@Command(
    name = "explain-diff",
    description = "Which trades of two runs differ, and the first cause of each.",
    mixinStandardHelpOptions = true)
public final class ExplainDiffCommand implements Callable<Integer> {

  private static final int NAMED = 3;

  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "RUN_A",
      description = "A folder that --out left, or a session's name.")
  private String runA = "";

  @Parameters(index = "1", paramLabel = "RUN_B", description = "The other one.")
  private String runB = "";

  @Option(names = "--data", paramLabel = "DIR", description = "Where the sessions are; ./data.")
  private Path data = Path.of("data");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  public ExplainDiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    RunRows a = read(runA);
    RunRows b = read(runB);
    RunDifference difference = RunComparison.of(a, b);
    DifferenceReport report = new DifferenceReport(difference);
    if (json) {
      console.out().println(RunReport.json(report.json()));
    } else {
      report.text().forEach(line -> console.out().println(line));
    }
    return status(difference, console);
  }

  private RunRows read(String run) throws IOException {
    Path folder = Path.of(run);
    return Files.exists(folder) || run.contains("/")
        ? RunFolder.read(folder)
        : RecordedSession.find(data, run).rows();
  }

  /** 0 if all is explained; else 1, and what is not is named on stderr. */
  public static int status(RunDifference difference, Console console) {
    List<String> unexplained = difference.unexplained();
    if (unexplained.isEmpty()) {
      return ExitStatus.DONE;
    }
    String named = String.join(", ", unexplained.subList(0, Math.min(NAMED, unexplained.size())));
    console.note(
        "%d differences could not be explained: %s%s"
            .formatted(
                unexplained.size(), named, unexplained.size() > NAMED ? ", and others" : ""));
    return ExitStatus.FAILED;
  }
}
