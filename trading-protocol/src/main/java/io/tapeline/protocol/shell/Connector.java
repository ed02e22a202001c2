package io.tapeline.protocol.shell;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where a runner's connections come from: Kafka, or a simulation. */
interface Connector {

  /** A connection to the log. */
  LogClient log(String name);

  /**
   * A place in the group of a stage.
   *
   * @param anchor topic whose partitions stand for the units
   * @param oneOwner whether one instance owns all units and the others stand by
   * @param onRevoked called while the units are still owned for a moment
   */
  Membership join(String name, String anchor, boolean oneOwner, Runnable onRevoked);

  /** Nanoseconds of a clock that never goes back; only differences mean anything. */
  default long nanoTime() {
    return System.nanoTime();
  }

  /** Microseconds since the epoch by the wall clock. */
  default long wallMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** Kafka's. */
  static Connector of(KafkaSettings kafka) {
    return new Connector() {
      @Override
      public LogClient log(String name) {
        return new KafkaLog(kafka, name);
      }

      @Override
      public Membership join(String name, String anchor, boolean oneOwner, Runnable onRevoked) {
        return new KafkaMembership(kafka, name, anchor, oneOwner, onRevoked);
      }
    };
  }
}
