package io.tapeline.core.stage;

import java.time.Duration;
import java.util.List;

/**
 * A deterministic state machine of the line: decide, publish, apply.
 *
 * <p>For each input the shell calls {@link #apply} with the input, then {@link #decide} with it.
 * What decide returns is published and then applied, one event after the other; after each, the
 * shell publishes what {@link #project} derives from it. State changes in {@code apply} alone.
 * After a restart the shell applies the same inputs and the same published events again, without
 * deciding.
 */
public interface Stage {

  /**
   * Takes note of a fact: an input, or an event this stage decided. The only place state changes.
   */
  void apply(Event event);

  /**
   * What follows from an input that was applied just before. Changes nothing. Asked again after its
   * own answers were applied, it gives only what is still missing: nothing is decided twice.
   */
  List<Event> decide(Event input);

  /**
   * Records that follow from a decided event that was applied just before, for other readers: a
   * fill from an order event, a decision from an approved order. Changes nothing and is never
   * applied.
   */
  default List<Event> project(Event decided) {
    return List.of();
  }

  /**
   * Market time that its longest window looks back: at least so much of the market before the last
   * processed event has to be applied again after a restart. Positions that are open count apart.
   */
  default Duration reach() {
    return Duration.ZERO;
  }

  /**
   * How far back published candles are applied to it before anything else after a restart; zero: it
   * needs none.
   */
  default Duration candleReach() {
    return Duration.ZERO;
  }
}
