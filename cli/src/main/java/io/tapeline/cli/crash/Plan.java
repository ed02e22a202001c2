package io.tapeline.cli.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Who is killed when, drawn from a seed: equal seeds, numbers and instances give equal plans.
 *
 * @param rounds strikes of each round, in the order of the tape
 */
record Plan(List<List<Strike>> rounds) {

  private static final int KILLS_PER_ROUND = 20;
  private static final int MOST_AT_ONCE = 4;
  private static final double AT_ONCE_SHARE = 0.2;
  private static final double DURING_RECOVERY_SHARE = 0.25;
  private static final double SAME_AGAIN_SHARE = 0.5;

  /** Strikes lie within this part of the tape. */
  private static final double FIRST = 0.02;

  private static final double LAST = 0.96;
  private static final int MOST_DELAY_MILLIS = 400;
  private static final int MOST_DELAY_IN_RECOVERY_MILLIS = 3_000;

  /** Draws a plan. */
  static Plan draw(long seed, int kills, List<Instance> instances) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int rounds = (kills + KILLS_PER_ROUND - 1) / KILLS_PER_ROUND;
    List<List<Strike>> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      int upToHere = (int) ((long) kills * (round + 1) / rounds);
      int before = (int) ((long) kills * round / rounds);
      all.add(new Draw(random, instances).round(upToHere - before));
    }
    return new Plan(all);
  }

  /** The drawing of one round. */
  private record Draw(RandomGenerator random, List<Instance> instances) {

    List<Strike> round(int kills) {
      List<Strike> drawn = new ArrayList<>();
      for (int left = kills; left > 0; left -= drawn.getLast().kills()) {
        drawn.add(strike(left));
      }
      List<Strike> placed = new ArrayList<>();
      double width = (LAST - FIRST) / drawn.size();
      for (int i = 0; i < drawn.size(); i++) {
        Strike strike = drawn.get(i);
        double at = FIRST + (i + random.nextDouble()) * width;
        placed.add(new Strike(at, strike.delay(), strike.victims(), strike.next()));
      }
      return placed;
    }

    /** Kills at most so many; its place on the tape is still to come. */
    private Strike strike(int left) {
      double kind = random.nextDouble();
      if (left > 1 && kind < AT_ONCE_SHARE) {
        int most = Math.min(Math.min(left, MOST_AT_ONCE), instances.size());
        return new Strike(0, delay(MOST_DELAY_MILLIS), some(random.nextInt(2, most + 1)), null);
      }
      List<Instance> one = some(1);
      Strike next = null;
      if (left > 1 && kind < AT_ONCE_SHARE + DURING_RECOVERY_SHARE) {
        List<Instance> again = random.nextDouble() < SAME_AGAIN_SHARE ? one : some(1);
        next = new Strike(0, delay(MOST_DELAY_IN_RECOVERY_MILLIS), again, null);
      }
      return new Strike(0, delay(MOST_DELAY_MILLIS), one, next);
    }

    private List<Instance> some(int count) {
      List<Instance> shuffled = new ArrayList<>(instances);
      Collections.shuffle(shuffled, Random.from(random));
      return shuffled.subList(0, count);
    }

    private Duration delay(int mostMillis) {
      return Duration.ofMillis(random.nextInt(mostMillis + 1));
    }
  }
}
