package io.tapeline.core.strategy;

import io.tapeline.core.plan.scalp.ScalpAnalysis;

/** What the four layers of the micro-scalp say of an instrument, or why they say nothing. */
public sealed interface MarketAnswer {

  /** No event of the instrument has come. */
  record Unknown() implements MarketAnswer {}

  /** It has no micro-scalp rule set. */
  record NotConfigured() implements MarketAnswer {}

  /** No check has been made yet. */
  record NotReady() implements MarketAnswer {}

  /** What the last check found, held against the present event time. */
  record Analysed(ScalpAnalysis analysis) implements MarketAnswer {}
}
