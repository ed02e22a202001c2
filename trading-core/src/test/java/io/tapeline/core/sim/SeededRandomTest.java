package io.tapeline.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeededRandomTest {

  private static final int DRAWS = 200_000;

  /** Numbers of the reference implementation of xoshiro256++ 1.0 from state 1, 2, 3, 4. */
  @Test
  void drawsTheNumbersOfTheReferenceImplementation() {
    SeededRandom random = new SeededRandom(1, 2, 3, 4);

    assertThat(LongStream.range(0, 8).map(i -> random.nextLong()))
        .containsExactly(
            41943041L,
            58720359L,
            3588806011781223L,
            3591011842654386L,
            Long.parseUnsignedLong("9228616714210784205"),
            Long.parseUnsignedLong("9973669472204895162"),
            Long.parseUnsignedLong("14011001112246962877"),
            Long.parseUnsignedLong("12406186145184390807"));
  }

  /** Numbers of the reference implementation of SplitMix64 from seed 1234567. */
  @Test
  void fillsItsStateWithTheNumbersOfSplitMix() {
    assertThat(LongStream.rangeClosed(1, 5).map(n -> SeededRandom.splitMix(1234567, n)))
        .containsExactly(
            6457827717110365317L,
            3203168211198807973L,
            Long.parseUnsignedLong("9817491932198370423"),
            4593380528125082431L,
            Long.parseUnsignedLong("16408922859458223821"));
  }

  @Test
  void waitsExponentially() {
    SeededRandom random = new SeededRandom(11);
    double sum = 0;
    int beyondMean = 0;
    for (int i = 0; i < DRAWS; i++) {
      double wait = random.exponential(2);
      sum += wait;
      beyondMean += wait > 2 ? 1 : 0;
    }
    // Five standard errors: the mean's is 2 / sqrt(n); a share e^-1 lies beyond the mean.
    double root = Math.sqrt(DRAWS);
    assertThat(sum / DRAWS).isCloseTo(2, within(5 * 2 / root));
    assertThat((double) beyondMean / DRAWS).isCloseTo(Math.exp(-1), within(5 * 0.5 / root));
  }

  @Test
  void scattersNormally() {
    SeededRandom random = new SeededRandom(12);
    double sum = 0;
    double squares = 0;
    int withinOne = 0;
    for (int i = 0; i < DRAWS; i++) {
      double draw = random.gaussian();
      sum += draw;
      squares += draw * draw;
      withinOne += Math.abs(draw) < 1 ? 1 : 0;
    }
    double root = Math.sqrt(DRAWS);
    assertThat(sum / DRAWS).isCloseTo(0, within(5 / root));
    assertThat(squares / DRAWS).isCloseTo(1, within(5 * Math.sqrt(2) / root));
    assertThat((double) withinOne / DRAWS).isCloseTo(0.682689, within(5 * 0.5 / root));
  }

  @Test
  void drawsWholeNumbersEvenlyBelowTheBound() {
    SeededRandom random = new SeededRandom(13);
    int[] counts = new int[7];
    for (int i = 0; i < DRAWS; i++) {
      counts[random.below(7)]++;
    }
    for (int count : counts) {
      assertThat((double) count / DRAWS).isCloseTo(1 / 7.0, within(5 * 0.35 / Math.sqrt(DRAWS)));
    }
  }

  @Test
  void givesEachNameItsOwnSeed() {
    assertThat(SeededRandom.seedOf(1, "BTCUSDT"))
        .isEqualTo(SeededRandom.seedOf(1, "BTCUSDT"))
        .isNotEqualTo(SeededRandom.seedOf(1, "ETHUSDT"))
        .isNotEqualTo(SeededRandom.seedOf(2, "BTCUSDT"));
  }
}
