package io.tapeline.protocol.shell;

import io.tapeline.core.stage.Stage;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of a stage through its lives. */
final class StageWorker extends Worker<StageLife> {

  private static final Logger LOG = LoggerFactory.getLogger(StageWorker.class);

  /** Inputs that may be put aside because the stage failed on them, before it stops for good. */
  private static final int MOST_POISON = 100;

  private final StageSpec spec;
  private final Supplier<Stage> stages;
  private final boolean lockstep;
  private final WarmUp warmUp;
  private final Set<Flaw> flaws;
  private final LongSupplier wallMicros;
  private boolean realTime;
  private final Map<String, String> poison = new HashMap<>();
  private final Questions questions;

  StageWorker(
      StageSpec spec,
      Supplier<Stage> stages,
      boolean lockstep,
      Connector connector,
      StageMetrics metrics,
      WarmUp warmUp,
      Set<Flaw> flaws) {
    super(spec.name(), spec.anchor().name(), lockstep, connector, metrics);
    this.spec = spec;
    this.stages = stages;
    this.lockstep = lockstep;
    this.warmUp = warmUp;
    this.flaws = flaws;
    this.wallMicros = connector::wallMicros;
    this.questions = new Questions(spec.name());
  }

  /** Asks the stage between two turns; see {@link StageRunner#ask}. Any thread may. */
  <T> CompletableFuture<T> ask(Function<Stage, T> question) {
    return questions.ask(question, state());
  }

  @Override
  StageLife begin(Membership.Share share, LogClient log, Membership membership) {
    StageLife life =
        new StageLife(
            spec,
            stages.get(),
            lockstep,
            new StageLife.Share(share, Map.copyOf(poison)),
            log,
            membership,
            metrics(),
            warmUp,
            flaws);
    if (realTime) {
      life.watch(wallMicros);
    }
    return life;
  }

  /** From the next life on the stage is told how late the line is. */
  void watchWallClock() {
    realTime = true;
  }

  @Override
  void turn(StageLife life) {
    life.turn(WAIT, this::isStopping);
    if (life.isCaughtUp()) {
      life.answer(questions);
    }
  }

  @Override
  boolean isCaughtUp(StageLife life) {
    return life.isCaughtUp();
  }

  @Override
  void settle(StageLife life) {
    life.settle();
  }

  @Override
  void drop(StageLife life) {
    questions.refuse();
  }

  /**
   * An input on which the stage fails is put into quarantine by the next life, whose state never
   * saw it. Not so a fill: a stage that does not know one may not go on; nor an input that was
   * processed before, since then it is the stage that has changed.
   */
  @Override
  boolean canGoOn(@Nullable StageLife life, RuntimeException failure) {
    if (life == null) {
      return false;
    }
    ConsumerRecord<String, byte[]> input = life.inHand();
    if (input == null || !life.mayPutAside(input) || poison.size() >= MOST_POISON) {
      return false;
    }
    TopicPartition partition = new TopicPartition(input.topic(), input.partition());
    String place = Progress.name(partition) + "@" + input.offset();
    if (poison.putIfAbsent(place, failure.toString()) != null) {
      return false;
    }
    LOG.error("{}: fails on {}, which goes to quarantine", spec.name(), place, failure);
    return true;
  }
}
