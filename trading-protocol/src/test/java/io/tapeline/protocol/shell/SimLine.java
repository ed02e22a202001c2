package io.tapeline.protocol.shell;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tapeline.core.account.AccountId;
import io.tapeline.core.control.Control;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.stage.Stage;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One run of the whole line, from one seed: the real recovery code and the real stages, stepped in
 * one thread in any order, over a log and a network that go wrong. After a while nothing goes wrong
 * any more; then the line must come to rest with everything done.
 */
final class SimLine {

  private static final Map<String, StageSpec> SPECS =
      Map.of("signal", StageSpec.SIGNAL, "risk", StageSpec.RISK, "execution", StageSpec.EXECUTION);
  private static final List<String> STAGES = List.of("market-data", "signal", "risk", "execution");
  private static final CompositeMeterRegistry NOWHERE = new CompositeMeterRegistry();
  private static final Map<String, StageMetrics> METRICS =
      Map.of(
          "market-data", new StageMetrics(NOWHERE, "market-data"),
          "signal", new StageMetrics(NOWHERE, "signal"),
          "risk", new StageMetrics(NOWHERE, "risk"),
          "execution", new StageMetrics(NOWHERE, "execution"));
  private static final StageMetrics OTHER = new StageMetrics(NOWHERE, "other");
  private static final int MOST_ROUNDS = 400;
  private static final int ROUNDS_AT_REST = 4;

  /**
   * Longer than any time without a quote of {@link SimMarket}; the strategy's window, which is
   * longer, counts for itself.
   */
  private static final WarmUp SHORT = new WarmUp(Duration.ofSeconds(12), 8);

  private static final int MOST_INSTANCES = 3;
  private static final int LONG_STALL = 80;

  /** How a run ended: {@code broken} says what must not be, null if nothing. */
  record Outcome(long seed, @Nullable String broken, long trades) {}

  /** Runs a seed; says of one that fails how it came to it. */
  static Outcome outcome(long seed, Set<Flaw> flaws, Change change) {
    SimLine line = new SimLine(seed, flaws, change, null);
    try {
      line.run();
      return new Outcome(seed, null, line.trades());
    } catch (SimBooks.Broken broken) {
      return new Outcome(seed, broken.getMessage(), line.trades());
    }
  }

  /** The last steps of a seed: what happened, and what each instance did. */
  static List<String> steps(long seed, Set<Flaw> flaws, Change change) {
    List<String> steps = new ArrayList<>();
    try {
      new SimLine(seed, flaws, change, steps::add).run();
      steps.add("rest");
    } catch (SimBooks.Broken broken) {
      steps.add(broken.getMessage());
    }
    return steps;
  }

  /**
   * What is changed in a stage by a test: given the stage, and how often one was made before; zero
   * where all must do the same.
   */
  interface Change {
    Stage of(StageSpec spec, Stage stage, int madeBefore);
  }

  private final SplittableRandom random;
  private final SimCluster cluster;
  private final SimMarket market;
  private final SimCheck check;
  private final boolean lockstep;
  private final boolean commanded;
  private final int window;
  private final WarmUp warmUp;
  private final int chaos;
  private final Set<Flaw> flaws;
  private final Change change;
  private final List<SimProcess> processes = new ArrayList<>();
  private final Map<String, Integer> made = new HashMap<>();
  private final FeedProgress progress = new FeedProgress();
  private long step;
  private int depth;
  private int commands;
  private long calmAt;
  private @Nullable SimQuestions questions;

  SimLine(long seed, Set<Flaw> flaws, Change change, @Nullable Consumer<String> trace) {
    this.random = new SplittableRandom(seed);
    this.lockstep = random.nextInt(2) == 0;
    this.commanded = !lockstep && random.nextInt(3) == 0;
    this.window = 20 + random.nextInt(120);
    this.warmUp = random.nextBoolean() ? WarmUp.ALL : SHORT;
    this.chaos = 100 + random.nextInt(700);
    this.market = SimMarket.of(random.nextInt(SimMarket.VARIANTS));
    this.flaws = flaws;
    this.change = change;
    this.cluster = new SimCluster(random, 1 + random.nextInt(3), SimFaults.draw(random), trace);
    this.check = new SimCheck(cluster);
    cluster.meanwhile(this::meanwhile);
    cluster.trace(
        "lockstep %s, %d units, window %d, %d steps, %s"
            .formatted(lockstep, cluster.units(), window, chaos, cluster.faults()));
  }

  /** Runs it to the end; throws {@link SimBooks.Broken} if something is not as it must be. */
  void run() {
    PlanState plan = market.plan();
    if (plan != null) {
      append(Topics.PLANS.record(plan));
    }
    for (String stage : STAGES) {
      int instances = 1 + random.nextInt(MOST_INSTANCES);
      for (int i = 0; i < instances; i++) {
        start(stage);
      }
    }
    while (step < chaos) {
      act();
      check.look();
    }
    settle();
    check.lookAtTheEnd(market, lockstep);
  }

  /** How many steps, how far the feed had come when all went well again, lives of stages. */
  String summary() {
    return "%d steps, feed at %d of %d, %d lives, %d trades"
        .formatted(step, calmAt, market.size(), lives(), trades());
  }

  private int lives() {
    return made.values().stream().mapToInt(Integer::intValue).sum();
  }

  boolean isLockstep() {
    return lockstep;
  }

  long trades() {
    return check.books().tradeCount();
  }

  /** Lets somebody ask the stages all the time. */
  SimLine asked(SimQuestions by) {
    questions = by;
    return this;
  }

  private void ask() {
    SimQuestions by = questions;
    if (by != null) {
      by.perhaps(processes);
    }
  }

  /** Something happens, or somebody takes a step. */
  private void act() {
    step++;
    ask();
    cluster.passTime();
    cluster.deliver();
    if (cluster.chance(cluster.faults().event())) {
      happen();
      return;
    }
    if (random.nextInt(20) == 0) {
      evictGhosts();
    }
    if (random.nextInt(10) == 0) {
      startMissing();
    }
    List<SimProcess> awake = processes.stream().filter(each -> each.isAwake(step)).toList();
    if (!awake.isEmpty()) {
      turn(awake.get(random.nextInt(awake.size())));
    }
  }

  /** A process stands still, so long perhaps that its group gives it up; the others go on. */
  private void meanwhile(SimProcess stalled) {
    if (depth < 2) {
      boolean lost = random.nextBoolean();
      if (lost) {
        giveUp(stalled.stage(), stalled.name());
      }
      depth++;
      for (int left = 1 + random.nextInt(lost ? LONG_STALL : 20); left > 0; left--) {
        act();
      }
      depth--;
    } else {
      cluster.passTime();
    }
  }

  private void turn(SimProcess process) {
    cluster.trace(process, "turns", "");
    process.busy(true);
    try {
      if (!process.worker().turn()) {
        process.sleep(step + random.nextInt(10));
      }
    } catch (SimProcess.Killed e) {
      processes.remove(process);
    } catch (RuntimeException e) {
      SimBooks.Broken broken = new SimBooks.Broken(process.name() + " stopped for good: " + e);
      broken.initCause(e);
      throw broken;
    } finally {
      process.busy(false);
    }
  }

  private void happen() {
    switch (random.nextInt(10)) {
      case 0, 1 -> any(processes).ifPresent(this::kill);
      case 2, 3 -> start(STAGES.get(random.nextInt(STAGES.size())));
      case 4 -> evictAnybody();
      case 5, 6 -> {
        any(processes).ifPresent(sleeper -> sleeper.sleep(step + random.nextInt(60)));
        evictGhosts();
      }
      case 7 -> any(processes).ifPresent(this::leave);
      case 8 -> {
        if (random.nextInt(4) == 0) {
          cluster.trace("the broker restarts");
          cluster.restart();
        }
      }
      default -> command();
    }
  }

  private java.util.Optional<SimProcess> any(List<SimProcess> of) {
    return of.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(of.get(random.nextInt(of.size())));
  }

  private void kill(SimProcess victim) {
    cluster.trace(victim, "is killed", "");
    victim.kill();
    if (!victim.isBusy()) {
      processes.remove(victim);
    }
  }

  private void leave(SimProcess process) {
    if (process.isBusy()) {
      return;
    }
    cluster.trace(process, "is stopped", "");
    process.busy(true);
    try {
      process.worker().stop();
      process.worker().finish();
    } catch (SimProcess.Killed e) {
      cluster.trace(process, "died before its end", "");
    } finally {
      process.busy(false);
    }
    processes.remove(process);
  }

  private void evictAnybody() {
    List<String> stages = List.copyOf(cluster.groups().keySet());
    if (!stages.isEmpty()) {
      String stage = stages.get(random.nextInt(stages.size()));
      giveUp(stage, stage + "-" + (1 + random.nextInt(MOST_INSTANCES)));
    }
  }

  private void giveUp(String stage, String name) {
    SimGroup group = cluster.groups().get(stage);
    if (group != null) {
      cluster.trace("the group gives up " + name);
      group.evict(name);
    }
  }

  private void evictGhosts() {
    for (SimGroup group : cluster.groups().values()) {
      for (String ghost : group.ghosts()) {
        cluster.trace("the group gives up " + ghost + ", which is gone");
        group.evict(ghost);
      }
    }
  }

  /** Starts an instance under a name that is free. */
  private void start(String stage) {
    for (int number = 1; number <= MOST_INSTANCES; number++) {
      String name = stage + "-" + number;
      if (processes.stream().noneMatch(process -> process.name().equals(name))) {
        SimProcess process = new SimProcess(cluster, stage, number);
        process.runs(worker(stage, process));
        processes.add(process);
        cluster.trace(process, "is started", "");
        return;
      }
    }
  }

  private void startMissing() {
    Set<String> there = new HashSet<>();
    processes.forEach(process -> there.add(process.stage()));
    STAGES.stream().filter(stage -> !there.contains(stage)).forEach(this::start);
  }

  private Worker<?> worker(String stage, SimProcess process) {
    StageMetrics metrics = metrics(stage);
    StageSpec spec = SPECS.get(stage);
    return spec == null
        ? new FeedWorker(this::publisher, process, metrics)
        : new StageWorker(spec, () -> stage(spec), lockstep, process, metrics, warmUp, flaws);
  }

  private PublisherLife publisher(
      Membership.Share share, LogClient log, Membership membership, StageMetrics metrics) {
    Pace pace = new Pace(Double.POSITIVE_INFINITY, lockstep, window);
    return new FeedLife(market.source(), pace, share, log, membership, metrics, progress);
  }

  private static StageMetrics metrics(String stage) {
    return METRICS.getOrDefault(stage, OTHER);
  }

  private Stage stage(StageSpec spec) {
    int before = made.merge(spec.name(), 1, Integer::sum) - 1;
    return change.of(spec, SimMarket.stage(spec), lockstep ? 0 : before);
  }

  /** A person outside the line tells it something, perhaps twice. */
  private void command() {
    if (!commanded || commands >= 4) {
      return;
    }
    commands++;
    PlanState plan = market.plan();
    if (plan != null && random.nextInt(3) == 0) {
      cluster.trace("the plan is called off");
      append(
          Topics.PLANS.record(
              plan.requesting(
                  PlanState.Request.CANCEL, "test", new EventTime(cluster.millis() * 1000))));
      return;
    }
    Control.Action[] actions = Control.Action.values();
    Control control =
        new Control(
            "C-" + commands,
            new AccountId("main"),
            actions[random.nextInt(actions.length)],
            "test",
            "simulation",
            new EventTime(cluster.millis() * 1000));
    ProducerRecord<String, byte[]> record = Topics.CONTROLS.record(control);
    cluster.trace("command " + control.action());
    append(record);
  }

  private void append(ProducerRecord<String, byte[]> record) {
    SimPartition to =
        cluster.partitions(record.topic()).get(Keys.partition(record.key(), cluster.units()));
    to.append(record, false, cluster.millis());
    if (random.nextInt(4) == 0) {
      to.append(record, true, cluster.millis());
    }
  }

  /** Nothing goes wrong any more, and every stage has an instance; the line comes to rest. */
  private void settle() {
    cluster.trace("calm");
    calmAt = progress.position;
    cluster.calm();
    evictGhosts();
    startMissing();
    int resting = 0;
    long stored = -1;
    for (int round = 0; round < MOST_ROUNDS && resting < ROUNDS_AT_REST; round++) {
      for (SimProcess process : List.copyOf(processes)) {
        ask();
        cluster.passTime();
        cluster.deliver();
        turn(process);
      }
      check.look();
      long now = cluster.stored();
      boolean ready = processes.stream().allMatch(process -> process.worker().state().isReady());
      resting = ready && progress.finished && now == stored ? resting + 1 : 0;
      stored = now;
    }
    if (resting < ROUNDS_AT_REST) {
      throw new SimBooks.Broken(
          "the line does not come to rest: feed at %d of %d, finished %s, %s"
              .formatted(
                  progress.position,
                  market.size(),
                  progress.finished,
                  processes.stream()
                      .map(each -> each.name() + " " + each.worker().state())
                      .toList()));
    }
  }

  /** Nothing changed. */
  static Change unchanged() {
    return (spec, stage, madeBefore) -> stage;
  }
}
