package io.tapeline.protocol.shell;

import io.tapeline.protocol.Topics;
import org.jspecify.annotations.Nullable;

/** One instance of a feed's publisher through its lives: it has the feed or stands by. */
final class FeedWorker extends Worker<PublisherLife> {

  private final PublisherLife.Begin begin;

  FeedWorker(PublisherLife.Begin begin, Connector connector, StageMetrics metrics) {
    super(FeedRunner.STAGE, Topics.TICKS.name(), true, connector, metrics);
    this.begin = begin;
  }

  @Override
  PublisherLife begin(Membership.Share share, LogClient log, Membership membership) {
    return begin.begin(share, log, membership, metrics());
  }

  @Override
  void turn(PublisherLife life) {
    life.turn(WAIT, this::isStopping);
  }

  @Override
  boolean isCaughtUp(PublisherLife life) {
    return life.isCaughtUp();
  }

  @Override
  void settle(PublisherLife life) {
    life.settle();
  }

  @Override
  void drop(PublisherLife life) {
    life.close();
  }

  @Override
  boolean canGoOn(@Nullable PublisherLife life, RuntimeException failure) {
    return false;
  }
}
