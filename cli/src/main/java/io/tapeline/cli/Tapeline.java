package io.tapeline.cli;

import io.tapeline.cli.books.AnalyseCommand;
import io.tapeline.cli.books.ControlCommand;
import io.tapeline.cli.books.ExportCommand;
import io.tapeline.cli.books.PlanCommand;
import io.tapeline.cli.books.QuarantineCommand;
import io.tapeline.cli.books.StatusCommand;
import io.tapeline.cli.books.WhyCommand;
import io.tapeline.cli.books.WhyNotCommand;
import io.tapeline.cli.crash.CrashTestCommand;
import io.tapeline.cli.diff.ExplainDiffCommand;
import io.tapeline.cli.diff.SessionsCommand;
import io.tapeline.cli.up.UpCommand;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.tape.foreign.ForeignFormat;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.history.Venue;
import io.tapeline.marketdata.instrument.InstrumentVenue;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/**
 * The {@code tapeline} command.
 *
 * <p>Exit status 0 done, 1 failed, 2 wrong usage or input; what went wrong is one line on stderr.
 */
@Command(
    name = "tapeline",
    description = "Self-hosted micro-scalping suite: research, paper and live trading.",
    mixinStandardHelpOptions = true,
    versionProvider = Tapeline.Version.class)
public final class Tapeline {

  /** Runs a command and ends the process with its status. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a command on the process's own streams; returns the exit status. */
  public static int run(String... args) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    int status = run(new Console(out, err), args);
    out.flush();
    err.flush();
    return status;
  }

  /** Runs a command on the given streams; returns the exit status. */
  public static int run(Console console, String... args) {
    CommandLine line = new CommandLine(new Tapeline());
    commands(console).forEach(line::addSubcommand);
    // Else a mistyped option after --tape would pass for one more file.
    line.setUnmatchedOptionsAllowedAsOptionParameters(false);
    line.registerConverter(Timeframe.class, choice(Timeframe::of));
    line.registerConverter(TapeKind.class, choice(TapeKind::of));
    line.registerConverter(InstrumentVenue.class, choice(InstrumentVenue::of));
    line.registerConverter(ForeignFormat.class, choice(Tapeline::format));
    line.registerConverter(PriceSource.class, choice(PriceSource::of));
    line.registerConverter(Venue.class, choice(Venue::of));
    line.registerConverter(EventTime.class, choice(Moment::parse));
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((problem, _) -> misused(console, problem));
    line.setExecutionExceptionHandler((problem, _, _) -> failed(console, problem));
    line.setExecutionStrategy(Tapeline::execute);
    return line.execute(args);
  }

  /** A command that only holds others does nothing by itself. */
  private static int execute(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.subcommand() != null) {
      last = last.subcommand();
    }
    boolean asked = last.isUsageHelpRequested() || last.isVersionHelpRequested();
    if (!asked && !last.commandSpec().subcommands().isEmpty()) {
      throw new ParameterException(last.commandSpec().commandLine(), "no command given");
    }
    return new RunLast().execute(parsed);
  }

  /** Every subcommand; each class carries its own name and options. */
  private static List<Object> commands(Console console) {
    return List.of(
        new BacktestCommand(console),
        new CandlesCommand(console),
        new QuotesCommand(console),
        new IndicatorCommand(console),
        tape(console),
        new TickServerCommand(console),
        new InstrumentsCommand(console),
        new HistoryCommand(console),
        new UpCommand(console),
        new StatusCommand(console),
        new WhyCommand(console),
        new WhyNotCommand(console),
        new AnalyseCommand(console),
        new ExportCommand(console),
        new ControlCommand.Halt(console),
        new ControlCommand.Resume(console),
        new ControlCommand.Flatten(console),
        new PlanCommand(console),
        new QuarantineCommand(console),
        new ExplainDiffCommand(console),
        new SessionsCommand(console),
        new CrashTestCommand(console));
  }

  private static CommandLine tape(Console console) {
    return new CommandLine(new TapeCommand(console)).addSubcommand(new TapeRecordCommand(console));
  }

  /** Parquet is a table with columns like any other, once it is read. */
  private static ForeignFormat format(String label) {
    return label.equals("parquet") ? ForeignFormat.COLUMNS : ForeignFormat.of(label);
  }

  private static <T> ITypeConverter<T> choice(Function<String, T> of) {
    return label -> {
      try {
        return of.apply(label);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  private static int misused(Console console, ParameterException problem) {
    console.note(
        "%s (see '%s --help')"
            .formatted(
                problem.getMessage(), problem.getCommandLine().getCommandSpec().qualifiedName()));
    return ExitStatus.WRONG_INPUT;
  }

  private static int failed(Console console, Exception problem) {
    return switch (problem) {
      case ClosedOutputException _ -> ExitStatus.DONE;
      case CommandException known -> told(console, known.status(), known);
      case TapeException tape -> told(console, ExitStatus.WRONG_INPUT, tape);
      case IOException io -> told(console, ExitStatus.FAILED, io);
      default -> {
        console.note("failed unexpectedly: " + problem);
        if (Boolean.getBoolean("tapeline.trace")) {
          problem.printStackTrace(console.err());
        }
        yield ExitStatus.FAILED;
      }
    };
  }

  private static int told(Console console, int status, Exception problem) {
    String message = problem.getMessage();
    console.note(message == null ? problem.toString() : message);
    return status;
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** Tells the version the build was made as. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      try (InputStream input = Tapeline.class.getResourceAsStream("version.properties")) {
        if (input != null) {
          properties.load(input);
        }
      }
      return new String[] {"tapeline " + properties.getProperty("version", "unknown")};
    }
  }
}
