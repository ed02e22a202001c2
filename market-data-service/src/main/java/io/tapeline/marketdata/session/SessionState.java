package io.tapeline.marketdata.session;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a session is written. It is replaced after each flush, so that what lies behind {@code
 * bytes} in a file was being written when the process died, and is written again.
 *
 * @param cluster id of the broker's cluster: that of the books
 * @param started wall-clock time of the first start, ISO-8601 in UTC
 * @param written wall-clock time of the last flush
 * @param firstSeq number of the first market event, 0 before it
 * @param lastSeq number of the newest market event, 0 before the first
 * @param events market events written
 * @param settledSeq number of the market event up to which all that follows from it is written
 * @param closed whether the suite was stopped in order
 * @param complete whether the feed ended and everything that followed from it is written
 * @param full whether writing stopped because there was no room left
 * @param missing ranges of market events that were lost, {@code from-to}
 * @param bytes length of each file
 * @param offsets by topic and partition, of the first record that is not written yet
 */
public record SessionState(
    String cluster,
    String started,
    String written,
    long firstSeq,
    long lastSeq,
    long events,
    long settledSeq,
    boolean closed,
    boolean complete,
    boolean full,
    List<String> missing,
    Map<String, Long> bytes,
    Map<String, Long> offsets) {

  public SessionState {
    missing = List.copyOf(missing);
    bytes = Collections.unmodifiableMap(new TreeMap<>(bytes));
    offsets = Collections.unmodifiableMap(new TreeMap<>(offsets));
  }

  /** True if playing its events again has all that the outcome followed from. */
  public boolean hasEveryEvent() {
    return firstSeq == 1 && missing.isEmpty();
  }

  /**
   * Of a session that begins now.
   *
   * @param after number of the market event after which it begins
   */
  static SessionState fresh(String cluster, String now, long after, Map<String, Long> offsets) {
    return new SessionState(
        cluster, now, now, 0, 0, 0, after, false, false, false, List.of(), Map.of(), offsets);
  }
}
