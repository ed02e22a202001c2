package io.tapeline.protocol.shell;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The line in lockstep on a broker: the feed and three stages, each of which can be killed. */
final class TestLine implements AutoCloseable {

  /** Runners by name, in the order of the line. */
  static final List<String> NAMES = List.of("market-data", "signal", "risk", "execution");

  private static final Map<String, StageSpec> SPECS =
      Map.of("signal", StageSpec.SIGNAL, "risk", StageSpec.RISK, "execution", StageSpec.EXECUTION);
  private static final Pace PACE = new Pace(Double.POSITIVE_INFINITY, true, 1_500);
  private static final long DEADLINE_SECONDS = 60;

  private final KafkaSettings kafka;
  private final Map<String, StageRunner> stages = new HashMap<>();
  private @Nullable FeedRunner feed;

  TestLine(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /** Starts all of it. */
  void start() {
    NAMES.forEach(name -> start(name, Death.NEVER));
  }

  /** Starts a runner with a new stage, as a new process would. */
  void start(String name, Death death) {
    if (name.equals(FeedRunner.STAGE)) {
      FeedRunner runner =
          new FeedRunner(Market.source(death::step), PACE, kafka, new SimpleMeterRegistry());
      death.kills(runner::halt);
      feed = runner;
      runner.start();
    } else {
      StageSpec spec = spec(name);
      StageRunner runner =
          new StageRunner(
              spec,
              () -> new Mortal(Market.stage(spec), death),
              true,
              kafka,
              new SimpleMeterRegistry());
      death.kills(runner::halt);
      stages.put(name, runner);
      runner.start();
    }
  }

  private static StageSpec spec(String name) {
    StageSpec spec = SPECS.get(name);
    if (spec == null) {
      throw new IllegalArgumentException(name);
    }
    return spec;
  }

  /** Kills a runner where it is. */
  void kill(String name) {
    if (name.equals(FeedRunner.STAGE)) {
      feed().halt();
    } else {
      stage(name).halt();
    }
  }

  FeedRunner feed() {
    FeedRunner runner = feed;
    if (runner == null) {
      throw new IllegalStateException("not started");
    }
    return runner;
  }

  StageRunner stage(String name) {
    StageRunner runner = stages.get(name);
    if (runner == null) {
      throw new IllegalStateException("not started: " + name);
    }
    return runner;
  }

  /** Waits for a condition; fails if a runner stops by itself or after a minute. */
  void await(String what, BooleanSupplier condition) {
    await(what, this::failure, condition);
  }

  /** The same for other runners. */
  static void await(String what, Supplier<@Nullable Throwable> failure, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!condition.getAsBoolean()) {
      Throwable stopped = failure.get();
      if (stopped != null) {
        throw new AssertionError("stopped before: " + what, stopped);
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within a minute: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private @Nullable Throwable failure() {
    Throwable failure = feed == null ? null : feed().failure();
    for (StageRunner runner : stages.values()) {
      failure = failure == null ? runner.failure() : failure;
    }
    return failure;
  }

  @Override
  public void close() {
    if (feed != null) {
      feed().close();
    }
    stages.values().forEach(StageRunner::close);
  }

  /**
   * When a runner dies from within: some calls after it met a feed number. The call throws and the
   * runner does nothing any more.
   */
  static final class Death {

    static final Death NEVER = new Death(Long.MAX_VALUE, 0);

    private final long seq;
    private final CountDownLatch died = new CountDownLatch(1);
    private int callsLeft;
    private boolean near;
    private volatile Runnable kill = () -> {};

    Death(long seq, int calls) {
      this.seq = seq;
      this.callsLeft = calls;
    }

    void kills(Runnable halt) {
      kill = halt;
    }

    boolean hasCome() {
      return died.getCount() == 0;
    }

    void step(Event event) {
      near |= event instanceof MarketEvent market && market.seq() >= seq;
      if (near && callsLeft-- <= 0) {
        kill.run();
        died.countDown();
        throw new IllegalStateException("killed near " + seq);
      }
    }
  }

  private record Mortal(Stage stage, Death death) implements Stage {

    @Override
    public void apply(Event event) {
      death.step(event);
      stage.apply(event);
    }

    @Override
    public List<Event> decide(Event input) {
      death.step(input);
      return stage.decide(input);
    }

    @Override
    public List<Event> project(Event decided) {
      death.step(decided);
      return stage.project(decided);
    }
  }
}
