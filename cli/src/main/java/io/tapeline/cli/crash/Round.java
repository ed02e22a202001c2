package io.tapeline.cli.crash;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** One play of the tape from its beginning to its last consequence in the books. */
final class Round {

  private static final Duration PROGRESS = Duration.ofMinutes(10);
  private static final Duration JOURNAL = Duration.ofMinutes(5);

  private final Line line;
  private final long lastSeq;
  private final boolean oneByOne;
  private final Consumer<String> teller;

  /**
   * @param lastSeq feed number of the tape's last event
   * @param oneByOne whether a blow waits until every process is ready, not only those it hits
   * @param teller told of each strike
   */
  Round(Line line, long lastSeq, boolean oneByOne, Consumer<String> teller) {
    this.line = line;
    this.lastSeq = lastSeq;
    this.oneByOne = oneByOne;
    this.teller = teller;
  }

  /**
   * Plays, strikes as planned, and reads what is in the books in the end.
   *
   * @throws RoundFailure if the suite does not come back or does not come to an end
   */
  Books play(List<Strike> strikes) throws IOException {
    try (Playing playing = new Playing(line.setup())) {
      for (Strike strike : strikes) {
        long seq = Math.round(strike.at() * lastSeq);
        // The line is not held up for others that come back, but each blow meets a working process.
        List<Instance> working = oneByOne ? line.setup().instances() : strike.victims();
        line.await(
            "event " + seq, PROGRESS, () -> playing.passed() >= seq && line.isReady(working));
        hit(strike, playing);
      }
      line.awaitAllReady();
      line.await("the last event, " + lastSeq, PROGRESS, () -> playing.passed() >= lastSeq);
      line.await("the journal", JOURNAL, playing::isJournaled);
      return playing.books();
    } catch (SQLException e) {
      throw new IOException("the books cannot be read: " + e.getMessage(), e);
    }
  }

  private void hit(Strike first, Playing playing) throws IOException {
    for (Strike strike = first; strike != null; strike = strike.next()) {
      LockSupport.parkNanos(strike.delay().toNanos());
      teller.accept(
          "at event %d of %d: %s %s%s"
              .formatted(
                  playing.passed(),
                  lastSeq,
                  strike.isPause() ? "pause" : "kill -9",
                  String.join(", ", strike.victims().stream().map(Instance::name).toList()),
                  strike.isPause()
                      ? String.format(Locale.ROOT, " for %.1f s", strike.pause().toMillis() / 1e3)
                      : strike.equals(first) ? "" : ", while the last ones come back"));
      if (strike.isPause()) {
        line.pauseAndResume(strike.victims(), strike.pause());
      } else {
        line.killAndRestart(strike.victims());
      }
    }
  }
}
