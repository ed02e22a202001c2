package io.tapeline.protocol.shell;

import io.tapeline.core.market.Feed;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A feed being played, from the finding of its place to its end or the loss of it to another. */
final class FeedLife implements PublisherLife {

  private static final int PROGRESS_PARTITION = 0;
  private static final Duration PROGRESS_WAIT = Duration.ofMillis(50);
  private static final int MARKERS_PER_WINDOW = 8;
  private static final int EVENTS_A_TURN = 512;
  private static final long LONGEST_WAIT_NANOS = 50_000_000L;

  /** One after each event would double what lies on the line, and what a restart reads. */
  private static final long MARK_EVERY_NANOS = 10_000_000L;

  private final Feed feed;
  private final Pace pace;
  private final LogClient log;
  private final FeedProgress progress;
  private final FeedPublisher publisher;
  private final long publishedBefore;
  private final int partitionCount;
  private final Map<Integer, Long> taken;
  private @Nullable Event pending;
  private boolean ended;
  private long startedNanos;
  private @Nullable EventTime startedAt;
  private @Nullable EventTime settledFor;
  private long markedUpTo;
  private long markedAt = System.nanoTime();
  private long takenUpTo;
  private long seq;

  FeedLife(
      FeedSource source,
      Pace pace,
      Membership.Share share,
      LogClient log,
      Membership membership,
      StageMetrics metrics,
      FeedProgress progress) {
    this.pace = pace;
    this.log = log;
    this.progress = progress;
    this.publisher =
        new FeedPublisher(source.stage(), source.audience(), share, log, membership, metrics);
    this.partitionCount = publisher.partitionCount();
    this.publishedBefore = publisher.publishedBefore();
    TopicPartition reports = new TopicPartition(Topics.ORDER_EVENTS.name(), PROGRESS_PARTITION);
    this.taken = FeedTail.markers(log, reports, partitionCount);
    noteTaken();
    this.feed = open(source);
    progress.resumedAt = publishedBefore;
    progress.position = 0;
  }

  private static Feed open(FeedSource source) {
    try {
      return source.feed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plays some events, or waits a little for the time or the line to be ready for the next one. */
  @Override
  public void turn(Duration wait, BooleanSupplier stopping) {
    for (int event = 0; event < EVENTS_A_TURN && !stopping.getAsBoolean(); event++) {
      Event next = next();
      if (next == null) {
        end(wait);
        return;
      }
      if (next instanceof MarketEvent market) {
        seq = market.seq();
        if (seq > publishedBefore && !(isDue(market) && hasRoom(market))) {
          return;
        }
      }
      publisher.play(next, seq, FeedPublisher.nowMicros());
      pending = null;
      progress.position = seq;
    }
    progress.share = feed.progress();
  }

  private @Nullable Event next() {
    if (pending == null && !ended) {
      try {
        pending = feed.next();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ended = pending == null;
    }
    return pending;
  }

  private void end(Duration wait) {
    progress.share = feed.progress();
    mark(seq);
    log.flush();
    readProgress(takenUpTo < seq ? PROGRESS_WAIT : wait);
    progress.finished = takenUpTo >= seq;
  }

  /** Waits for the moment of an event; false if it has not come yet. */
  private boolean isDue(MarketEvent event) {
    if (!pace.isTimed()) {
      return true;
    }
    EventTime first = startedAt;
    if (first == null) {
      startedAt = event.ts();
      startedNanos = System.nanoTime();
      return true;
    }
    long due = startedNanos + (long) (event.ts().microsSince(first) * 1000 / pace.speed());
    long left = due - System.nanoTime();
    if (left <= 0) {
      return true;
    }
    if (pace.isWindowed() && System.nanoTime() - markedAt >= MARK_EVERY_NANOS) {
      // The event itself is not published yet.
      mark(seq - 1);
    }
    boolean marksLater = pace.isWindowed() && markedUpTo < seq - 1;
    LockSupport.parkNanos(Math.min(left, marksLater ? MARK_EVERY_NANOS : LONGEST_WAIT_NANOS));
    return due - System.nanoTime() <= 0;
  }

  /**
   * False while so much is under way that the line has to follow first. Of the heartbeats after the
   * end of a tape, the next moment's wait for the last one's, unless the line keeps its order
   * anyway: what is still open is settled while they last.
   */
  private boolean hasRoom(MarketEvent next) {
    if (!pace.isWindowed()) {
      return true;
    }
    boolean afterTheEnd = next instanceof Heartbeat && feed.progress() >= 1;
    boolean settle = afterTheEnd && !pace.lockstep() && !next.ts().equals(settledFor);
    int window = settle ? 1 : pace.window();
    int markEvery = Math.max(1, window / MARKERS_PER_WINDOW);
    if (seq - 1 - markedUpTo >= markEvery) {
      mark(seq - 1);
      readProgress(Duration.ZERO);
    }
    if (seq - 1 - takenUpTo >= window) {
      mark(seq - 1);
      readProgress(PROGRESS_WAIT);
    }
    boolean room = seq - 1 - takenUpTo < window;
    if (room && settle) {
      settledFor = next.ts();
    }
    return room;
  }

  private void mark(long upTo) {
    if (upTo > markedUpTo) {
      publisher.mark(upTo);
      markedUpTo = upTo;
      markedAt = System.nanoTime();
    }
  }

  /** Execution tells how far the whole line has come. */
  private void readProgress(Duration wait) {
    for (ConsumerRecord<String, byte[]> record : log.poll(wait)) {
      FeedTail.noteMarker(record, partitionCount, taken);
    }
    noteTaken();
  }

  private void noteTaken() {
    takenUpTo =
        taken.size() < partitionCount
            ? 0
            : taken.values().stream().mapToLong(Long::longValue).min().orElse(0);
  }

  /** What was published before is played again first. */
  @Override
  public boolean isCaughtUp() {
    return ended || seq >= publishedBefore;
  }

  @Override
  public void settle() {
    publisher.settle();
  }

  @Override
  public void close() {
    try {
      feed.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
