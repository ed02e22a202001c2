package io.tapeline.core.strategy.quick;

import static io.tapeline.core.indicator.Thresholds.clamp;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Bollinger;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.ReturnDeviation;
import io.tapeline.core.indicator.Rsi;
import io.tapeline.core.indicator.Sma;
import io.tapeline.core.indicator.Velocity;
import io.tapeline.core.indicator.VolumeCheck;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.minute.Checklist;
import io.tapeline.core.strategy.minute.MinuteStrategy;
import io.tapeline.core.strategy.minute.RecentCandles;
import io.tapeline.core.strategy.minute.Setup;
import io.tapeline.core.strategy.minute.SideView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * S4-SCALP: a bounce at the bound of the last ten candles, a return to the mean, or a break with
 * momentum, in this order; each for BUY and then for SELL. The range is that of the candles before
 * the newest.
 *
 * <pre>confidence = 0.4 min(1, s) + 0.3 clamp(volume ratio − 1, 0, 1)
 *            + 0.3 clamp(1 − |σ − 0.02| / 0.02, 0.3, 1)</pre>
 *
 * with s of the set-up and σ the deviation of the last twenty one-minute returns.
 */
public final class QuickScalp extends MinuteStrategy {

  public static final StrategyId ID = new StrategyId("quick");

  private static final double BPS = 1e4;
  private static final double WICK_SCALE = 1000;
  private static final double VELOCITY_SCALE = 100;
  private static final double RSI_SCALE = 20;

  private final QuickSettings settings;
  private final RecentCandles recent;
  private final VolumeCheck volume;
  private final Rsi rsi;
  private final Bollinger bands;
  private final Sma sma;
  private final Velocity velocity;
  private final ReturnDeviation deviation;
  private int candles;

  /** What the indicators say of one candle. */
  record Figures(
      double rsi,
      double position,
      double sma,
      double velocity,
      double deviation,
      double volumeRatio,
      Price support,
      Price resistance) {}

  public QuickScalp(QuickSettings settings, Instrument instrument) {
    super(settings.minute(), instrument);
    this.settings = settings;
    this.recent = new RecentCandles(settings.rangeCandles() + 1);
    this.volume = new VolumeCheck(settings.volumeCandles());
    this.rsi = new Rsi(settings.rsiCandles());
    this.bands = new Bollinger(settings.bandCandles(), Bollinger.USUAL_WIDTH);
    this.sma = new Sma(settings.smaCandles());
    this.velocity = new Velocity(settings.velocityCandles());
    this.deviation = new ReturnDeviation(settings.deviationCandles());
  }

  @Override
  public StrategyId id() {
    return ID;
  }

  @Override
  protected void take(Candle candle) {
    candles = candle.startsSegment() ? 1 : candles + 1;
    recent.take(candle);
    volume.take(candle);
    rsi.take(candle);
    bands.take(candle);
    sma.take(candle);
    velocity.take(candle);
    deviation.take(candle);
  }

  @Override
  protected void ask(Checklist needs, Candle candle, @Nullable Quote last) {
    int least = Math.max(settings.minCandles(), settings.rangeCandles() + 1);
    needs.ready(
        "candles", candles < least ? Reading.warmingUp(candles, least) : Reading.ready(candles));
    needs.ready("rsi", rsi.reading());
    needs.ready("bands", bands.reading());
    needs.ready("sma", sma.reading());
    needs.ready("velocity", velocity.reading());
    needs.ready("deviation", deviation.reading());
    if (last == null) {
      needs.ready("quote", Reading.warmingUp(0, 1));
      return;
    }
    double bps = last.spread().doubleValue() / last.mid().doubleValue() * BPS;
    needs.atMost("SPREAD_ABS", "spreadBps", bps, settings.maxSpreadBps());
    needs.atMost(
        "SPREAD_ABS",
        "spreadOfTarget",
        bps / BPS / settings.takeProfit(),
        settings.maxSpreadOfTarget());
    VolumeCheck.Volume now = volume.reading().orNull();
    needs.ready("volume", volume.reading());
    if (now != null) {
      needs.atLeast("VOLUME_LOW", "volumeRatio", now.ratio(), settings.minVolumeRatio());
    }
  }

  @Override
  protected List<Setup> look(Candle candle) {
    Bollinger.Bands band = value(bands.reading());
    return setups(
        candle,
        new Figures(
            value(rsi.reading()),
            band.position(),
            value(sma.reading()),
            value(velocity.reading()),
            value(deviation.reading()),
            value(volume.reading()).ratio(),
            recent.lowestBefore(settings.rangeCandles()),
            recent.highestBefore(settings.rangeCandles())));
  }

  private static <T> T value(Reading<T> reading) {
    T value = reading.orNull();
    if (value == null) {
      throw new IllegalStateException("asked for before it was ready: " + reading);
    }
    return value;
  }

  /** Every set-up in the order of their precedence. */
  List<Setup> setups(Candle candle, Figures now) {
    List<Setup> setups = new ArrayList<>();
    for (Side side : Side.values()) {
      setups.add(bounce(candle, side, now));
    }
    for (Side side : Side.values()) {
      setups.add(reversion(candle, side, now));
    }
    for (Side side : Side.values()) {
      setups.add(momentum(candle, side, now));
    }
    return setups;
  }

  private Setup bounce(Candle candle, Side side, Figures now) {
    QuickSettings.Bounce limits = settings.bounce();
    SideView view = SideView.of(candle, side);
    Price level = side == Side.BUY ? now.support : now.resistance;
    double distance = view.beyond(level.value().doubleValue());
    Checklist checks = new Checklist("RANGE_BOUNCE " + side);
    checks.atLeast("OUT_OF_ZONE", "distance", distance, 0);
    checks.atMost("OUT_OF_ZONE", "distanceMost", distance, limits.distance());
    checks.atLeast("NO_REJECTION", "wick", view.tail(), limits.wick());
    ask(checks, side == Side.BUY, "RSI_BEYOND", "rsi", now.rsi, limits.minRsi(), 100);
    BigDecimal stop = moved(level, side, -limits.stop());
    return setup("RANGE_BOUNCE", candle, side, checks, view.tail() * WICK_SCALE, now, stop);
  }

  private Setup reversion(Candle candle, Side side, Figures now) {
    QuickSettings.Reversion limits = settings.reversion();
    SideView view = SideView.of(candle, side);
    double distance = side.sign() * (now.sma - view.close()) / now.sma;
    boolean sell = side == Side.SELL;
    double strength = sell ? now.rsi : 100 - now.rsi;
    double position = sell ? now.position : 1 - now.position;
    double score = Math.min(1, (strength - limits.minRsi()) / RSI_SCALE + position - 0.5);
    Checklist checks = new Checklist("MEAN_REVERSION " + side);
    checks.atLeast("OUT_OF_ZONE", "distance", distance, limits.distance());
    ask(checks, sell, "RSI_INSIDE", "rsi", now.rsi, limits.minRsi(), 100);
    ask(checks, sell, "OUT_OF_ZONE", "position", now.position, limits.minPosition(), 1);
    checks.atLeast("SCORE_BELOW_MIN", "score", score, limits.minScore());
    BigDecimal stop = moved(candle.close(), side, -settings.stopLoss());
    return setup("MEAN_REVERSION", candle, side, checks, score, now, stop);
  }

  private Setup momentum(Candle candle, Side side, Figures now) {
    QuickSettings.Momentum limits = settings.momentum();
    SideView view = SideView.of(candle, side);
    double speed = side.sign() * now.velocity;
    Price bound = side == Side.BUY ? now.resistance : now.support;
    double level = moved(bound, side, limits.breakout()).doubleValue();
    Checklist checks = new Checklist("MOMENTUM " + side);
    checks.atLeast("MOMENTUM_LOW", "velocity", speed, settings.leastVelocity());
    checks.above("NO_BREAKOUT", "beyondRange", view.beyond(level), 0);
    ask(checks, side == Side.SELL, "RSI_BEYOND", "rsi", now.rsi, 100 - limits.maxRsi(), 100);
    BigDecimal stop = moved(candle.close(), side, -settings.stopLoss());
    return setup("MOMENTUM", candle, side, checks, speed * VELOCITY_SCALE, now, stop);
  }

  /**
   * Asks for a figure from 0 to {@code whole} to be at least a limit, or where {@code high} is
   * false at most as far from its other end.
   */
  private static void ask(
      Checklist checks,
      boolean high,
      String reason,
      String name,
      double figure,
      double limit,
      double whole) {
    if (high) {
      checks.atLeast(reason, name, figure, limit);
    } else {
      checks.atMost(reason, name, figure, whole - limit);
    }
  }

  private Setup setup(
      String name,
      Candle candle,
      Side side,
      Checklist checks,
      double strength,
      Figures now,
      BigDecimal stop) {
    BigDecimal target = moved(candle.close(), side, settings.takeProfit());
    Setup.Levels levels =
        checks.allMet() ? new Setup.Levels(confidence(strength, now), stop, target) : null;
    return new Setup(name, side, checks, levels);
  }

  private double confidence(double strength, Figures now) {
    double usual = settings.usualDeviation();
    return 0.4 * Math.min(1, strength)
        + 0.3 * clamp(now.volumeRatio - 1, 0, 1)
        + 0.3 * clamp(1 - Math.abs(now.deviation - usual) / usual, 0.3, 1);
  }
}
