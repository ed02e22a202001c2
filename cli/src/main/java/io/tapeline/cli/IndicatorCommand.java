package io.tapeline.cli;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.indicator.named.NamedIndicator;
import io.tapeline.core.indicator.named.NamedIndicators;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code tapeline indicator}: the values of an indicator as CSV, a row whenever it is ready. Of
 * candles, {@code ts} is the open time of the newest one.
 */
@Command(
    name = "indicator",
    description = "Values of an indicator of candles or tapes, as CSV on stdout.",
    mixinStandardHelpOptions = true)
final class IndicatorCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Which one, for instance atr; --list names all.")
  private @Nullable String name;

  @Option(
      names = "--candles",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Candles of one timeframe, CSV or gzip.")
  private List<Path> candles = List.of();

  @Option(
      names = "--tape",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Trades, quotes or book tapes, CSV or gzip; several are merged by time. Candles are made"
              + " of trades, or of the mid where there are none.")
  private List<Path> tapes = List.of();

  @Option(
      names = "--timeframe",
      paramLabel = "1s|1m|5m|15m|1h",
      description = "Length of the candles that are made of tapes; 1m unless given.")
  private @Nullable Timeframe timeframe;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A parameter of the indicator, for instance n=14.")
  private Map<String, String> parameters = new TreeMap<>();

  @Option(names = "--list", description = "Name every indicator with its parameters.")
  private boolean list;

  IndicatorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Instruments instruments = LineSettings.builtInInstruments();
    Instrument any = instruments.get(new Symbol("ANY"));
    if (list) {
      NamedIndicators.list().forEach(each -> console.out().println(described(each, any)));
      return ExitStatus.DONE;
    }
    NamedIndicator indicator = indicator();
    if (candles.isEmpty() == tapes.isEmpty()) {
      throw CommandException.wrongInput(
          "%s is made of %s: give either --candles or --tape"
              .formatted(indicator.name(), indicator.input().label()));
    }
    checkParameters(indicator, any);
    IndicatorRun run = new IndicatorRun(indicator, parameters, instruments, console);
    if (tapes.isEmpty()) {
      if (timeframe != null) {
        throw CommandException.wrongInput(
            "--timeframe is for tapes; candles have theirs ('tapeline candles' makes longer ones)");
      }
      run.ofCandles(candles);
    } else {
      run.ofTapes(tapes, timeframe == null ? Timeframe.M1 : timeframe);
    }
    return ExitStatus.DONE;
  }

  private NamedIndicator indicator() {
    if (name == null) {
      throw CommandException.wrongInput("no indicator named; --list names all");
    }
    try {
      return NamedIndicators.of(name.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongInput(e.getMessage() + "; --list shows their parameters");
    }
  }

  /** Before any file is opened. */
  private void checkParameters(NamedIndicator indicator, Instrument any) {
    try {
      indicator.study(parameters, any);
    } catch (SettingsException e) {
      throw CommandException.wrongInput(String.join("; ", e.lines()));
    }
  }

  private static String described(NamedIndicator indicator, Instrument any) {
    List<String> set = new ArrayList<>();
    indicator
        .parameters(any)
        .forEach((key, value) -> set.add(key + "=" + value.toLowerCase(Locale.ROOT)));
    return "%-14s %s. From %s. Columns: %s.%s"
        .formatted(
            indicator.name(),
            indicator.title(),
            indicator.input().label(),
            String.join(", ", indicator.columns()),
            set.isEmpty() ? "" : " Parameters: " + String.join(", ", set) + ".");
  }
}
