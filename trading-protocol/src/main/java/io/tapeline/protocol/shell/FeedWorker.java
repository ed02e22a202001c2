package io.tapeline.protocol.shell;

import io.tapeline.protocol.Topics;
import org.jspecify.annotations.Nullable;

/** One instance of a feed's publisher through its lives: it plays the feed or stands by. */
final class FeedWorker extends Worker<FeedLife> {

  private final FeedSource source;
  private final Pace pace;
  private final FeedProgress progress;

  FeedWorker(
      FeedSource source,
      Pace pace,
      Connector connector,
      StageMetrics metrics,
      FeedProgress progress) {
    super(FeedRunner.STAGE, Topics.TICKS.name(), true, connector, metrics);
    this.source = source;
    this.pace = pace;
    this.progress = progress;
  }

  @Override
  FeedLife begin(Membership.Share share, LogClient log, Membership membership) {
    return new FeedLife(source, pace, share, log, membership, metrics(), progress);
  }

  @Override
  void turn(FeedLife life) {
    life.turn(WAIT, this::isStopping);
  }

  /** Its place is found when the life begins. */
  @Override
  boolean isCaughtUp(FeedLife life) {
    return true;
  }

  @Override
  void settle(FeedLife life) {
    life.settle();
  }

  @Override
  void drop(FeedLife life) {
    life.close();
  }

  @Override
  boolean canGoOn(@Nullable FeedLife life, RuntimeException failure) {
    return false;
  }
}
