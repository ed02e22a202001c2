package io.tapeline.cli;

import io.tapeline.cli.parquet.ParquetInputs;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.tape.foreign.ForeignFormat;
import io.tapeline.core.tape.foreign.ImportSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code tape import} is told. */
final class ImportOptions {

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description =
          "Whose files these are: binance, columns, parquet, tardis, kraken, lobster, truefx,"
              + " dukascopy.")
  private ForeignFormat format = ForeignFormat.COLUMNS;

  @Option(
      names = "--kind",
      paramLabel = "trades|quotes|book|candles",
      description = "What the files hold, where they do not tell it.")
  private @Nullable TapeKind kind;

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      description = "The instrument, where names and rows of the files do not tell it.")
  private @Nullable String symbol;

  @Option(
      names = "--timeframe",
      paramLabel = "1s|1m|5m|15m|1h",
      description = "The length of candles, where the files do not tell it.")
  private @Nullable Timeframe timeframe;

  @Option(
      names = "--columns",
      paramLabel = "MAPPING",
      description =
          "For --format columns and parquet: tape column = source column by name or number, the time with its"
              + " unit (s, ms, us, ns, iso): ts=time:ms,price=px,size=3,side=is_buyer_maker:maker")
  private @Nullable String columns;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description = "For --format columns: what stands between the fields, or 'tab'.")
  private String separator = ",";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The tape to write, gzipped if it ends in .gz. Default: the first file's name with"
              + " .tape.csv.gz, in this folder.")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "Replace a tape that is there already.")
  private boolean overwrite;

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Files to be joined in this order: plain, gzip, zip with one file in it, or Parquet.")
  private List<Path> inputs = List.of();

  boolean json() {
    return json;
  }

  List<Path> inputs() {
    return inputs;
  }

  ImportSettings settings(ParquetInputs tables) {
    if (tables.isAny() && format != ForeignFormat.COLUMNS) {
      throw CommandException.wrongInput(
          inputs.getFirst() + ": Parquet files are imported with --format parquet");
    }
    boolean known = columns == null && tables.columns() != null;
    return new ImportSettings(
        format,
        tables.files(),
        out == null ? defaultOut() : out,
        known && kind == null ? tables.kind() : kind,
        symbol == null ? null : symbol(symbol),
        timeframe,
        known ? tables.columns() : columns,
        separator(),
        overwrite);
  }

  private Path defaultOut() {
    String name = String.valueOf(inputs.getFirst().getFileName());
    return Path.of(name.replaceFirst("(?i)(\\.(csv|txt|zip|gz|parquet))+$", "") + ".tape.csv.gz");
  }

  private static Symbol symbol(String name) {
    if (name.isBlank() || name.indexOf('"') >= 0) {
      throw CommandException.wrongInput("--symbol '" + name + "' is no name of an instrument");
    }
    return new Symbol(name.strip());
  }

  private char separator() {
    String text = separator.equals("tab") || separator.equals("\\t") ? "\t" : separator;
    if (text.length() != 1 || text.equals("\"")) {
      throw CommandException.wrongInput(
          "--separator '" + separator + "' is not one character; give for instance ';' or tab");
    }
    return text.charAt(0);
  }
}
