package io.tapeline.core.candle;

/**
 * Why a candle cannot be used (MD-VALID).
 *
 * @param detail the figures that break the rule
 */
public record CandleFault(Code code, String detail) {

  /** The rule that is broken; the names are stable. */
  public enum Code {

    /** Open, high, low or close is zero or less. */
    PRICE_NOT_POSITIVE,

    /** The high is below open or close. */
    HIGH_BELOW_BODY,

    /** The low is above open or close. */
    LOW_ABOVE_BODY,

    /** The volume is below zero. */
    VOLUME_NEGATIVE,

    /** The open time is no multiple of the timeframe. */
    MISALIGNED,

    /** The open time is more than one timeframe ahead of the clock. */
    FROM_THE_FUTURE,

    /** Another candle of the same slot was there before, with other figures. */
    CONFLICTING_DUPLICATE
  }
}
