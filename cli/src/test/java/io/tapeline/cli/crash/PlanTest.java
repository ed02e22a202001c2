package io.tapeline.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

  private static final List<Instance> ALL = Instance.of(1);

  private static final Duration SESSION = Duration.ofSeconds(2);

  private static Plan draw(long seed, int kills, int pauses) {
    return Plan.draw(seed, kills, pauses, 0.02, SESSION, ALL);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 19, 20, 21, 200, 333})
  void killsExactlyAsManyAsAsked(int kills) {
    Plan plan = draw(5, kills, 0);

    assertThat(strikes(plan).stream().mapToInt(Strike::kills).sum()).isEqualTo(kills);
    assertThat(plan.rounds())
        .allSatisfy(
            round -> assertThat(round.stream().mapToInt(Strike::kills).sum()).isBetween(1, 20));
  }

  @Test
  void sameSeedIsTheSamePlanAndAnotherSeedAnother() {
    assertThat(draw(9, 60, 0)).isEqualTo(draw(9, 60, 0));
    assertThat(draw(9, 60, 0)).isNotEqualTo(draw(10, 60, 0));
  }

  @Test
  void strikesFollowTheTape() {
    for (List<Strike> round : draw(3, 200, 0).rounds()) {
      assertThat(round.stream().map(Strike::at)).isSorted();
      assertThat(round).allSatisfy(strike -> assertThat(strike.at()).isBetween(0.02, 0.96));
    }
  }

  @Test
  void nobodyIsHitBeforeTheShareAskedFor() {
    Plan plan = Plan.draw(6, 50, 10, 0.9, SESSION, ALL);

    assertThat(strikes(plan))
        .allSatisfy(strike -> assertThat(strike.at()).isBetween(0.9, Plan.LAST));
  }

  @Test
  void oneByOneMayBeginWhenAllIsPlayed() {
    assertThat(strikes(Plan.oneByOne(1, 3, 1, ALL))).extracting(Strike::at).containsOnly(1.0);
  }

  @Test
  void oneByOneEachIsHitInTurn() {
    List<Strike> strikes = strikes(Plan.oneByOne(1, 2 * ALL.size(), 0.5, ALL));

    assertThat(strikes).hasSize(2 * ALL.size()).allMatch(strike -> strike.next() == null);
    assertThat(strikes.stream().map(Strike::at)).isSorted();
    for (int i = 0; i < strikes.size(); i++) {
      assertThat(strikes.get(i).victims()).containsExactly(ALL.get(i % ALL.size()));
    }
  }

  @Test
  void twoHundredKillsHitEveryPartSeveralAtOnceAndDuringRecovery() {
    List<Strike> strikes = strikes(draw(1, 200, 0));

    Set<Instance> victims =
        strikes.stream().flatMap(strike -> strike.victims().stream()).collect(Collectors.toSet());
    assertThat(victims).containsExactlyInAnyOrderElementsOf(ALL);
    assertThat(strikes).anyMatch(strike -> strike.victims().size() > 1);
    assertThat(strikes).anyMatch(strike -> strike.next() != null);
  }

  @Test
  void nobodyIsHitTwiceByOneBlow() {
    assertThat(strikes(draw(2, 500, 0)))
        .allSatisfy(strike -> assertThat(strike.victims()).doesNotHaveDuplicates());
  }

  @Test
  void pausesOutlastTheSessionAndHitWhatSharesItsWork() {
    List<Instance> two = Instance.of(2);
    Plan plan = Plan.draw(4, 30, 45, 0.02, SESSION, two);
    List<Strike> pauses = strikes(plan).stream().filter(Strike::isPause).toList();

    assertThat(pauses).hasSize(45);
    assertThat(strikes(plan).stream().mapToInt(Strike::kills).sum()).isEqualTo(30);
    assertThat(pauses)
        .allSatisfy(strike -> assertThat(strike.pause()).isGreaterThan(SESSION))
        .allSatisfy(strike -> assertThat(strike.kills()).isZero());
    assertThat(pauses.stream().flatMap(strike -> strike.victims().stream()))
        .allMatch(instance -> instance.part().sharesItsWork())
        .anyMatch(instance -> instance.number() == 2);
    assertThat(Plan.draw(4, 0, 45, 0.02, SESSION, two).rounds()).hasSize(3);
  }

  @Test
  void severalInstancesAreOfTheServicesOnly() {
    List<Instance> two = Instance.of(2);

    assertThat(two.stream().map(Instance::name))
        .contains("kafka", "postgres", "risk", "risk-2", "gateway-2")
        .doesNotContain("kafka-2", "postgres-2")
        .doesNotHaveDuplicates();
  }

  private static List<Strike> strikes(Plan plan) {
    return plan.rounds().stream().flatMap(List::stream).toList();
  }
}
