package io.tapeline.core.indicator;

/** Mean and population variance of weighted numbers, by West's form of Welford's update (1979). */
final class WeightedMoments {

  private double weight;
  private double mean;
  private double squares;

  void add(double value, double by) {
    double distance = value - mean;
    weight += by;
    mean += distance * by / weight;
    squares += by * distance * (value - mean);
  }

  void clear() {
    weight = 0;
    mean = 0;
    squares = 0;
  }

  double mean() {
    return mean;
  }

  double deviation() {
    return weight > 0 ? Math.sqrt(Math.max(0, squares) / weight) : 0;
  }
}
