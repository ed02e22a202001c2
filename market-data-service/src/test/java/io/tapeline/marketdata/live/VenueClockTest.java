package io.tapeline.marketdata.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VenueClockTest {

  private static final long SECOND = 1_000_000;

  private final VenueClock clock = new VenueClock();

  @Test
  void knowsNothingBeforeTheFirstEvent() {
    assertThat(clock.isKnown()).isFalse();
  }

  /** As on the recorded venue whose clock was 1.27 s behind. */
  @Test
  void fastestEventTellsTheDifferenceOfTheClocks() {
    clock.note(100 * SECOND, 101_900_000);
    clock.note(200 * SECOND, 201_270_000);
    clock.note(210 * SECOND, 211_500_000);

    assertThat(clock.at(300 * SECOND)).isEqualTo(298_730_000);
  }

  @Test
  void venueAheadOfTheLocalClockIsAheadOfIt() {
    clock.note(105 * SECOND, 103 * SECOND);

    assertThat(clock.at(104 * SECOND)).isEqualTo(106 * SECOND);
  }

  @Test
  void differenceIsForgottenAfterTenMinutes() {
    clock.note(0, SECOND / 10);
    for (long second = 1; second < 660; second++) {
      clock.note(second * SECOND, second * SECOND + SECOND);
    }

    assertThat(clock.at(700 * SECOND)).isEqualTo(699 * SECOND);
  }

  @Test
  void differenceIsKeptForFiveMinutesAtLeast() {
    clock.note(0, SECOND / 10);
    for (long second = 1; second < 299; second++) {
      clock.note(second * SECOND, second * SECOND + SECOND);
    }

    assertThat(clock.at(300 * SECOND)).isEqualTo(299_900_000);
  }
}
