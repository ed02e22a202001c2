package io.tapeline.marketdata.session;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.export.RunInfo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what the suite sees and what comes of it, from the topics: a reader like any other,
 * which never holds the line up. If it fails, the line goes on without it, and the next start fills
 * in what the topics still hold.
 *
 * <p>The books are one feed from its first event on, however often the suite is stopped, killed and
 * started. So a session goes on as long as books, settings and feed are the same. With other
 * settings on the same books a new session begins, which carries on the old one's account.
 */
public final class SessionRecorder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SessionRecorder.class);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

  /**
   * How much is kept.
   *
   * @param sessions at most so many
   * @param bytes at most so many, of all sessions; the newest stops growing at it
   */
  public record Limits(int sessions, long bytes) {}

  private final Sessions sessions;
  private final Limits limits;
  private final RunInfo info;
  private final String bootstrapServers;
  private final Thread thread;
  private volatile BooleanSupplier feedFinished = () -> false;
  private volatile boolean stopping;
  private volatile boolean ended;
  private volatile @Nullable String sessionId;
  private volatile Map<String, Long> written = Map.of();
  private final AtomicLong recorded = new AtomicLong();
  private @Nullable Opened opened;

  /**
   * @param info what the run is, without event numbers
   */
  public SessionRecorder(
      Sessions sessions,
      Limits limits,
      RunInfo info,
      String bootstrapServers,
      MeterRegistry registry) {
    this.sessions = sessions;
    this.limits = limits;
    this.info = info;
    this.bootstrapServers = bootstrapServers;
    this.thread = Thread.ofPlatform().name("recorder").unstarted(this::run);
    Gauge.builder("tapeline.session.events", recorded, AtomicLong::get).register(registry);
    Gauge.builder("tapeline.session.recording", () -> ended ? 0 : 1).register(registry);
  }

  /**
   * Starts to write, in a thread of its own.
   *
   * <p>Called before anything new is published: what lies on the topics now belongs to the session
   * before, if the settings have changed since.
   */
  public void start() {
    try {
      SessionTopics reader = new SessionTopics(bootstrapServers);
      opened = new Opened(reader, reader.ends(), reader.cluster());
    } catch (KafkaException e) {
      failed(e);
      return;
    }
    thread.start();
  }

  /** What is there when recording starts. */
  private record Opened(SessionTopics reader, Map<TopicPartition, Long> ends, String cluster) {}

  /** Tells it how to learn whether the feed has come to its end. */
  public void watch(BooleanSupplier finished) {
    feedFinished = finished;
  }

  /** The session being written, null before it is found or where none is written. */
  public @Nullable String sessionId() {
    return sessionId;
  }

  /** True if everything up to these offsets is written, or nothing is written any more. */
  public boolean hasRecorded(Map<TopicPartition, Long> ends) {
    Map<String, Long> now = written;
    return ended
        || ends.entrySet().stream()
            .filter(end -> SessionTopics.isRead(end.getKey().topic()))
            .allMatch(end -> now.getOrDefault(end.getKey().toString(), 0L) >= end.getValue());
  }

  private void run() {
    Opened start = opened;
    if (start == null) {
      return;
    }
    try (SessionTopics reader = start.reader()) {
      record(start, reader);
    } catch (InterruptException e) {
      // Told to stop, and did not in time: the next start fills in.
      LOG.warn("recorder: stopped in the middle; the next start goes on there");
    } catch (IOException | RuntimeException e) {
      failed(e);
    } finally {
      ended = true;
    }
  }

  private void failed(Exception e) {
    ended = true;
    LOG.warn("recorder: this session is not written any more: {}", e.toString(), e);
  }

  private void record(Opened start, SessionTopics reader) throws IOException {
    Session before = sessions.newestOn(start.cluster());
    Map<String, Long> from = Map.of();
    long after = 0;
    if (before != null) {
      boolean same = before.info().isSameLine(info);
      try (SessionWriter writer = SessionWriter.open(before)) {
        if (same) {
          writer.note(info);
          follow(reader, writer, null);
          return;
        }
        follow(reader, writer, start.ends());
        from = writer.state().offsets();
        after = writer.state().lastSeq();
      }
    }
    begin(start.cluster(), reader, from, after);
  }

  private void begin(String cluster, SessionTopics reader, Map<String, Long> from, long after)
      throws IOException {
    Instant now = Instant.now();
    Session session =
        sessions.begin(now, info, SessionState.fresh(cluster, now.toString(), after, from));
    try (SessionWriter writer = SessionWriter.open(session)) {
      follow(reader, writer, null);
    }
  }

  /**
   * Writes what comes.
   *
   * @param until offsets to stop at; null to go on until told to stop
   */
  private void follow(
      SessionTopics reader, SessionWriter writer, @Nullable Map<TopicPartition, Long> until)
      throws IOException {
    sessionId = writer.session().id();
    if (hasNoRoom(writer)) {
      return;
    }
    LOG.info("recorder: session {}", sessionId);
    Following following = new Following(reader, writer);
    boolean full = following.run(until);
    if (full) {
      LOG.warn(
          "recorder: session {} has reached {} bytes, nothing more of it is written",
          sessionId,
          limits.bytes());
    }
  }

  private boolean hasNoRoom(SessionWriter writer) throws IOException {
    long bytes = sessions.prune(writer.session().id(), limits.sessions(), limits.bytes());
    return bytes > limits.bytes();
  }

  /** Stops when what is on the topics is written, within seconds. */
  @Override
  public void close() {
    stopping = true;
    try {
      if (!thread.join(STOP_PATIENCE)) {
        thread.interrupt();
        thread.join(STOP_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One session being written; only the recorder's thread touches it. */
  private final class Following {

    private static final long FLUSH_NANOS = 1_000_000_000L;
    private static final long PRUNE_NANOS = 60_000_000_000L;
    private static final long GIVE_UP_NANOS = 10_000_000_000L;
    private static final long DRAIN_NANOS = 10_000_000_000L;

    private final SessionTopics reader;
    private final SessionWriter writer;
    private final FeedOrder order;
    private long flushedAt = System.nanoTime();
    private long prunedAt = flushedAt;
    private long movedAt = flushedAt;
    private long drainBy = Long.MAX_VALUE;

    Following(SessionTopics reader, SessionWriter writer) {
      this.reader = reader;
      this.writer = writer;
      this.order = new FeedOrder(Math.max(writer.lastSeq(), writer.state().settledSeq()));
      reader.seek(writer.state().offsets());
      recorded.set(writer.state().events());
    }

    /** True if it ended because there is no room left. */
    boolean run(@Nullable Map<TopicPartition, Long> until) throws IOException {
      Map<TopicPartition, Long> end = until;
      while (true) {
        if (stopping && drainBy == Long.MAX_VALUE) {
          end = end == null ? reader.ends() : end;
          drainBy = System.nanoTime() + DRAIN_NANOS;
        }
        reader.poll(order, writer);
        writeInOrder();
        if (end != null && (isAt(end) || System.nanoTime() - drainBy > 0)) {
          finish(isAt(end), until == null);
          return false;
        }
        if (isFlushDue()) {
          if (isOutOfRoom()) {
            flush(SessionWriter.End.FULL);
            return true;
          }
          flush(SessionWriter.End.GOES_ON);
        }
      }
    }

    /** A session that is only looked at once more stays as it is if there is nothing to add. */
    private void finish(boolean isWritten, boolean isCurrent) throws IOException {
      boolean complete = isWritten && isCurrent && feedFinished.getAsBoolean();
      if (isCurrent || !reader.offsets(order).equals(writer.state().offsets())) {
        flush(complete ? SessionWriter.End.COMPLETE : SessionWriter.End.CLOSED);
      }
    }

    private void writeInOrder() {
      boolean mayMiss = !order.isEmpty() && System.nanoTime() - movedAt > GIVE_UP_NANOS;
      FeedOrder.Held next = order.next(mayMiss);
      if (next != null || order.isEmpty()) {
        movedAt = System.nanoTime();
      }
      while (next != null) {
        String line = next.line();
        if (line != null) {
          writer.event(next.seq(), line);
          recorded.incrementAndGet();
        }
        next = order.next(false);
      }
    }

    private boolean isAt(Map<TopicPartition, Long> end) {
      return order.isEmpty() && reader.isAt(end);
    }

    private boolean isFlushDue() {
      return writer.isHeavy() || System.nanoTime() - flushedAt > FLUSH_NANOS;
    }

    private boolean isOutOfRoom() throws IOException {
      if (System.nanoTime() - prunedAt < PRUNE_NANOS) {
        return false;
      }
      prunedAt = System.nanoTime();
      return hasNoRoom(writer);
    }

    private void flush(SessionWriter.End end) throws IOException {
      Map<String, Long> offsets = reader.offsets(order);
      boolean same = offsets.equals(writer.state().offsets());
      boolean settled = writer.state().settledSeq() == writer.lastSeq();
      if (!same || !settled || end != SessionWriter.End.GOES_ON || writer.state().closed()) {
        writer.flush(offsets, end);
      }
      written = writer.state().offsets();
      flushedAt = System.nanoTime();
    }
  }
}
