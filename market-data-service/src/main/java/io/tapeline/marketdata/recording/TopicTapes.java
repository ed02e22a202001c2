package io.tapeline.marketdata.recording;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.tape.TapeException;
import io.tapeline.marketdata.live.FeedStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what the suite sees as tapes, from the topics: a reader like any other, which never holds
 * the line up. It goes on from the offsets its files are complete up to, so that a kill at any
 * instant loses nothing that the topics still hold, and doubles nothing. If it fails, the line goes
 * on without it, and the next start fills in.
 */
public final class TopicTapes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicTapes.class);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
  private static final long DRAIN_NANOS = Duration.ofSeconds(30).toNanos();

  /**
   * What is recorded where.
   *
   * @param folder of the feed's tapes
   * @param flush at most so much time lies between two flushes
   * @param again whether the same feed begins anew on new books, as a tape or a simulation does
   */
  public record Plan(Path folder, DiskRoom room, Duration flush, boolean again) {}

  private final Plan plan;
  private final String bootstrapServers;
  private final AtomicLong recorded = new AtomicLong();
  private volatile boolean stopping;
  private volatile boolean ended;
  private volatile Map<String, Long> written = Map.of();
  private @Nullable Thread thread;

  public TopicTapes(Plan plan, String bootstrapServers, MeterRegistry registry) {
    this.plan = plan;
    this.bootstrapServers = bootstrapServers;
    Gauge.builder("tapeline.tapes.rows", recorded, AtomicLong::get)
        .description("rows recorded as tapes")
        .register(registry);
    Gauge.builder("tapeline.tapes.recording", () -> ended ? 0 : 1)
        .description("1 while tapes are recorded")
        .register(registry);
  }

  /**
   * Starts to write, in a thread of its own. The topics must exist.
   *
   * @throws UncheckedIOException if the folder cannot be used; the message says what to do
   */
  public void start() {
    try {
      TapeWriter writer = TapeWriter.open(plan.folder(), plan.room());
      MarketTopics topics = null;
      boolean started = false;
      try {
        topics = new MarketTopics(bootstrapServers);
        settle(writer, topics.cluster());
        MarketTopics source = topics;
        Thread recorder = Thread.ofPlatform().name("tapes").unstarted(() -> run(source, writer));
        thread = recorder;
        recorder.start();
        started = true;
      } finally {
        if (!started) {
          writer.close();
          if (topics != null) {
            topics.close();
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void settle(TapeWriter writer, String cluster) throws TapeException {
    if (writer.cluster().equals(cluster)) {
      return;
    }
    if (plan.again() && !writer.isFresh()) {
      throw new TapeException(
          plan.folder()
              + ": holds a recording of other books, and this feed would begin in it again; name another folder");
    }
    writer.moveTo(cluster);
  }

  /** True if everything up to these offsets is written, or nothing is written any more. */
  public boolean hasRecorded(Map<TopicPartition, Long> ends) {
    Map<String, Long> now = written;
    return ended
        || ends.entrySet().stream()
            .filter(end -> MarketTopics.isRead(end.getKey().topic()))
            .allMatch(end -> now.getOrDefault(end.getKey().toString(), 0L) >= end.getValue());
  }

  private void run(MarketTopics topics, TapeWriter writer) {
    try (topics;
        writer) {
      follow(topics, writer);
    } catch (InterruptException e) {
      LOG.warn("tapes: stopped in the middle; the next start goes on there");
    } catch (NoRoomException e) {
      LOG.warn("tapes: {}", e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOG.warn("tapes: nothing more is recorded: {}", e.toString(), e);
    } finally {
      ended = true;
    }
  }

  private void follow(MarketTopics topics, TapeWriter writer) throws IOException {
    if (!topics.seek(writer.offsets()) && !writer.isFresh()) {
      LOG.warn("tapes: the topics do not keep all that is not recorded yet; a gap is noted");
      writer.lost("NOT_KEPT", FeedStatus.nowMicros());
    }
    LOG.info("tapes: records into {}", plan.folder());
    long flushedAt = System.nanoTime();
    long drainBy = 0;
    Map<String, Long> end = null;
    while (end == null || !isAt(topics, end)) {
      if (stopping && end == null) {
        end = named(topics.ends());
        drainBy = System.nanoTime() + DRAIN_NANOS;
      } else if (end != null && System.nanoTime() - drainBy > 0) {
        LOG.warn("tapes: stopped before the end of the topics; the next start goes on there");
        break;
      }
      topics.poll(writer, FeedStatus.nowMicros());
      recorded.set(writer.rows());
      if (writer.isHeavy() || System.nanoTime() - flushedAt >= plan.flush().toNanos()) {
        flush(topics, writer);
        flushedAt = System.nanoTime();
      }
    }
    flush(topics, writer);
  }

  private void flush(MarketTopics topics, TapeWriter writer) throws IOException {
    Map<String, Long> offsets = topics.offsets();
    writer.flush(offsets);
    written = offsets;
  }

  private static Map<String, Long> named(Map<TopicPartition, Long> ends) {
    Map<String, Long> named = new TreeMap<>();
    ends.forEach((partition, offset) -> named.put(partition.toString(), offset));
    return named;
  }

  private static boolean isAt(MarketTopics topics, Map<String, Long> end) {
    Map<String, Long> now = topics.offsets();
    return end.entrySet().stream()
        .allMatch(each -> now.getOrDefault(each.getKey(), 0L) >= each.getValue());
  }

  /** Stops when what is on the topics is written, within seconds. */
  @Override
  public void close() {
    stopping = true;
    Thread recorder = thread;
    if (recorder == null) {
      return;
    }
    try {
      if (!recorder.join(STOP_PATIENCE)) {
        recorder.interrupt();
        recorder.join(STOP_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
