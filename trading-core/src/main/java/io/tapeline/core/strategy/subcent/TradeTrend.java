package io.tapeline.core.strategy.subcent;

import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** S1-TREND: where the last trades lead. Trades older than the window do not count. */
final class TradeTrend {

  private static final double TOLERANCE = 1e-9;

  private final Rule rule;
  private final ArrayDeque<Tick> trades = new ArrayDeque<>();

  /**
   * When a change is a trend.
   *
   * @param trades so many at most
   * @param least with fewer it is neutral
   * @param window the oldest that counts
   * @param change least change of a trend, a fraction
   */
  record Rule(int trades, int least, Duration window, double change) {}

  /** Which way. */
  enum Direction {
    RISING(1),
    NEUTRAL(0),
    FALLING(-1);

    private final int sign;

    Direction(int sign) {
      this.sign = sign;
    }

    int sign() {
      return sign;
    }
  }

  TradeTrend(Rule rule) {
    this.rule = rule;
  }

  void add(Tick tick) {
    Tick newest = trades.peekLast();
    if (newest != null && tick.ts().isBefore(newest.ts())) {
      return;
    }
    trades.addLast(tick);
    if (trades.size() > rule.trades) {
      trades.removeFirst();
    }
  }

  /** Trades may be missing: only later ones count. */
  void restart() {
    trades.clear();
  }

  /** Lets go of trades that are too old. */
  void at(EventTime now) {
    EventTime oldest = now.minus(rule.window);
    while (!trades.isEmpty() && trades.getFirst().ts().isBefore(oldest)) {
      trades.removeFirst();
    }
  }

  /** Price of the newest trade of the window, null if there is none. */
  @Nullable Price last() {
    Tick newest = trades.peekLast();
    return newest == null ? null : newest.price();
  }

  /** Change from the first to the last, a fraction; 0 if there are too few. */
  double change() {
    if (trades.size() < rule.least) {
      return 0;
    }
    double first = trades.getFirst().price().value().doubleValue();
    return trades.getLast().price().value().doubleValue() / first - 1;
  }

  Direction direction() {
    double change = change();
    if (change >= rule.change - TOLERANCE) {
      return Direction.RISING;
    }
    return change <= -rule.change + TOLERANCE ? Direction.FALLING : Direction.NEUTRAL;
  }
}
