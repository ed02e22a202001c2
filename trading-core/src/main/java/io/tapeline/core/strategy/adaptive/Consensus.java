package io.tapeline.core.strategy.adaptive;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.money.Side;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * S0-MTF: whether the labels of the timeframes that have one agree.
 *
 * @param mode how many must
 * @param main must be among them
 * @param minFrames so many labels must be there
 * @param majority share of the winning side that mode MAJORITY asks for; a neutral label counts
 *     against both
 */
record Consensus(Mode mode, Timeframe main, int minFrames, double majority) {

  private static final double TOLERANCE = 1e-9;

  /** How many must agree. */
  enum Mode {
    /** All, and the main one strongly. */
    UNANIMOUS,
    /** Enough. */
    MAJORITY
  }

  /**
   * What came of it.
   *
   * @param side null if there is none
   * @param reason stable code where there is no side, else empty
   */
  record Verdict(@Nullable Side side, String reason) {}

  /**
   * Judges the labels that are ready and not too old.
   *
   * @param labels by timeframe; those without label are left out
   */
  Verdict judge(Map<Timeframe, Label> labels) {
    Label ofMain = labels.get(main);
    if (labels.size() < minFrames || ofMain == null) {
      return none("TOO_FEW_FRAMES");
    }
    if (labels.values().stream().allMatch(each -> each == Label.NEUTRAL)) {
      return none("LABEL_NEUTRAL");
    }
    Side side = winner(labels.values());
    if (side == null) {
      return none("FRAMES_DISAGREE");
    }
    return mode == Mode.UNANIMOUS && !ofMain.isStrong()
        ? none("MAIN_NOT_STRONG")
        : new Verdict(side, "");
  }

  private @Nullable Side winner(Collection<Label> labels) {
    double needed = mode == Mode.UNANIMOUS ? 1 : majority;
    for (Side side : Side.values()) {
      long count = labels.stream().filter(each -> each.side() == side).count();
      if (count >= needed * labels.size() - TOLERANCE) {
        return side;
      }
    }
    return null;
  }

  private static Verdict none(String reason) {
    return new Verdict(null, reason);
  }
}
