package io.tapeline.protocol.shell;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The publisher of a feed while the feed is its. */
interface PublisherLife {

  /** Begins one where the feed's last publisher ended. */
  @FunctionalInterface
  interface Begin {

    PublisherLife begin(
        Membership.Share share, LogClient log, Membership membership, StageMetrics metrics);
  }

  /** Publishes some of what there is; returns early when told to stop. */
  void turn(Duration wait, BooleanSupplier stopping);

  /** True once what comes next is new. */
  boolean isCaughtUp();

  /** Waits until everything published is stored, and stores that the feed was this instance's. */
  void settle();

  void close();
}
