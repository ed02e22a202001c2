package io.tapeline.core.strategy.hunt;

import java.util.OptionalDouble;

/** What rests in the book beyond a pool, where that is known. */
@FunctionalInterface
public interface RestingDepth {

  /** Nothing is known but the best prices. */
  RestingDepth UNKNOWN = (_, _) -> OptionalDouble.empty();

  /**
   * Size that rests from the pool to so much beyond it; empty where the book does not say.
   *
   * @param widthBps of the stretch, in basis points of the pool's price
   */
  OptionalDouble beyond(StopPool pool, double widthBps);
}
