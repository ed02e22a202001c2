package io.tapeline.backtest.diff;

/** Where the ways of a trade in two runs first part. */
public enum CauseKind {
  /** The market events are not the same. */
  TAPES,
  /** Settings or strategies are not the same. */
  SETTINGS,
  /** One run ended, or was stopped, before. */
  NOT_REACHED,
  /** What happened before the first event of one run is not known to the other. */
  CARRIED_OVER,
  /** A person halted, resumed or flattened the account. */
  CONTROL,
  /** The risk desk decided on another quote, because the signal took its time on the line. */
  STALE_QUOTE,
  /** The risk desk did not know of the same fills yet. */
  LATER_REPORT,
  /** The order came to the venue at another moment, because it took its time on the line. */
  LATER_FILL,
  /** Position, losses or equity are not the same because of an earlier trade. */
  EARLIER_TRADE,
  /** The risk desk's count of signals to skip differs because of an earlier verdict. */
  EARLIER_VERDICT,
  /** None of these: the runs should be equal here, and are not. */
  UNEXPLAINED
}
