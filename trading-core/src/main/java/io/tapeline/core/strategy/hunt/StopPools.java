package io.tapeline.core.strategy.hunt;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Atr;
import io.tapeline.core.indicator.EqualLevels;
import io.tapeline.core.indicator.Extremes;
import io.tapeline.core.indicator.SessionClock;
import io.tapeline.core.indicator.SessionLevels;
import io.tapeline.core.indicator.SwingPoint;
import io.tapeline.core.indicator.Swings;
import io.tapeline.core.indicator.TradingDay;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where stops are likely to rest within 1 % of the last close: highs above it and lows below it of
 * the day and session before and of this session, equal levels, swing points of the segment that
 * were not traded through since, and the next round numbers, multiples of 10^⌊log10 p⌋ / 20.
 */
final class StopPools {

  private static final int MOST_SWINGS = 200;
  private static final int WILDER = 14;
  private static final BigDecimal NEAR = new BigDecimal("0.01");
  private static final BigDecimal ROUND = new BigDecimal("0.05");

  private final SessionLevels sessions;
  private final EqualLevels equals;
  private final Swings swings = new Swings(Swings.USUAL);
  private final List<SwingPoint> unbroken = new ArrayList<>();
  private List<StopPool> pools = List.of();

  StopPools(Instrument instrument, SessionClock.Mode mode) {
    this.sessions =
        new SessionLevels(
            new SessionClock(mode), TradingDay.of(instrument.assetClass()), SessionLevels.LEAST);
    this.equals = new EqualLevels(instrument.tickSize().doubleValue(), new Atr(WILDER));
  }

  void take(Candle candle) {
    if (candle.startsSegment()) {
      unbroken.clear();
    }
    sessions.take(candle);
    equals.take(candle);
    swings.take(candle);
    List<SwingPoint> confirmed = swings.reading().orNull();
    if (confirmed != null) {
      unbroken.addAll(confirmed);
    }
    unbroken.removeIf(
        point ->
            point.kind() == SwingPoint.Kind.HIGH
                ? candle.high().isAbove(point.price())
                : candle.low().isBelow(point.price()));
    while (unbroken.size() > MOST_SWINGS) {
      unbroken.removeFirst();
    }
    pools = around(candle.close());
  }

  /** Those of the last candle, by price; of several at one price the first named above. */
  List<StopPool> pools() {
    return pools;
  }

  private List<StopPool> around(Price close) {
    Map<Price, StopPool> found = new TreeMap<>();
    SessionLevels.Levels levels = sessions.reading().orNull();
    if (levels != null) {
      add(found, close, "PREVIOUS_DAY", levels.previousDay());
      add(found, close, "PREVIOUS_SESSION", levels.previousSession());
      add(found, close, "SESSION", levels.session());
    }
    List<EqualLevels.Level> same = equals.reading().orNull();
    if (same != null) {
      for (EqualLevels.Level level : same) {
        Price price = new Price(BigDecimal.valueOf(level.price()));
        add(found, close, "EQUAL", price, level.kind() == SwingPoint.Kind.HIGH);
      }
    }
    for (SwingPoint point : unbroken) {
      add(found, close, "SWING", point.price(), point.kind() == SwingPoint.Kind.HIGH);
    }
    BigDecimal step = roundStep(close);
    BigDecimal below = close.value().divide(step, 0, RoundingMode.FLOOR).multiply(step);
    add(found, close, "ROUND", new Price(below.add(step)), true);
    BigDecimal under = below.compareTo(close.value()) < 0 ? below : below.subtract(step);
    add(found, close, "ROUND", new Price(under), false);
    return List.copyOf(found.values());
  }

  /** A twentieth of the power of ten at or below a price. */
  static BigDecimal roundStep(Price price) {
    int exponent = price.value().precision() - price.value().scale() - 1;
    return ROUND.scaleByPowerOfTen(exponent);
  }

  private static void add(
      Map<Price, StopPool> found, Price close, String kind, @Nullable Extremes extremes) {
    if (extremes != null) {
      add(found, close, kind, extremes.high(), true);
      add(found, close, kind, extremes.low(), false);
    }
  }

  private static void add(
      Map<Price, StopPool> found, Price close, String kind, Price price, boolean above) {
    BigDecimal away = price.minus(close).multiply(above ? BigDecimal.ONE : BigDecimal.ONE.negate());
    boolean near = away.compareTo(close.value().multiply(NEAR)) <= 0;
    if (away.signum() > 0 && near) {
      found.putIfAbsent(price, new StopPool(kind, price, above ? Side.BUY : Side.SELL));
    }
  }
}
