package io.tapeline.core.strategy.hunt;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;

/** Figures of the last ten minutes, one each five seconds. */
final class Samples {

  static final Duration WINDOW = Duration.ofMinutes(10);
  static final Duration STEP = Duration.ofSeconds(5);

  private static final int MOST = 120;
  private static final int LEAST = 60;

  private final double[] values = new double[MOST];
  private int size;
  private int next;
  private OptionalDouble median = OptionalDouble.empty();

  void add(double value) {
    values[next] = value;
    next = (next + 1) % MOST;
    size = Math.min(size + 1, MOST);
    median = OptionalDouble.empty();
  }

  void clear() {
    size = 0;
    next = 0;
    median = OptionalDouble.empty();
  }

  /** Empty before there are five minutes of them. */
  OptionalDouble median() {
    if (median.isEmpty() && size >= LEAST) {
      double[] sorted = Arrays.copyOf(values, size);
      Arrays.sort(sorted);
      median = OptionalDouble.of((sorted[(size - 1) / 2] + sorted[size / 2]) / 2);
    }
    return median;
  }

  /**
   * A figure in sample deviations from the mean; empty before five minutes, or if all are equal.
   */
  OptionalDouble deviationsOf(double value) {
    if (size < LEAST) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += values[i];
    }
    double mean = sum / size;
    double squares = 0;
    for (int i = 0; i < size; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    double deviation = Math.sqrt(squares / (size - 1));
    return deviation > 0 ? OptionalDouble.of((value - mean) / deviation) : OptionalDouble.empty();
  }
}
