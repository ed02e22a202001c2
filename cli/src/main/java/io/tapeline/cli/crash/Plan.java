package io.tapeline.cli.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who is killed or paused when, drawn from a seed: equal seeds, numbers and instances give equal
 * plans.
 *
 * @param rounds strikes of each round, in the order of the tape
 */
record Plan(List<List<Strike>> rounds) {

  private static final int BLOWS_PER_ROUND = 20;
  private static final int MOST_AT_ONCE = 4;
  private static final double AT_ONCE_SHARE = 0.2;
  private static final double DURING_RECOVERY_SHARE = 0.25;
  private static final double SAME_AGAIN_SHARE = 0.5;

  /** Strikes lie before this share of the tape. */
  static final double LAST = 0.96;

  private static final int MOST_DELAY_MILLIS = 400;
  private static final int MOST_DELAY_IN_RECOVERY_MILLIS = 3_000;

  /** The broker notes a session's end a little late. */
  private static final Duration SESSION_CHECK = Duration.ofMillis(500);

  private static final int MOST_EXTRA_PAUSE_MILLIS = 2_000;

  /**
   * Draws a plan.
   *
   * @param pauses processes to pause, besides those to kill
   * @param first share of the tape before which nobody is hit
   * @param session how long a process may be silent before others take over its work
   */
  static Plan draw(
      long seed, int kills, int pauses, double first, Duration session, List<Instance> instances) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int rounds = (kills + pauses + BLOWS_PER_ROUND - 1) / BLOWS_PER_ROUND;
    List<List<Strike>> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      all.add(
          new Draw(random, first, session, instances)
              .round(share(kills, round, rounds), share(pauses, round, rounds)));
    }
    return new Plan(all);
  }

  /**
   * The same blows without those at once and those during a recovery: each process in its turn.
   *
   * @param first share of the tape before which nobody is hit; 1 hits a line at rest, which has
   *     played all of it
   */
  static Plan oneByOne(long seed, int kills, double first, List<Instance> instances) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Strike> strikes = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      double at = first < LAST ? first + (LAST - first) * i / kills : first;
      Instance victim = instances.get(i % instances.size());
      Duration delay = Duration.ofMillis(random.nextInt(MOST_DELAY_MILLIS + 1));
      strikes.add(new Strike(at, delay, List.of(victim), Duration.ZERO, null));
    }
    return new Plan(List.of(strikes));
  }

  private static int share(int all, int round, int rounds) {
    return (int) ((long) all * (round + 1) / rounds - (long) all * round / rounds);
  }

  /** The drawing of one round. */
  private record Draw(
      RandomGenerator random, double first, Duration session, List<Instance> instances) {

    List<Strike> round(int kills, int pauses) {
      List<Strike> drawn = new ArrayList<>();
      for (int left = kills; left > 0; left -= drawn.getLast().kills()) {
        drawn.add(strike(left));
      }
      for (int left = pauses; left > 0; left--) {
        drawn.add(pause());
      }
      if (pauses > 0) {
        Collections.shuffle(drawn, Random.from(random));
      }
      List<Strike> placed = new ArrayList<>();
      double width = (LAST - first) / drawn.size();
      for (int i = 0; i < drawn.size(); i++) {
        Strike strike = drawn.get(i);
        double at = first + (i + random.nextDouble()) * width;
        placed.add(new Strike(at, strike.delay(), strike.victims(), strike.pause(), strike.next()));
      }
      return placed;
    }

    /** Kills at most so many; its place on the tape is still to come. */
    private Strike strike(int left) {
      double kind = random.nextDouble();
      if (left > 1 && kind < AT_ONCE_SHARE) {
        int most = Math.min(Math.min(left, MOST_AT_ONCE), instances.size());
        return kill(MOST_DELAY_MILLIS, some(random.nextInt(2, most + 1)), null);
      }
      List<Instance> one = some(1);
      Strike next = null;
      if (left > 1 && kind < AT_ONCE_SHARE + DURING_RECOVERY_SHARE) {
        List<Instance> again = random.nextDouble() < SAME_AGAIN_SHARE ? one : some(1);
        next = kill(MOST_DELAY_IN_RECOVERY_MILLIS, again, null);
      }
      return kill(MOST_DELAY_MILLIS, one, next);
    }

    private Strike kill(int mostDelayMillis, List<Instance> victims, @Nullable Strike next) {
      return new Strike(0, delay(mostDelayMillis), victims, Duration.ZERO, next);
    }

    /** One process, until its work is another one's. */
    private Strike pause() {
      List<Instance> some =
          instances.stream().filter(instance -> instance.part().sharesItsWork()).toList();
      Instance one = some.get(random.nextInt(some.size()));
      Duration pause = session.plus(SESSION_CHECK).plus(delay(MOST_EXTRA_PAUSE_MILLIS));
      return new Strike(0, delay(MOST_DELAY_MILLIS), List.of(one), pause, null);
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
