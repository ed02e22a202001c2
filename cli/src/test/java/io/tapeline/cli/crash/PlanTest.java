package io.tapeline.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

  private static final List<Instance> ALL = Instance.one();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 19, 20, 21, 200, 333})
  void killsExactlyAsManyAsAsked(int kills) {
    Plan plan = Plan.draw(5, kills, ALL);

    assertThat(strikes(plan).stream().mapToInt(Strike::kills).sum()).isEqualTo(kills);
    assertThat(plan.rounds())
        .allSatisfy(
            round -> assertThat(round.stream().mapToInt(Strike::kills).sum()).isBetween(1, 20));
  }

  @Test
  void sameSeedIsTheSamePlanAndAnotherSeedAnother() {
    assertThat(Plan.draw(9, 60, ALL)).isEqualTo(Plan.draw(9, 60, ALL));
    assertThat(Plan.draw(9, 60, ALL)).isNotEqualTo(Plan.draw(10, 60, ALL));
  }

  @Test
  void strikesFollowTheTape() {
    for (List<Strike> round : Plan.draw(3, 200, ALL).rounds()) {
      assertThat(round.stream().map(Strike::at)).isSorted();
      assertThat(round).allSatisfy(strike -> assertThat(strike.at()).isBetween(0.02, 0.96));
    }
  }

  @Test
  void twoHundredKillsHitEveryPartSeveralAtOnceAndDuringRecovery() {
    List<Strike> strikes = strikes(Plan.draw(1, 200, ALL));

    Set<Instance> victims =
        strikes.stream().flatMap(strike -> strike.victims().stream()).collect(Collectors.toSet());
    assertThat(victims).containsExactlyInAnyOrderElementsOf(ALL);
    assertThat(strikes).anyMatch(strike -> strike.victims().size() > 1);
    assertThat(strikes).anyMatch(strike -> strike.next() != null);
  }

  @Test
  void nobodyIsHitTwiceByOneBlow() {
    assertThat(strikes(Plan.draw(2, 500, ALL)))
        .allSatisfy(strike -> assertThat(strike.victims()).doesNotHaveDuplicates());
  }

  private static List<Strike> strikes(Plan plan) {
    return plan.rounds().stream().flatMap(List::stream).toList();
  }
}
