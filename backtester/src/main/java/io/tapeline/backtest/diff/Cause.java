package io.tapeline.backtest.diff;

/**
 * Why a trade differs.
 *
 * @param point the link of the chain at which the runs first differ: tick, signal, decision,
 *     approval, order, fill, exit, trade
 * @param text the same for people, with the numbers
 */
public record Cause(CauseKind kind, String point, String text) {

  boolean isExplained() {
    return kind != CauseKind.UNEXPLAINED;
  }
}
