package io.tapeline.core.indicator;

/**
 * A figure that follows one instrument. It takes its inputs in their order and can be asked at any
 * time what they come to.
 *
 * @param <I> what it is made of
 * @param <T> what it says
 */
public interface Indicator<I, T> {

  /** Takes the next input. */
  void take(I input);

  /** What the inputs so far come to. */
  Reading<T> reading();
}
