package io.tapeline.core.sim;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts where the three market conditions of a momentum burst are met: 15 s change of at least
 * 0.05 %, range of at least 0.1 %, and a last full second with more than one and a half times the
 * mean volume of the 14 before it. Bursts are distinct when 15 s lie between them.
 */
final class MomentumBursts {

  private static final long WINDOW_MICROS = 15_000_000;

  private record Trade(long micros, double price) {}

  private final Deque<Trade> window = new ArrayDeque<>();
  private final double[] volumes;
  private double reference = Double.NaN;
  private long lastMetMicros = -WINDOW_MICROS;
  private int count;

  MomentumBursts(int seconds) {
    volumes = new double[seconds];
  }

  int count() {
    return count;
  }

  void onTrade(long micros, double price, double size) {
    int second = (int) (micros / 1_000_000);
    volumes[second] += size;
    window.add(new Trade(micros, price));
    while (window.getFirst().micros() <= micros - WINDOW_MICROS) {
      reference = window.removeFirst().price();
    }
    if (second >= 15 && moved(price) && spiked(second)) {
      count += micros - lastMetMicros >= WINDOW_MICROS ? 1 : 0;
      lastMetMicros = micros;
    }
  }

  private boolean moved(double price) {
    if (Math.abs(price - reference) / reference < 0.0005) {
      return false;
    }
    double low = reference;
    double high = reference;
    for (Trade trade : window) {
      low = Math.min(low, trade.price());
      high = Math.max(high, trade.price());
    }
    return (high - low) / reference >= 0.001;
  }

  private boolean spiked(int second) {
    double sum = 0;
    for (int i = second - 15; i < second - 1; i++) {
      sum += volumes[i];
    }
    return sum > 0 && volumes[second - 1] > 1.5 * sum / 14;
  }
}
