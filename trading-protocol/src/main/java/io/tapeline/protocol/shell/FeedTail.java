package io.tapeline.protocol.shell;

import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a feed's publisher had got to before this instance took over: the last feed number in each
 * partition and the events that bear it. The same feed gives the same events with the same numbers,
 * so whatever does not lie beyond is published already.
 */
final class FeedTail {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int STEP = 500;

  /** The end of a partition as far as it was looked at. */
  private static final class Last {
    private long seq = -1;
    private long epoch;
    private long first = -1;
    private boolean claimSeen;
    private final Set<String> ids = new HashSet<>();

    void take(ConsumerRecord<String, byte[]> record, Topic<?> topic) {
      long number = Headers.seq(record.headers()).orElse(0);
      if (first < 0) {
        first = number;
      }
      if (number > seq) {
        seq = number;
        ids.clear();
      }
      long written = Headers.epoch(record.headers());
      claimSeen &= written == epoch;
      epoch = written;
      if (number == seq) {
        ids.add(topic.codec().decode(record.value()).id());
      }
    }

    void claimed(long claimed) {
      epoch = claimed;
      claimSeen = true;
    }

    /**
     * True if no record before those looked at can bear the last number, and none of them can have
     * been written by an instance that had lost the feed.
     *
     * @param newest epoch claimed last: what bears it counts
     */
    boolean isCertain(long newest) {
      return seq >= 0 && first < seq && (claimSeen || epoch >= newest);
    }
  }

  private final LogClient log;
  private final String stage;
  private final Map<TopicPartition, Last> lasts = new HashMap<>();
  private final Fences fences = new Fences();

  FeedTail(LogClient log, String stage) {
    this.log = log;
    this.stage = stage;
  }

  /**
   * Looks at the end of every partition that the feed is published to.
   *
   * @return where it ended, for each
   */
  Map<TopicPartition, Long> read(Takeover takeover) {
    Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    takeover
        .outputs()
        .forEach(
            (partition, topic) ->
                ends.put(partition, readPartition(partition, topic, takeover.newestEpoch())));
    return ends;
  }

  private long readPartition(TopicPartition partition, Topic<?> topic, long newest) {
    long begin = log.begin(partition);
    long end = log.end(partition);
    Last last = new Last();
    Fences met = new Fences();
    long from = end;
    for (long step = STEP; from > begin && !last.isCertain(newest); step *= 2) {
      from = Math.max(begin, end - step);
      log.read(Map.of(partition, from));
      last = new Last();
      met = new Fences();
      while (log.position(partition) < end) {
        for (ConsumerRecord<String, byte[]> record : log.poll(POLL)) {
          if (record.offset() < end) {
            look(record, topic, met, last);
          }
        }
      }
    }
    lasts.put(partition, last);
    met.all().forEach(fences::restore);
    return end;
  }

  private void look(ConsumerRecord<String, byte[]> record, Topic<?> topic, Fences met, Last last) {
    boolean own = Headers.stage(record.headers()).filter(stage::equals).isPresent();
    if (!own || !met.admits(record)) {
      return;
    }
    if (Headers.isClaim(record)) {
      last.claimed(Headers.epoch(record.headers()));
    } else if (record.value() != null) {
      last.take(record, topic);
    }
  }

  /** Fences met. */
  Fences fences() {
    return fences;
  }

  /** Takes a record that was published after the ends were looked at. */
  void take(ConsumerRecord<String, byte[]> record, Topic<?> topic) {
    lasts
        .computeIfAbsent(
            new TopicPartition(record.topic(), record.partition()), partition -> new Last())
        .take(record, topic);
  }

  /**
   * How far the readers of a partition say that they are complete, by unit: the newest marker of
   * each; the log is left reading at the partition's end.
   *
   * @param units number of units that there are
   */
  static Map<Integer, Long> markers(LogClient log, TopicPartition partition, int units) {
    long begin = log.begin(partition);
    long end = log.end(partition);
    Map<Integer, Long> newest = new HashMap<>();
    log.read(Map.of(partition, end));
    for (long from = end, step = STEP; from > begin && newest.size() < units; step *= 2) {
      from = Math.max(begin, end - step);
      newest.clear();
      Fences met = new Fences();
      log.read(Map.of(partition, from));
      while (log.position(partition) < end) {
        for (ConsumerRecord<String, byte[]> record : log.poll(POLL)) {
          if (met.admits(record)) {
            noteMarker(record, units, newest);
          }
        }
      }
    }
    return newest;
  }

  /** Notes a marker for the units it speaks for: for all, if it does not say. */
  static void noteMarker(
      ConsumerRecord<String, byte[]> record, int units, Map<Integer, Long> newest) {
    Headers.marker(record)
        .ifPresent(
            seq -> {
              var named = Headers.units(record.headers());
              for (int unit = 0; unit < units; unit++) {
                if (named.isEmpty() || named.contains(unit)) {
                  newest.merge(unit, seq, Math::max);
                }
              }
            });
  }

  /** True if the event lies in the partition already. */
  boolean has(TopicPartition partition, long seq, Event event) {
    Last last = lasts.get(partition);
    return last != null && (seq < last.seq || (seq == last.seq && last.ids.contains(event.id())));
  }

  /** The last feed number anywhere, 0 if there is none; beyond it nothing is published. */
  long newest() {
    return Math.max(0, lasts.values().stream().mapToLong(last -> last.seq).max().orElse(0));
  }
}
