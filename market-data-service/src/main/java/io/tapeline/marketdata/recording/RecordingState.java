package io.tapeline.marketdata.recording;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a recording is written. It is replaced after each flush: what lies behind {@code files}
 * in a file was being written when the process died, and is written again.
 *
 * @param cluster id of the broker's cluster that the offsets and numbers are of; empty where a
 *     venue is recorded without a broker
 * @param files length of the files written lately, by their path in the folder
 * @param offsets by topic and partition, of the first record that is not written yet
 * @param instruments the newest of each, by its symbol
 */
record RecordingState(
    String cluster,
    Map<String, Long> files,
    Map<String, Long> offsets,
    Map<String, Newest> instruments) {

  /** Nothing is written yet. */
  static final RecordingState FRESH = new RecordingState("", Map.of(), Map.of(), Map.of());

  RecordingState {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    offsets = Collections.unmodifiableMap(new TreeMap<>(offsets));
    instruments = Collections.unmodifiableMap(new TreeMap<>(instruments));
  }

  /**
   * The newest that is written of one instrument.
   *
   * @param ticksSeq feed number of its newest event that is no depth
   * @param booksSeq feed number of its newest depth
   * @param ts time of its newest event, epoch microseconds
   * @param tradeId number of its newest trade, null if none had one
   * @param tradeTs time of that trade
   * @param bookTrusted whether the depth written is the venue's
   */
  record Newest(
      long ticksSeq,
      long booksSeq,
      long ts,
      @Nullable Long tradeId,
      long tradeTs,
      boolean bookTrusted) {

    static final Newest NONE = new Newest(0, 0, 0, null, 0, false);

    /** The same without feed numbers: those of another feed begin anew. */
    Newest renumbered() {
      return new Newest(0, 0, ts, tradeId, tradeTs, bookTrusted);
    }
  }

  /** The same, to be gone on with on another cluster. */
  RecordingState on(String otherCluster) {
    Map<String, Newest> renumbered = new TreeMap<>();
    instruments.forEach((symbol, newest) -> renumbered.put(symbol, newest.renumbered()));
    return new RecordingState(otherCluster, files, Map.of(), renumbered);
  }
}
