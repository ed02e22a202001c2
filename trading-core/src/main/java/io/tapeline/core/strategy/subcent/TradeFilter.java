package io.tapeline.core.strategy.subcent;

import io.tapeline.core.time.EventTime;
import java.util.OptionalDouble;

/** Says beforehand how likely a round trip ends in profit (S1-ML). */
interface TradeFilter {

  /** From this probability on it is bought without asking further. */
  double BUY_FROM = 0.60;

  /** Up to this probability it is not bought. */
  double SKIP_UP_TO = 0.40;

  /** What a probability comes to. */
  enum Verdict {
    BUY,
    SKIP,
    /** Neither: the rule of trend and spread decides. */
    NONE
  }

  /**
   * A round trip as it is known when it is decided; statistics, so doubles.
   *
   * @param quoteVolume traded in 24 hours, quote currency
   * @param spread a fraction of the middle
   * @param imbalance of the depth, −1 to 1
   * @param trend change over the last trades, a fraction
   * @param roundTripFees fractions of both sides together
   */
  record Candidate(
      EventTime ts,
      double price,
      double quoteVolume,
      double spread,
      double imbalance,
      double trend,
      double roundTripFees) {}

  /** Probability from 0 to 1 that it ends in profit after fees; empty: no verdict. */
  OptionalDouble probability(Candidate candidate);

  /** What a probability comes to. */
  static Verdict verdict(OptionalDouble probability) {
    if (probability.isEmpty()) {
      return Verdict.NONE;
    }
    double p = probability.getAsDouble();
    if (p >= BUY_FROM) {
      return Verdict.BUY;
    }
    return p <= SKIP_UP_TO ? Verdict.SKIP : Verdict.NONE;
  }

  /** Has learned nothing and never says anything. */
  record NoVerdict() implements TradeFilter {

    @Override
    public OptionalDouble probability(Candidate candidate) {
      return OptionalDouble.empty();
    }
  }
}
