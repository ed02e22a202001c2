package io.tapeline.core.indicator;

import java.util.Arrays;

/**
 * The last numbers of a series. Sums are made anew of the numbers each time, so that nothing drifts
 * however long the series is.
 */
final class Ring {

  private final double[] values;
  private int size;
  private int next;

  Ring(int capacity) {
    if (capacity <= 0) {
      throw new IllegalArgumentException("a window must hold something: " + capacity);
    }
    values = new double[capacity];
  }

  void add(double value) {
    values[next] = value;
    next = next + 1 == values.length ? 0 : next + 1;
    size = Math.min(size + 1, values.length);
  }

  void clear() {
    size = 0;
    next = 0;
  }

  int size() {
    return size;
  }

  int capacity() {
    return values.length;
  }

  boolean isFull() {
    return size == values.length;
  }

  /** The number so many before the newest, which is 0. */
  double ago(int count) {
    if (count < 0 || count >= size) {
      throw new IndexOutOfBoundsException(count + " ago of " + size);
    }
    return values[Math.floorMod(next - 1 - count, values.length)];
  }

  /** Mean of all. */
  double mean() {
    return mean(0, size);
  }

  /** Mean of {@code count} numbers, the newest of which is {@code from} ago. */
  double mean(int from, int count) {
    double sum = 0;
    for (int i = from + count - 1; i >= from; i--) {
      sum += ago(i);
    }
    return sum / count;
  }

  /** Sum of the squares of the distances to a mean. */
  double squares(double mean) {
    double sum = 0;
    for (int i = size - 1; i >= 0; i--) {
      double distance = ago(i) - mean;
      sum += distance * distance;
    }
    return sum;
  }

  /** Greatest less smallest of the numbers. */
  double spread() {
    double least = ago(0);
    double most = least;
    for (int i = 1; i < size; i++) {
      least = Math.min(least, ago(i));
      most = Math.max(most, ago(i));
    }
    return most - least;
  }

  double[] sorted() {
    double[] all = Arrays.copyOf(values, size);
    Arrays.sort(all);
    return all;
  }
}
