package io.tapeline.core.strategy.hunt;

import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import java.util.ArrayDeque;

/** Bought and sold volume of the last five seconds. */
final class TradedVolumes {

  private static final long WINDOW = EventTime.micros(Samples.STEP);

  private record Traded(long micros, double delta) {}

  private final ArrayDeque<Traded> trades = new ArrayDeque<>();

  /** Takes a trade, its size below zero if it was sold. */
  void add(EventTime ts, double delta) {
    trades.addLast(new Traded(ts.micros(), delta));
    passTime(ts);
  }

  void passTime(EventTime now) {
    while (!trades.isEmpty() && trades.getFirst().micros <= now.micros() - WINDOW) {
      trades.removeFirst();
    }
  }

  void clear() {
    trades.clear();
  }

  /** Bought less sold. */
  double delta() {
    double sum = 0;
    for (Traded each : trades) {
      sum += each.delta;
    }
    return sum;
  }

  /** Volume of one direction, a second. */
  double rate(Side direction) {
    double sum = 0;
    for (Traded each : trades) {
      sum += Math.max(0, direction.sign() * each.delta);
    }
    return sum / Samples.STEP.toSeconds();
  }
}
