package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole line under everything that a network, a broker and a machine do to it, thousands of
 * times, each time from a seed. {@code -Dsimulation.seed=N} runs one seed again, {@code
 * -Dsimulation.seeds=N} so many of them.
 */
class LineSimulationTest {

  private static final int SEEDS = Integer.getInteger("simulation.seeds", 2_000);
  private static final int SEEDS_PER_MISTAKE = 600;
  private static final int SEEDS_ASKED = 40;
  private static final int LAST_STEPS = 40;
  private static final Long ONE = Long.getLong("simulation.seed");
  private static final SimLine.Change NONE = SimLine.unchanged();

  /** A mistake that is planted to see that it would be found. */
  record Mistake(String name, Set<Flaw> flaws, SimLine.Change change) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
        new Mistake("commit before publish", EnumSet.of(Flaw.COMMIT_BEFORE_PUBLISH), NONE),
        new Mistake("missing deduplication", EnumSet.of(Flaw.NO_DEDUPLICATION), NONE),
        new Mistake(
            "non-idempotent apply",
            EnumSet.of(Flaw.APPLY_AGAIN),
            LineSimulationTest::countsFillsTwice),
        new Mistake("lost timer", Set.of(), LineSimulationTest::forgetsTimers),
        new Mistake("double restore", EnumSet.of(Flaw.DOUBLE_RESTORE), NONE),
        new Mistake("no fence", EnumSet.of(Flaw.NO_FENCE), SimMoods::of));
  }

  @Test
  void nothingIsLostAndNothingCountsTwiceWhateverGoesWrong() {
    LongStream seeds = ONE == null ? LongStream.range(0, SEEDS) : LongStream.of(ONE);
    List<SimLine.Outcome> outcomes =
        seeds.parallel().mapToObj(seed -> SimLine.outcome(seed, Set.of(), NONE)).toList();

    assertThat(
            outcomes.stream()
                .filter(outcome -> outcome.broken() != null)
                .findFirst()
                .map(outcome -> story(outcome.seed(), Set.of(), NONE))
                .orElse(""))
        .isEmpty();
    assertThat(outcomes.stream().mapToLong(SimLine.Outcome::trades).sum())
        .as("trades")
        .isGreaterThanOrEqualTo(outcomes.size() / 2);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aClassicMistakeIsFound(Mistake mistake, TestReporter reporter) {
    SimLine.Outcome found =
        LongStream.range(0, SEEDS_PER_MISTAKE)
            .mapToObj(seed -> SimLine.outcome(seed, mistake.flaws, mistake.change))
            .filter(outcome -> outcome.broken() != null && !isMoodAlone(mistake, outcome.seed()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(mistake.name + " is not found"));
    reporter.publishEntry(mistake.name, "seed " + found.seed() + ": " + found.broken());

    SimLine.Change sound = mistake.flaws.contains(Flaw.NO_FENCE) ? mistake.change : NONE;
    assertThat(SimLine.outcome(found.seed(), Set.of(), sound).broken())
        .as("seed %d without the mistake", found.seed())
        .isNull();
  }

  /**
   * A desk that approves what its former life denied may spend money twice where that denial was
   * lost on its way, fence or not: such a seed shows nothing.
   */
  private static boolean isMoodAlone(Mistake mistake, long seed) {
    return mistake.flaws.contains(Flaw.NO_FENCE)
        && SimLine.outcome(seed, Set.of(), mistake.change).broken() != null;
  }

  /** Of some plans all rungs fill, of some the first alone, of some none. */
  @Test
  void thereAreLaddersOfEveryKind() {
    Set<Long> filled = new HashSet<>();
    for (int variant = 0; variant < SimMarket.VARIANTS; variant++) {
      SimMarket market = SimMarket.of(variant);
      if (market.plan() != null) {
        filled.add(
            market.reference().stream()
                .filter(Fill.class::isInstance)
                .mapToLong(event -> ((Fill) event).execution().rung())
                .filter(rung -> rung > 0)
                .distinct()
                .count());
      }
    }
    assertThat(filled).containsExactlyInAnyOrder(0L, 1L, 2L, 3L);
  }

  @Test
  void aSeedGivesTheSameRunAgain() {
    for (long seed = 0; seed < 8; seed++) {
      List<String> steps = SimLine.steps(seed, Set.of(), NONE);

      assertThat(steps).hasSizeGreaterThan(LAST_STEPS);
      assertThat(SimLine.steps(seed, Set.of(), NONE)).as("seed %d", seed).isEqualTo(steps);
    }
  }

  @Test
  void questionsAreAnsweredInTheStagesTurnAndChangeNothing() {
    int answered = 0;
    int refused = 0;
    for (long seed = 0; seed < SEEDS_ASKED; seed++) {
      SimQuestions questions = new SimQuestions(seed);
      List<String> steps = new ArrayList<>();
      new SimLine(seed, Set.of(), NONE, steps::add).asked(questions).run();
      questions.collect();

      assertThat(questions.broken()).as("seed %d", seed).isEmpty();
      assertThat(steps)
          .as("seed %d asked and not", seed)
          .isEqualTo(withoutEnd(SimLine.steps(seed, Set.of(), NONE)));
      answered += questions.answered();
      refused += questions.refused();
      assertThat(questions.open())
          .as("seed %d: of all questions few wait for a process that was killed", seed)
          .isLessThan(questions.answered() + questions.refused());
    }
    assertThat(answered).as("answered").isGreaterThan(SEEDS_ASKED);
    assertThat(refused).as("refused").isGreaterThan(SEEDS_ASKED);
  }

  private static List<String> withoutEnd(List<String> steps) {
    return steps.subList(0, steps.size() - 1);
  }

  private static String story(long seed, Set<Flaw> flaws, SimLine.Change change) {
    List<String> steps = SimLine.steps(seed, flaws, change);
    return "seed %d%n%s"
        .formatted(
            seed,
            String.join(
                System.lineSeparator(),
                steps.subList(Math.max(0, steps.size() - LAST_STEPS), steps.size())));
  }

  /** A fill that comes again counts again. */
  private static Stage countsFillsTwice(StageSpec spec, Stage stage, int madeBefore) {
    return spec.equals(StageSpec.RISK) ? new CountsFillsTwice(stage, new HashSet<>()) : stage;
  }

  private record CountsFillsTwice(Stage stage, Set<String> seen) implements Stage {

    @Override
    public void apply(Event event) {
      boolean again = event instanceof Fill && !seen.add(event.id());
      stage.apply(again ? renamed((Fill) event) : event);
    }

    private static Fill renamed(Fill fill) {
      var execution = fill.execution();
      return new Fill(
          fill.orderId(),
          fill.entryOrderId(),
          fill.signalId(),
          fill.account(),
          fill.strategy(),
          fill.symbol(),
          fill.intent(),
          fill.side(),
          new io.tapeline.core.order.Execution(
              execution.venueExecutionId() + "-again",
              execution.quantity(),
              execution.price(),
              execution.fee(),
              execution.liquidity(),
              execution.touch(),
              execution.slippageBps()),
          fill.origin());
    }

    @Override
    public List<Event> decide(Event input) {
      return stage.decide(input);
    }

    @Override
    public List<Event> project(Event decided) {
      return stage.project(decided);
    }
  }

  /** After a restart, the time of positions opened before is not up any more. */
  private static Stage forgetsTimers(StageSpec spec, Stage stage, int madeBefore) {
    return spec.equals(StageSpec.EXECUTION)
        ? new ForgetsTimers(stage, new HashSet<>(), new HashSet<>())
        : stage;
  }

  private record ForgetsTimers(Stage stage, Set<String> decided, Set<String> restored)
      implements Stage {

    @Override
    public void apply(Event event) {
      if (event instanceof OrderEvent step && !decided.contains(step.id())) {
        restored.add(step.entryOrderId().value());
      }
      stage.apply(event);
    }

    @Override
    public List<Event> decide(Event input) {
      List<Event> events = stage.decide(input);
      if (input instanceof MarketEvent) {
        events = events.stream().filter(event -> !isForgotten((OrderEvent) event)).toList();
      }
      events.forEach(event -> decided.add(event.id()));
      return events;
    }

    private boolean isForgotten(OrderEvent step) {
      return step.intent() == Intent.CLOSE
          && step.exitReason() == ExitReason.TIME
          && restored.contains(step.entryOrderId().value());
    }

    @Override
    public List<Event> project(Event event) {
      return stage.project(event);
    }
  }
}
