package io.tapeline.protocol.shell;

import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.codec.WireException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How much of the market a stage reads again before it goes on: what was decided on older prices is
 * read back as it was published, only windows, open positions and working orders need the prices
 * themselves.
 *
 * @param span of market time before the last event that was processed, or before the oldest open
 *     position or working order; longer than any window, and than an instrument that is traded has
 *     no quote
 * @param probe records by which the place is sought, doubled each time
 */
record WarmUp(Duration span, int probe) {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int MOST_POLLS = 50;
  private static final int PROBE = 1_000;

  /** Everything that is kept. */
  static final WarmUp ALL = new WarmUp(Duration.ofDays(36_500), Integer.MAX_VALUE);

  static WarmUp of(Duration span) {
    return new WarmUp(span, PROBE);
  }

  /** With a span that suffices for a window, too. */
  WarmUp atLeast(Duration window) {
    return window.compareTo(span) > 0 ? new WarmUp(window, probe) : this;
  }

  /**
   * Offset from which to read.
   *
   * @param begin of the records that are kept
   * @param done offset up to which the partition was processed before
   * @param heldSince when the oldest open position was opened or the oldest working order decided,
   *     market time in microseconds; empty if there is none
   */
  long start(
      LogClient log, TopicPartition partition, long begin, long done, OptionalLong heldSince) {
    if (done - begin <= probe) {
      return begin;
    }
    OptionalLong newest = time(log, partition, done - probe, done);
    if (newest.isEmpty()) {
      return begin;
    }
    long needed = Math.min(newest.getAsLong(), heldSince.orElse(Long.MAX_VALUE));
    long oldest = needed - span.toNanos() / 1_000;
    for (long back = 2L * probe; done - back > begin; back *= 2) {
      OptionalLong time = time(log, partition, done - back, done);
      if (time.isPresent() && time.getAsLong() <= oldest) {
        return done - back;
      }
    }
    return begin;
  }

  /** Market time of the first event from an offset on, in microseconds; empty if there is none. */
  private static OptionalLong time(LogClient log, TopicPartition partition, long from, long to) {
    log.read(Map.of(partition, from));
    for (int poll = 0; poll < MOST_POLLS && log.position(partition) < to; poll++) {
      for (ConsumerRecord<String, byte[]> record : log.poll(POLL)) {
        OptionalLong time = record.value() == null ? OptionalLong.empty() : time(record);
        if (time.isPresent() && partition.partition() == record.partition()) {
          return time;
        }
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong time(ConsumerRecord<String, byte[]> record) {
    try {
      return Headers.stamps(record.headers()).at(Hop.SOURCE);
    } catch (WireException e) {
      return OptionalLong.empty();
    }
  }
}
