package io.tapeline.protocol.shell;

import io.tapeline.protocol.Topics;
import org.jspecify.annotations.Nullable;

/** One instance of a live feed's publisher through its lives: it is connected or stands by. */
final class LiveWorker extends Worker<LiveLife> {

  private final LiveSource source;
  private final FeedProgress progress;

  LiveWorker(LiveSource source, Connector connector, StageMetrics metrics, FeedProgress progress) {
    super(FeedRunner.STAGE, Topics.TICKS.name(), true, connector, metrics);
    this.source = source;
    this.progress = progress;
  }

  @Override
  LiveLife begin(Membership.Share share, LogClient log, Membership membership) {
    return new LiveLife(source, share, log, membership, metrics(), progress);
  }

  @Override
  void turn(LiveLife life) {
    life.turn(WAIT, this::isStopping);
  }

  /** Its place is found when the life begins. */
  @Override
  boolean isCaughtUp(LiveLife life) {
    return true;
  }

  @Override
  void settle(LiveLife life) {
    life.settle();
  }

  @Override
  void drop(LiveLife life) {
    life.close();
  }

  @Override
  boolean canGoOn(@Nullable LiveLife life, RuntimeException failure) {
    return false;
  }
}
