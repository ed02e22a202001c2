package io.tapeline.cli;

import io.tapeline.core.tape.TapeCheck;
import io.tapeline.core.tape.foreign.ImportResult;
import io.tapeline.core.tape.foreign.TapeImport;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapeline tape}: what can be done with tape files. */
@Command(
    name = "tape",
    description = "Checks tape files, and makes them of other files.",
    mixinStandardHelpOptions = true)
final class TapeCommand {

  private final Console console;

  TapeCommand(Console console) {
    this.console = console;
  }

  /** Reads every row of each file and tells whether it can be used. */
  @Command(
      name = "check",
      description = "Reads tapes whole and says what is in them and what is wrong with them.",
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "Tapes, CSV or gzip.")
          List<Path> files,
      @Option(names = "--json", description = "One JSON object instead of text.") boolean json) {
    EventTime now = new EventTime(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    List<TapeCheck.Result> results = files.stream().map(file -> TapeCheck.of(file, now)).toList();
    String text =
        json
            ? TapeReport.json(results)
            : String.join("\n\n", results.stream().map(TapeReport::text).toList());
    console.out().println(text);
    console.out().flush();
    List<String> problems =
        results.stream().map(TapeCheck.Result::problem).filter(Objects::nonNull).toList();
    if (problems.isEmpty()) {
      return ExitStatus.DONE;
    }
    String others = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
    console.note(problems.getFirst() + others);
    return ExitStatus.WRONG_INPUT;
  }

  /** Makes a tape of market data in the layout of others. */
  @Command(
      name = "import",
      description = {
        "Makes a tape of market data files as others publish them.",
        "Lines that cannot be used are kept in a file beside the tape, .rejected.csv."
      },
      mixinStandardHelpOptions = true)
  int importFiles(@Mixin ImportOptions options) throws IOException {
    ImportResult result = TapeImport.run(options.settings());
    console.out().println(options.json() ? ImportReport.json(result) : ImportReport.text(result));
    console.out().flush();
    if (result.rejectedLines() > 0) {
      console.note(
          "%d lines could not be used; they are kept in %s"
              .formatted(result.rejectedLines(), result.rejectedFile()));
    }
    return ExitStatus.DONE;
  }
}
