package io.tapeline.cli.crash;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tape that is played in every round.
 *
 * @param lastSeq feed number of its last event
 * @param length event time from the first event to the last
 */
record Tape(List<Path> files, long lastSeq, Duration length) {

  /**
   * Reads the files to their end once.
   *
   * @throws io.tapeline.core.tape.TapeException if a file is not a tape
   */
  static Tape read(List<Path> files) throws IOException {
    long last = 0;
    long firstMicros = -1;
    long lastMicros = 0;
    try (TapeFeed feed = TapeFeed.open(files)) {
      for (Event event = feed.next(); event != null; event = feed.next()) {
        if (event instanceof MarketEvent market) {
          last = market.seq();
          lastMicros = market.ts().micros();
          firstMicros = firstMicros < 0 ? lastMicros : firstMicros;
        }
      }
    }
    return new Tape(List.copyOf(files), last, Duration.ofNanos((lastMicros - firstMicros) * 1000));
  }

  /** As the value of {@code tapeline.tapes}. */
  String property() {
    return files.stream()
        .map(file -> file.toAbsolutePath().toString())
        .collect(Collectors.joining(","));
  }
}
