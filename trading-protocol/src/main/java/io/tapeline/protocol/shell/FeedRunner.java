package io.tapeline.protocol.shell;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a feed through the market-data stage into Kafka: plays one that can be played again, no
 * faster than the line behind it follows, or publishes a live one as it comes.
 *
 * <p>Started again, it plays the feed from its beginning without publishing until it reaches what
 * is published already: the stage is then as it was, and every event is there once. A live feed
 * goes on from what is published instead. Of several instances one plays and the others stand by;
 * if the one is gone, another goes on in its place.
 */
public final class FeedRunner implements AutoCloseable {

  /** Writer name in headers. */
  public static final String STAGE = "market-data";

  private final FeedProgress progress = new FeedProgress();
  private final Worker<?> worker;
  private final WorkerThread thread;

  public FeedRunner(FeedSource source, Pace pace, KafkaSettings kafka, MeterRegistry registry) {
    this(
        progress ->
            (share, log, membership, metrics) ->
                new FeedLife(source, pace, share, log, membership, metrics, progress),
        kafka,
        registry);
  }

  /** Publishes a live feed. */
  public FeedRunner(LiveSource source, KafkaSettings kafka, MeterRegistry registry) {
    this(
        progress ->
            (share, log, membership, metrics) ->
                new LiveLife(source, share, log, membership, metrics, progress),
        kafka,
        registry);
  }

  private FeedRunner(
      Function<FeedProgress, PublisherLife.Begin> lives,
      KafkaSettings kafka,
      MeterRegistry registry) {
    this.worker =
        new FeedWorker(
            lives.apply(progress), Connector.of(kafka), new StageMetrics(registry, STAGE));
    this.thread = new WorkerThread("feed", worker);
  }

  /** Starts to play. */
  public void start() {
    thread.start();
  }

  /** What it is doing. */
  public RunnerState state() {
    return worker.state();
  }

  /** True once the place to go on from is found, or it stands by. */
  public boolean isReady() {
    return worker.state().isReady();
  }

  /** True once the feed has been played to its end and the line has taken all of it. */
  public boolean isFinished() {
    return progress.finished;
  }

  /** The same in words, with what keeps it from running if anything does. */
  public String says() {
    return thread.says();
  }

  /** Why it stopped for good, null otherwise. */
  public @Nullable Throwable failure() {
    return thread.failure();
  }

  /** Feed number of the newest event played. */
  public long position() {
    return progress.position;
  }

  /** Feed number up to which an earlier process had published; 0 for a new feed. */
  public long resumedAt() {
    return progress.resumedAt;
  }

  /** Share of the feed played, 0 to 1; NaN for one without an end. */
  public double progress() {
    return progress.share;
  }

  /** Stops after the event in hand. */
  @Override
  public void close() {
    thread.close();
  }

  /**
   * Ends at once, as a killed process would: nothing more is sent or flushed. Called from the
   * runner's own thread, it returns and the caller has to throw.
   */
  void halt() {
    thread.halt();
  }
}
