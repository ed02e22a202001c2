package io.tapeline.marketdata.history;

import io.tapeline.core.time.EventTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Fetches trades of kraken in a process of its own, so that it can be killed. */
public final class HistoryProcess {

  private HistoryProcess() {}

  /** Arguments: address, tape, page, first and last microsecond. */
  public static void main(String[] args) throws Exception {
    HistorySettings settings =
        new HistorySettings(
            Duration.ZERO,
            3,
            Duration.ofMillis(1),
            Duration.ofMinutes(2),
            Integer.parseInt(args[2]),
            Map.of(Venue.KRAKEN, URI.create(args[0])));
    HistoryRequest request =
        new HistoryRequest(
            Venue.KRAKEN,
            "BTC/USD",
            null,
            false,
            new EventTime(Long.parseLong(args[3])),
            new EventTime(Long.parseLong(args[4])),
            Path.of(args[1]));
    HistoryResult result = History.fetch(request, settings, HistoryListener.NONE);
    System.out.println(result.rows());
  }
}
