package io.tapeline.cli;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.settings.SettingsException;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.history.History;
import io.tapeline.marketdata.history.HistoryException;
import io.tapeline.marketdata.history.HistoryRequest;
import io.tapeline.marketdata.history.HistoryResult;
import io.tapeline.marketdata.history.HistorySettings;
import io.tapeline.marketdata.history.Venue;
import io.tapeline.marketdata.rest.VenueException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tapeline history}: a tape of a venue's past trades or candles. */
@Command(
    name = "history",
    description = {
      "Fetches past trades or candles of a venue into a tape.",
      "A run that was interrupted is carried on by the same command; on a tape that is complete it"
          + " does nothing."
    },
    footer = {
      "",
      "Times are dates (2026-01-31), ISO times (2026-01-31T12:00:00Z, UTC unless told otherwise) or"
          + " microseconds since 1970.",
      "Rows that cannot be used are kept beside the tape, in FILE.rejected.csv; what a tape holds,"
          + " in FILE.history.json.",
      "Settings and their defaults: tapeline.history.pause-ms=100 from request to request,"
          + " .retries=3, .backoff-ms=1000 before the first, .timeout-s=10 a request,"
          + " .page=1000 rows a request; tapeline.VENUE.rest-url."
    },
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--venue",
      required = true,
      paramLabel = "kraken|binance",
      description = "Whose history; Binance's is that of its spot market.")
  private Venue venue = Venue.KRAKEN;

  @Option(
      names = "--symbol",
      required = true,
      paramLabel = "SYMBOL",
      description = "As the venue names it: BTC/USD on kraken, BTCUSDT on binance.")
  private String symbol = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "The first moment wanted.")
  private EventTime from = new EventTime(0);

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The first moment not wanted any more; the venue's present unless given.")
  private @Nullable EventTime to;

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  /** Trades or candles. */
  static final class What {

    @Option(names = "--trades", description = "Every trade; of Binance the aggregated ones.")
    private boolean trades;

    @Option(
        names = "--timeframe",
        paramLabel = "1s|1m|5m|15m|1h",
        description = "Closed candles of this length.")
    private @Nullable Timeframe timeframe;

    /** The length of candles, null for trades. */
    @Nullable Timeframe wanted() {
      return trades ? null : timeframe;
    }
  }

  @Option(
      names = "--from-trades",
      description =
          "With --timeframe: make the candles of the venue's trades. Kraken gives the newest 720"
              + " candles of a length only, and none of 1s; its trades go back to the first.")
  private boolean fromTrades;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The tape, .csv or .csv.gz; unless given it lies in the current folder and is named"
              + " after venue, symbol and range.")
  private @Nullable Path out;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Another address of the venue's REST interface.")
  private @Nullable String url;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting by its full name, for instance tapeline.history.pause-ms=250.")
  private Map<String, String> settings = new TreeMap<>();

  @Option(names = "--json", description = "One JSON object on stdout instead of text.")
  private boolean json;

  HistoryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    HistoryRequest request =
        new HistoryRequest(venue, symbol, what.wanted(), fromTrades, from, to, out);
    long start = System.nanoTime();
    HistoryResult result = fetch(request);
    double seconds = (System.nanoTime() - start) / 1e9;
    console.out().println(json ? HistoryReport.json(result, seconds) : HistoryReport.text(result));
    console.out().flush();
    return ExitStatus.DONE;
  }

  private HistoryResult fetch(HistoryRequest request) throws IOException, InterruptedException {
    HistoryProgress progress = HistoryProgress.on(console);
    try {
      return History.fetch(request, settings(), progress);
    } catch (HistoryException e) {
      throw CommandException.wrongInput(String.valueOf(e.getMessage()));
    } catch (VenueException e) {
      String message = String.valueOf(e.getMessage());
      if (e.fault() == VenueException.Fault.UNKNOWN_SYMBOL) {
        throw CommandException.wrongInput(message);
      }
      throw CommandException.failed(
          History.isBegun(request)
              ? message + "; what was fetched is kept, and the same command carries on"
              : message);
    } finally {
      progress.end();
    }
  }

  private HistorySettings settings() throws HistoryException {
    try {
      HistorySettings read = HistorySettings.read(settings);
      return url == null ? read : read.withUrl(venue, url);
    } catch (SettingsException e) {
      throw CommandException.wrongInput(String.join("; ", e.lines()));
    }
  }
}
