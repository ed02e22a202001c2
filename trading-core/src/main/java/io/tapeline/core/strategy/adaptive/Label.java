package io.tapeline.core.strategy.adaptive;

import io.tapeline.core.money.Side;
import org.jspecify.annotations.Nullable;

/** What a timeframe says of the direction (CATALOGUE S0-LABEL). */
public enum Label {
  STRONG_BULL,
  BULL,
  NEUTRAL,
  BEAR,
  STRONG_BEAR;

  private static final int ALL_VOTES = 3;

  /**
   * @param votes sum of three votes, each −1, 0 or 1
   */
  static Label of(int votes) {
    if (votes == 0) {
      return NEUTRAL;
    }
    boolean strong = Math.abs(votes) == ALL_VOTES;
    if (votes > 0) {
      return strong ? STRONG_BULL : BULL;
    }
    return strong ? STRONG_BEAR : BEAR;
  }

  /** The side it speaks for, null for neither. */
  @Nullable Side side() {
    return switch (this) {
      case STRONG_BULL, BULL -> Side.BUY;
      case NEUTRAL -> null;
      case BEAR, STRONG_BEAR -> Side.SELL;
    };
  }

  boolean isStrong() {
    return this == STRONG_BULL || this == STRONG_BEAR;
  }
}
