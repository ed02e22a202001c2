package io.tapeline.core.plan.scalp;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Bias;
import io.tapeline.core.indicator.OrderBlock;
import io.tapeline.core.indicator.Thresholds;
import io.tapeline.core.indicator.VwapRetest;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** S3-L3: the signals that fired on the newest real candle. */
final class Triggers {

  private static final double STRONG_WICK = 2.0;
  private static final double SURE_SWEEP = 0.8;
  private static final double STRONG_BODY = 1.5;
  private static final double OUTER_PART = 0.2;

  private final CandleSignals signals;
  private final double tick;

  Triggers(CandleSignals signals, double tick) {
    this.signals = signals;
    this.tick = tick;
  }

  /** In the order of {@link PrimaryKind}. */
  List<Primary> primaries() {
    List<Primary> fired = new ArrayList<>();
    Side wick = side(signals.wick().bias());
    if (wick != null) {
      double bodies = wickInBodies(wick);
      fired.add(
          new Primary(PrimaryKind.LONG_WICK_TRAP, wick, bodies, signals.wick().strong() ? 2 : 1));
    }
    Side sweep = side(signals.sweep().bias());
    if (sweep != null) {
      double sure = signals.sweep().confidence();
      fired.add(new Primary(PrimaryKind.MICRO_SWEEP, sweep, sure, points(sure, SURE_SWEEP)));
    }
    Side retest = side(signals.retest().bias());
    if (retest != null && signals.retest().kind() == VwapRetest.Kind.WICK_REJECTION) {
      double bodies = wickInBodies(retest);
      fired.add(
          new Primary(PrimaryKind.VWAP_REJECTION, retest, bodies, points(bodies, STRONG_WICK)));
    }
    Side engulfing = side(signals.engulfing());
    if (engulfing != null) {
      fired.add(engulfing(engulfing));
    }
    return List.copyOf(fired);
  }

  private static int points(double measure, double strong) {
    return Thresholds.atLeast(measure, strong) ? 2 : 1;
  }

  private Primary engulfing(Side side) {
    Candle before = signals.before();
    double last = before == null ? 0 : body(before);
    double bodies = body(signals.candle()) / Math.max(last, tick);
    boolean strong = Thresholds.atLeast(bodies, STRONG_BODY) && closesOutside(side);
    return new Primary(PrimaryKind.STRONG_ENGULFING, side, bodies, strong ? 2 : 1);
  }

  private boolean closesOutside(Side side) {
    Candle candle = signals.candle();
    double range = candle.high().minus(candle.low()).doubleValue();
    double left =
        side == Side.BUY
            ? candle.high().minus(candle.close()).doubleValue()
            : candle.close().minus(candle.low()).doubleValue();
    return Thresholds.atMost(left, OUTER_PART * range);
  }

  private double wickInBodies(Side side) {
    Candle candle = signals.candle();
    boolean rose = candle.close().isAbove(candle.open());
    Price top = rose ? candle.close() : candle.open();
    Price bottom = rose ? candle.open() : candle.close();
    double wick =
        side == Side.BUY
            ? bottom.minus(candle.low()).doubleValue()
            : candle.high().minus(top).doubleValue();
    return wick / Math.max(body(candle), tick);
  }

  private static double body(Candle candle) {
    return Math.abs(candle.close().minus(candle.open()).doubleValue());
  }

  /** In the order of {@link SecondaryKind}. */
  List<Secondary> secondaries(boolean orderFlow) {
    List<Secondary> fired = new ArrayList<>();
    for (OrderBlock block : signals.retested()) {
      fired.add(new Secondary(SecondaryKind.OB_RETEST, block.bias()));
    }
    add(SecondaryKind.MICRO_CHOCH, signals.choch(), fired);
    add(SecondaryKind.SESSION_MOMENTUM, signals.momentum(), fired);
    if (signals.volumeIncreases()) {
      fired.add(new Secondary(SecondaryKind.VOLUME_INCREASE, Bias.NONE));
    }
    if (orderFlow) {
      add(SecondaryKind.CVD_DIVERGENCE, signals.divergence(), fired);
      add(SecondaryKind.DELTA_SPIKE, signals.deltaSpike(), fired);
    }
    return List.copyOf(fired);
  }

  private static void add(SecondaryKind kind, Bias bias, List<Secondary> fired) {
    if (bias != Bias.NONE) {
      fired.add(new Secondary(kind, bias));
    }
  }

  /**
   * The farthest of the candle's extreme, that of a sweep, and the far edges of retested blocks on
   * the side of the stop.
   */
  Price extreme(Side side) {
    List<Price> all = new ArrayList<>();
    all.add(side == Side.BUY ? signals.candle().low() : signals.candle().high());
    Price reached = signals.sweep().reached();
    if (reached != null && side == side(signals.sweep().bias())) {
      all.add(reached);
    }
    for (OrderBlock block : signals.retested()) {
      if (side == side(block.bias())) {
        all.add(new Price(BigDecimal.valueOf(block.far())));
      }
    }
    Price farthest = all.getFirst();
    for (Price each : all) {
      boolean beyond = side == Side.BUY ? each.isBelow(farthest) : each.isAbove(farthest);
      farthest = beyond ? each : farthest;
    }
    return farthest;
  }

  /** Null of NONE. */
  static @Nullable Side side(Bias bias) {
    return switch (bias) {
      case BUY -> Side.BUY;
      case SELL -> Side.SELL;
      case NONE -> null;
    };
  }
}
