package io.tapeline.core.indicator;

import java.util.ArrayDeque;

/**
 * Sum and mean of the numbers of a stretch of time. Numbers that leave are subtracted; the sum is
 * made anew each time as many have left as are in it, so that errors cannot gather and a number
 * costs constant time on average.
 */
final class WindowSum {

  private record Entry(long micros, double value) {}

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private double sum;
  private int left;

  void add(long micros, double value) {
    entries.addLast(new Entry(micros, value));
    sum += value;
  }

  /** Lets go of everything at or before a moment. */
  void dropUpTo(long micros) {
    while (!entries.isEmpty() && entries.getFirst().micros <= micros) {
      sum -= entries.removeFirst().value;
      left++;
    }
    if (left > entries.size()) {
      left = 0;
      sum = 0;
      for (Entry entry : entries) {
        sum += entry.value;
      }
    }
  }

  void clear() {
    entries.clear();
    sum = 0;
    left = 0;
  }

  double sum() {
    return sum;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  double mean() {
    return entries.isEmpty() ? 0 : sum / entries.size();
  }
}
