package io.tapeline.cli;

import io.tapeline.cli.parquet.ParquetExport;
import io.tapeline.cli.parquet.ParquetInputs;
import io.tapeline.core.tape.RecordedFile;
import io.tapeline.core.tape.TapeCheck;
import io.tapeline.core.tape.foreign.ImportResult;
import io.tapeline.core.tape.foreign.TapeImport;
import io.tapeline.core.tape.pack.TapePack;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.recording.RecordingFolder;
import java.io.IOException;
import java.nio.file.Files;
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
    description = "Records, checks, repairs and packs tape files, and makes them of other files.",
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

  /** Cuts off what a killed recorder left unfinished. */
  @Command(
      name = "repair",
      description = {
        "Cuts off what a killed recorder left at the end of its files; whole records stay.",
        "Not needed to read them, nor to go on recording."
      },
      mixinStandardHelpOptions = true)
  int repair(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recorded tapes.")
          List<Path> files)
      throws IOException {
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw CommandException.wrongInput(file + ": no such file");
      }
      if (RecordingFolder.isBeingWritten(file)) {
        throw CommandException.wrongInput(file + ": is being recorded; stop the recorder first");
      }
      RecordedFile recorded = RecordedFile.of(file);
      if (recorded == null) {
        throw CommandException.wrongInput(
            file + ": no recorder wrote it, so that its end cannot be told; copy it again");
      }
      boolean repaired = recorded.repair(file);
      console
          .out()
          .println(
              repaired
                  ? "%s: cut off %d bytes".formatted(file, recorded.size() - recorded.whole())
                  : file + ": is whole");
    }
    console.out().flush();
    return ExitStatus.DONE;
  }

  /** Writes a tape for other programs. */
  @Command(
      name = "export",
      description = {
        "Writes the usable rows of a tape as Parquet: ts as timestamp in microseconds, amounts as",
        "text with the digits of their source."
      },
      mixinStandardHelpOptions = true)
  int export(
      @Parameters(index = "0", paramLabel = "FILE", description = "A tape.") Path tape,
      @Parameters(index = "1", paramLabel = "OUT.parquet", description = "The file to write.")
          Path out,
      @Option(names = "--overwrite", description = "Replace the file to write if it is there.")
          boolean overwrite)
      throws IOException {
    if (!out.toString().endsWith(".parquet")) {
      throw CommandException.wrongInput(out + ": name a file that ends in .parquet");
    }
    ParquetExport.Result result = ParquetExport.run(tape, out, overwrite);
    String warning = result.warning();
    if (warning != null) {
      console.note(warning);
    }
    console.out().println("%s: %d rows of %s".formatted(out, result.rows(), result.kind().label()));
    console.out().flush();
    if (result.rejectedRows() > 0) {
      console.note(
          "%d rows could not be used and are not in it; 'tapeline tape check' names them"
              .formatted(result.rejectedRows()));
    }
    return ExitStatus.DONE;
  }

  /** Packs tapes into the binary form, which is read several times as fast. */
  @Command(
      name = "pack",
      description = {
        "Packs tapes of one kind into one binary tape, which every command reads like the others,",
        "several times as fast. Rows that cannot be used are kept beside it, .rejected.csv."
      },
      mixinStandardHelpOptions = true)
  int pack(
      @Parameters(
              arity = "2..*",
              paramLabel = "FILE",
              description = "Tapes by time, and last the file to write: IN... OUT.tape.")
          List<Path> files,
      @Option(names = "--overwrite", description = "Replace the file to write if it is there.")
          boolean overwrite)
      throws IOException {
    Path out = files.getLast();
    TapePack.Result result = TapePack.run(files.subList(0, files.size() - 1), out, overwrite);
    result.warnings().forEach(console::note);
    console
        .out()
        .println(
            "%s: %d rows of %s, %d bytes"
                .formatted(out, result.rows(), result.kind().label(), Files.size(out)));
    console.out().flush();
    if (result.rejectedRows() > 0) {
      console.note(
          "%d rows could not be used; they are kept in %s"
              .formatted(result.rejectedRows(), result.rejectedFile()));
    }
    return ExitStatus.DONE;
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
    ImportResult result;
    try (ParquetInputs tables = ParquetInputs.of(options.inputs())) {
      result = TapeImport.run(options.settings(tables));
    }
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
