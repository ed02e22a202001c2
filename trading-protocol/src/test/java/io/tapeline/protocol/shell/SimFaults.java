package io.tapeline.protocol.shell;

import java.util.SplittableRandom;

/**
 * What goes wrong, as probabilities.
 *
 * @param drop of a call to the broker that it throws; a send is a fiftieth as likely to
 * @param crash of a call that the instance dies in it
 * @param stall of a call that others go on meanwhile, for long
 * @param late of a record sent that it is not stored by the end of a step
 * @param doubled of a batch stored that it is stored once more
 * @param shortRead of a read of a partition that it gives less than there is
 * @param lostCommit of a commit that it is lost on the way
 * @param event of a step that somebody dies, comes, leaves, sleeps or is thrown out instead
 */
record SimFaults(
    double drop,
    double crash,
    double stall,
    double late,
    double doubled,
    double shortRead,
    double lostCommit,
    double event) {

  static final SimFaults NONE = new SimFaults(0, 0, 0, 0, 0, 0, 0, 0);

  /** Each kind may be absent, rare or frequent. */
  static SimFaults draw(SplittableRandom random) {
    return new SimFaults(
        any(random, 0, 0.002, 0.01),
        any(random, 0, 0.001, 0.005),
        any(random, 0, 0.003, 0.015),
        any(random, 0.1, 0.5, 0.9),
        any(random, 0, 0.02, 0.2),
        any(random, 0, 0.3, 0.7),
        any(random, 0, 0.1, 0.5),
        any(random, 0.005, 0.02, 0.06));
  }

  private static double any(SplittableRandom random, double... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
