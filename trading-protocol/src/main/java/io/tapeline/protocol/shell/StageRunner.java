package io.tapeline.protocol.shell;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.stage.Stage;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives one instance of a core stage over Kafka, in a thread of its own: reads its inputs in
 * order, lets the stage decide, publishes, applies. Instances of one stage share its units; {@link
 * StageLife} says how nothing is lost and nothing counts twice, whatever happens to any of them.
 *
 * <p>Bytes that cannot be read, and inputs on which the stage fails, go to {@code quarantine}
 * whole, and the stage goes on. If the broker fails, it is tried again until it answers. Any other
 * failure stops the instance for good: no order goes out of a stage whose state is in doubt.
 */
public final class StageRunner implements AutoCloseable {

  private final StageWorker worker;
  private final WorkerThread thread;

  /**
   * @param stages makes a stage as it is before its first event; called at once too, so that what
   *     it cannot be made of shows here
   * @param lockstep whether inputs wait for each other, so that every run takes the same order; one
   *     instance then owns all units and the others stand by
   */
  public StageRunner(
      StageSpec spec,
      Supplier<Stage> stages,
      boolean lockstep,
      KafkaSettings kafka,
      MeterRegistry registry) {
    var _ = stages.get();
    this.worker =
        new StageWorker(
            spec,
            stages,
            lockstep,
            Connector.of(kafka),
            new StageMetrics(registry, spec.name()),
            WarmUp.of(kafka.warmUp()),
            Set.of());
    this.thread = new WorkerThread("stage-" + spec.name(), worker);
  }

  /**
   * Lets the stage know, before each signal, how long ago the market event behind it was first
   * seen: for a feed that runs in real time. To be called before the start.
   */
  public StageRunner inRealTime() {
    worker.watchWallClock();
    return this;
  }

  /** Starts to rebuild the stage and then to drive it. */
  public void start() {
    thread.start();
  }

  /** What it is doing. */
  public RunnerState state() {
    return worker.state();
  }

  /** True once the stage is rebuilt and takes new input, or stands by. */
  public boolean isReady() {
    return worker.state().isReady();
  }

  /**
   * Asks the stage something that changes nothing. The stage's own thread answers, between two
   * turns: within a tenth of a second where nothing comes, later under load. Give the future the
   * time you have ({@code orTimeout}); what nobody waits for any more is not asked. What is hung on
   * the future runs on the stage's thread.
   *
   * @param question gives what may leave that thread: values, nothing of the stage that changes
   * @return the answer; or {@link StageUnavailableException} at once if the stage is not rebuilt,
   *     owns no units, has stopped, or has too many questions waiting; or what the question threw
   */
  public <T> CompletableFuture<T> ask(Function<Stage, T> question) {
    return worker.ask(question);
  }

  /** The same in words, with what keeps it from running if anything does. */
  public String says() {
    return thread.says();
  }

  /** Why it stopped for good, null while it runs. */
  public @Nullable Throwable failure() {
    return thread.failure();
  }

  /**
   * Stops after the input in hand; what was published is acknowledged, its progress stored, and the
   * units are free for others.
   */
  @Override
  public void close() {
    thread.close();
  }

  /**
   * Ends at once, as a killed process would: nothing more is sent, flushed or stored. Called by the
   * stage itself, it returns and the stage has to throw.
   */
  void halt() {
    thread.halt();
  }
}
