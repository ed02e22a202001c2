package io.tapeline.marketdata;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.recording.DiskRoom;
import io.tapeline.marketdata.recording.TapeWriter;
import io.tapeline.protocol.shell.LiveFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A venue's stream written as tapes, without broker or database.
 *
 * <p>After a restart the venue is asked for the trades since the last one that is written; they are
 * marked as late. What was seen and not flushed when the process died comes back in the same way;
 * quotes and depth of that time do not.
 */
public final class VenueRecording implements AutoCloseable {

  private static final int EVENTS_A_TURN = 512;

  private final TapeWriter writer;
  private final LiveFeed feed;
  private final FeedStatus status;
  private final long flushNanos;
  private long flushedAt = System.nanoTime();
  private long seq;

  private VenueRecording(TapeWriter writer, LiveFeed feed, FeedStatus status, Duration flush) {
    this.writer = writer;
    this.feed = feed;
    this.status = status;
    this.flushNanos = flush.toNanos();
    this.seq = writer.lastSeq();
  }

  /**
   * Connects, and goes on where the folder was left.
   *
   * @param symbols as the venue names them
   * @param folder of this feed's tapes
   * @param given properties by their full names, without mistakes
   * @throws io.tapeline.core.tape.TapeException if the folder cannot be used
   */
  public static VenueRecording start(
      String feed, List<String> symbols, Path folder, Map<String, String> given)
      throws IOException {
    MarketDataSettings settings = settings(feed, symbols, given);
    MeterRegistry registry = new SimpleMeterRegistry();
    FeedStatus status = new FeedStatus(registry, feed);
    TapeWriter writer =
        TapeWriter.open(folder, new DiskRoom(settings.recorder().keepFreeMegabytes()));
    boolean started = false;
    try {
      LiveFeed live =
          new LiveFeeds(
                  settings,
                  LineSettings.read(given::get).instruments(),
                  status,
                  new Played(registry, false),
                  new SeriesFigures(registry))
              .open(writer.resume());
      started = true;
      return new VenueRecording(writer, live, status, settings.recorder().flush());
    } finally {
      if (!started) {
        writer.close();
      }
    }
  }

  private static MarketDataSettings settings(
      String feed, List<String> symbols, Map<String, String> given) {
    Map<String, String> own = new TreeMap<>();
    own.put("tapeline.feed", feed);
    for (int i = 0; i < symbols.size(); i++) {
      own.put("tapeline.symbols[" + i + "]", symbols.get(i));
    }
    return FeedProperties.bind(given, own);
  }

  /**
   * Takes what the venue says; waits for it no longer than told.
   *
   * @throws IOException if it cannot be written, or the disk is nearly full
   * @throws IllegalStateException if the feed has given up for good
   */
  public void turn(Duration wait) throws IOException, InterruptedException {
    LiveFeed.Seen next = feed.poll(wait);
    for (int count = 0; next != null; count++) {
      take(next);
      next = count < EVENTS_A_TURN ? feed.poll(Duration.ZERO) : null;
    }
    if (writer.isHeavy() || System.nanoTime() - flushedAt >= flushNanos) {
      writer.flush(Map.of());
      flushedAt = System.nanoTime();
    }
  }

  private void take(LiveFeed.Seen seen) throws IOException {
    Event event = seen.event().apply(seq + 1);
    switch (event) {
      case MarketEvent market -> {
        seq++;
        writer.take(market, seen.seenMicros());
      }
      case Quarantined input -> writer.reject(input, seen.seenMicros());
      default -> throw new IllegalStateException("unexpected on a feed: " + event.id());
    }
  }

  /** How the connection is. */
  public FeedStatus status() {
    return status;
  }

  /** Rows taken since the start. */
  public long rows() {
    return writer.rows();
  }

  /** Writes what was taken, and ends the connection. */
  @Override
  public void close() throws IOException {
    feed.close();
    try (writer) {
      writer.flush(Map.of());
    }
  }
}
