package io.tapeline.protocol.shell;

import java.time.Duration;
import java.util.Map;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * Which units of a stage this instance owns, and how far they are processed. A unit is the
 * partitions of one number: of instruments or of accounts. Used by one thread.
 */
interface Membership extends AutoCloseable {

  /**
   * Units owned.
   *
   * @param term rises whenever units were given or taken, the same ones included
   */
  record Share(long term, NavigableSet<Integer> units) {}

  /** What is owned now, null as long as the group has not said; waits no longer than given. */
  @Nullable Share share(Duration wait);

  /** How far each of these units is processed, {@link Progress#NONE} where nothing is known. */
  Map<Integer, Progress> progress(NavigableSet<Integer> units);

  /**
   * Stores how far units are processed.
   *
   * @param wait whether to wait until it is stored
   * @throws org.apache.kafka.common.KafkaException if waited for and the group has given the units
   *     to another instance
   */
  void commit(Map<Integer, Progress> progress, boolean wait);

  /**
   * Ends it.
   *
   * @param leave whether the others are told, so that they take over at once; otherwise the units
   *     wait for this instance to come back until its session times out
   */
  void close(boolean leave);

  @Override
  default void close() {
    close(false);
  }
}
