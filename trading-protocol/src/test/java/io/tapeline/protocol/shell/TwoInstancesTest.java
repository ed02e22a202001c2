package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of every part of the line, of which either goes away without a word. */
class TwoInstancesTest {

  private static final int PARTITIONS = 3;
  private static final List<StageSpec> SPECS =
      List.of(StageSpec.SIGNAL, StageSpec.RISK, StageSpec.EXECUTION);

  @TempDir private Path folder;
  private TestBroker broker;
  private final Map<String, StageRunner> stages = new LinkedHashMap<>();
  private final Map<String, FeedRunner> feeds = new LinkedHashMap<>();

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(folder, PARTITIONS);
  }

  @AfterEach
  void stop() {
    feeds.values().forEach(FeedRunner::close);
    stages.values().forEach(StageRunner::close);
    broker.close();
  }

  @Test
  void inLockstepTheSecondTakesOverWhereTheFirstFellSilent() throws Exception {
    List<Event> reference = Market.reference();
    start("1", true, new Pace(20, true, 200));
    awaitReady();
    start("2", true, new Pace(Double.POSITIVE_INFINITY, true, 1_500));
    await("the first is under way", () -> feed("1").position() > 500);
    assertThat(stage("risk 2").state()).isIn(RunnerState.STANDBY, RunnerState.JOINING);

    // All at once, without leaving their groups.
    SPECS.forEach(spec -> stage(spec.name() + " 1").halt());
    feed("1").halt();

    await("the second has played the feed to its end", () -> feed("2").isFinished());
    assertThat(feed("2").resumedAt()).isGreaterThan(0);
    for (Topic<?> topic :
        List.of(Topics.TICKS, Topics.SIGNALS, Topics.APPROVED_ORDERS, Topics.FILLS)) {
      assertThat(Log.of(broker.settings(), topic))
          .as(topic.name())
          .isEqualTo(Log.of(reference, topic));
    }
  }

  @Test
  void instancesShareTheUnitsAndOneThatIsGoneIsReplacedByTheOther() throws Exception {
    start("1", false, new Pace(30, false, 1));
    start("2", false, new Pace(30, false, 1));
    awaitReady();
    await("execution is shared", () -> shares("execution"));
    await("some of the feed is played", () -> position() > 1_000);
    stage("execution 1").halt();
    stage("signal 2").close();
    stage("risk 1").halt();
    await(
        "the others run again",
        () ->
            stage("execution 2").state() == RunnerState.RUNNING
                && stage("signal 1").state() == RunnerState.RUNNING
                && stage("risk 2").isReady());
    long then = position();
    await("more of the feed is played", () -> position() > then + 1_000);
    start("signal", "2");
    start("execution", "1");
    await("the feed is through", () -> feeds.values().stream().anyMatch(FeedRunner::isFinished));

    assertOneChainEach();
  }

  /** Every signal has one answer, every approved order one life, and no id comes twice. */
  private void assertOneChainEach() {
    Set<String> signals = new HashSet<>();
    events(Topics.SIGNALS).forEach(event -> signals.add(((Signal) event).signalId().value()));
    Map<String, Integer> answers = new TreeMap<>();
    Set<String> approved = new HashSet<>();
    for (Event event : events(Topics.APPROVED_ORDERS)) {
      ApprovedOrder order = (ApprovedOrder) event;
      answers.merge(order.signalId().value(), 1, Integer::sum);
      approved.add(order.orderId().value());
    }
    for (Event event : events(Topics.DECISIONS)) {
      Decision decision = (Decision) event;
      if (decision.stage().equals("risk") && decision.orderId() == null) {
        answers.merge(String.valueOf(decision.signalId()), 1, Integer::sum);
      }
    }
    Map<String, Integer> steps = new TreeMap<>();
    for (Event event : events(Topics.ORDER_EVENTS)) {
      OrderEvent step = (OrderEvent) event;
      assertThat(step.number())
          .as(step.id())
          .isEqualTo(steps.merge(step.orderId().value(), 1, Integer::sum));
    }
    assertThat(signals).isNotEmpty();
    assertThat(answers.keySet()).isEqualTo(signals);
    assertThat(answers.values()).containsOnly(1);
    assertThat(approved).isNotEmpty();
    assertThat(steps.keySet()).containsAll(approved);
  }

  private List<Event> events(Topic<?> topic) {
    List<Event> events = new ArrayList<>();
    Log.events(broker.settings(), topic, (key, event) -> events.add(event));
    assertThat(events.stream().map(Event::id)).as(topic.name()).doesNotHaveDuplicates();
    return events;
  }

  private void start(String instance, boolean lockstep, Pace pace) {
    for (StageSpec spec : SPECS) {
      start(spec, instance, lockstep);
    }
    FeedRunner feed =
        new FeedRunner(
            Market.source(event -> {}), pace, broker.settings(instance), new SimpleMeterRegistry());
    feeds.put(instance, feed);
    feed.start();
  }

  private void start(String stage, String instance) {
    SPECS.stream()
        .filter(spec -> spec.name().equals(stage))
        .forEach(spec -> start(spec, instance, false));
  }

  private void start(StageSpec spec, String instance, boolean lockstep) {
    StageRunner runner =
        new StageRunner(
            spec,
            () -> Market.stage(spec),
            lockstep,
            broker.settings(instance),
            new SimpleMeterRegistry());
    stages.put(spec.name() + " " + instance, runner);
    runner.start();
  }

  private boolean shares(String stage) {
    return stage(stage + " 1").state() == RunnerState.RUNNING
        && stage(stage + " 2").state() == RunnerState.RUNNING;
  }

  private StageRunner stage(String name) {
    return Objects.requireNonNull(stages.get(name), name);
  }

  private FeedRunner feed(String instance) {
    return Objects.requireNonNull(feeds.get(instance), instance);
  }

  private long position() {
    return feeds.values().stream().mapToLong(FeedRunner::position).max().orElse(0);
  }

  private void awaitReady() {
    await(
        "all are ready",
        () ->
            stages.values().stream().allMatch(StageRunner::isReady)
                && feeds.values().stream().allMatch(FeedRunner::isReady));
  }

  private void await(String what, BooleanSupplier condition) {
    TestLine.await(
        what,
        () -> {
          for (StageRunner stage : stages.values()) {
            if (stage.failure() != null) {
              return stage.failure();
            }
          }
          return null;
        },
        condition);
  }
}
