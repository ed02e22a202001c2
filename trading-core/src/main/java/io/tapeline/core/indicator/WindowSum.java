package io.tapeline.core.indicator;

import java.util.ArrayDeque;

/**
 * Sum and mean of the numbers of a stretch of time. Numbers that leave are subtracted; the sum is
 * made anew each time as many have left as are in it, so that errors cannot gather and a number
 * costs constant time on average. What a sum loses in its last digits is kept beside it (Neumaier
 * 1974), so that a number far larger than the others leaves no trace when it goes.
 */
final class WindowSum {

  private record Entry(long micros, double value) {}

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private double sum;
  private double lost;
  private int left;

  void add(long micros, double value) {
    entries.addLast(new Entry(micros, value));
    accumulate(value);
  }

  private void accumulate(double value) {
    double next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
    sum = next;
  }

  /** Lets go of everything at or before a moment. */
  void dropUpTo(long micros) {
    while (!entries.isEmpty() && entries.getFirst().micros <= micros) {
      accumulate(-entries.removeFirst().value);
      left++;
    }
    if (left > entries.size()) {
      left = 0;
      sum = 0;
      lost = 0;
      for (Entry entry : entries) {
        accumulate(entry.value);
      }
    }
  }

  void clear() {
    entries.clear();
    sum = 0;
    lost = 0;
    left = 0;
  }

  double sum() {
    return sum + lost;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  double mean() {
    return entries.isEmpty() ? 0 : sum() / entries.size();
  }
}
