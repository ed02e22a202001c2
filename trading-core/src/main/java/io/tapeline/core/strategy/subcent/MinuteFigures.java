package io.tapeline.core.strategy.subcent;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.money.Money;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What closed minutes say: the volume of a day, the deviation and the change of five minutes. */
final class MinuteFigures {

  static final Duration DAY = Duration.ofHours(24);

  private static final Duration OLDEST = Duration.ofMinutes(2);
  private static final BigDecimal THREE = BigDecimal.valueOf(3);
  private static final double FIVE_MINUTES = 5;

  private final Instrument instrument;
  private final Rule rule;
  private final ArrayDeque<Minute> day = new ArrayDeque<>();
  private final ArrayDeque<Double> closes = new ArrayDeque<>();
  private @Nullable EventTime first;
  private @Nullable EventTime closedAt;
  private BigDecimal volume = BigDecimal.ZERO;

  /**
   * Lengths of the windows.
   *
   * @param returns one-minute returns of the deviation
   * @param change minutes of the change
   */
  record Rule(int returns, int change) {}

  private record Minute(EventTime openTime, BigDecimal notional) {}

  MinuteFigures(Instrument instrument, Rule rule) {
    this.instrument = instrument;
    this.rule = rule;
  }

  void add(Candle candle) {
    if (first == null) {
      first = candle.openTime();
    }
    closedAt = candle.closeTime();
    BigDecimal notional = notional(candle);
    day.addLast(new Minute(candle.openTime(), notional));
    volume = volume.add(notional);
    if (candle.startsSegment()) {
      closes.clear();
    }
    closes.addLast(candle.close().value().doubleValue());
    if (closes.size() > Math.max(rule.returns, rule.change) + 1) {
      closes.removeFirst();
    }
  }

  /** Volume at the candle's typical price, which stands for its own VWAP. */
  private BigDecimal notional(Candle candle) {
    return candle
        .high()
        .value()
        .add(candle.low().value())
        .add(candle.close().value())
        .divide(THREE, MathContext.DECIMAL64)
        .multiply(candle.volume().value())
        .multiply(instrument.contractSize());
  }

  /** Lets go of minutes that are more than a day old. */
  void at(EventTime now) {
    EventTime oldest = now.minus(DAY);
    while (!day.isEmpty() && day.getFirst().openTime.isBefore(oldest)) {
      volume = volume.subtract(day.removeFirst().notional);
    }
  }

  /** Quote volume of the minutes of the last 24 hours that are known: at least so much it was. */
  Money volume() {
    return new Money(volume);
  }

  /** Whether the minutes of a whole day are known. */
  boolean knowsDay(EventTime now) {
    return first != null && now.microsSince(first) >= EventTime.micros(DAY);
  }

  /** Change of a price against the close that many minutes before the newest, a fraction. */
  Reading<Double> change(double price, EventTime now) {
    int need = rule.change + 1;
    if (closes.size() < need) {
      return Reading.warmingUp(closes.size(), need);
    }
    Iterator<Double> newestFirst = closes.descendingIterator();
    for (int i = 0; i < rule.change; i++) {
      newestFirst.next();
    }
    return fresh(Reading.ready(price / newestFirst.next() - 1), now);
  }

  /** Deviation of five-minute returns: that of the one-minute returns times √5. */
  Reading<Double> sigma(EventTime now) {
    int need = rule.returns + 1;
    if (closes.size() < need) {
      return Reading.warmingUp(closes.size(), need);
    }
    double[] newest = closes.stream().mapToDouble(x -> x).skip(closes.size() - need).toArray();
    double[] returns = new double[rule.returns];
    double sum = 0;
    for (int i = 0; i < returns.length; i++) {
      returns[i] = newest[i + 1] / newest[i] - 1;
      sum += returns[i];
    }
    double squares = 0;
    for (double each : returns) {
      squares += Math.pow(each - sum / returns.length, 2);
    }
    double variance = squares / (returns.length - 1);
    return fresh(Reading.ready(Math.sqrt(FIVE_MINUTES * variance)), now);
  }

  private Reading<Double> fresh(Reading<Double> reading, EventTime now) {
    return closedAt == null ? reading : reading.asOf(now, closedAt, OLDEST);
  }
}
