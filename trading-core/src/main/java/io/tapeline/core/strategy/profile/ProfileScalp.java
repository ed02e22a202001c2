package io.tapeline.core.strategy.profile;

import static io.tapeline.core.indicator.Thresholds.clamp;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Histogram;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.Thresholds;
import io.tapeline.core.indicator.VolumeCheck;
import io.tapeline.core.indicator.VolumeProfile;
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
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * S4-VP: a bounce off a node of high volume, a return to the point of control, or a return into the
 * value area. The profile is made anew with every candle. Of several set-ups on one candle that of
 * the greatest confidence is taken, of equals the first.
 *
 * <pre>bounce = 0.4 strength + 0.3 (1 − distance / 0.0008) + 0.2 min(1, 200 wick) + volume</pre>
 *
 * with 0.1 for volume above 1.2 times the mean, else 0.05. The other two are weighed alike:
 * strength of the point of control; nearness, of it or of the stop; the part of the candles that go
 * toward it in place of the wick; volume. All are clamped to 0.1 … 0.95.
 */
public final class ProfileScalp extends MinuteStrategy {

  public static final StrategyId ID = new StrategyId("profile");

  private static final int KEPT = 60;
  private static final double WICK_SCALE = 200;

  private final ProfileSettings settings;
  private final BigDecimal tick;
  private final RecentCandles recent = new RecentCandles(KEPT);
  private final VolumeProfile profile;
  private final VolumeCheck volume;

  public ProfileScalp(ProfileSettings settings, Instrument instrument) {
    super(settings.minute(), instrument);
    this.settings = settings;
    this.tick = instrument.tickSize();
    this.profile = new VolumeProfile(tick, settings.profile());
    this.volume = new VolumeCheck(settings.volumeCandles());
  }

  @Override
  public StrategyId id() {
    return ID;
  }

  @Override
  protected void take(Candle candle) {
    recent.take(candle);
    profile.take(candle);
    volume.take(candle);
  }

  @Override
  protected void ask(Checklist needs, Candle candle, @Nullable Quote last) {
    int least = Math.max(3, settings.reversion().candles());
    int have = recent.size();
    needs.ready("candles", have < least ? Reading.warmingUp(have, least) : Reading.ready(have));
    needs.ready("volume", volume.reading());
    Reading<Histogram> now = profile.reading();
    needs.ready("profile", now);
    Histogram histogram = now.orNull();
    if (histogram != null) {
      int nodes = histogram.highNodes().size();
      needs.that("NO_HVN", "highVolumeNodes", nodes > 0, Integer.toString(nodes), ">= 1");
    }
  }

  @Override
  protected List<Setup> look(Candle candle) {
    Histogram histogram = Objects.requireNonNull(profile.reading().orNull());
    VolumeCheck.Volume now = Objects.requireNonNull(volume.reading().orNull());
    return setups(recent, histogram, now.ratio());
  }

  @Override
  protected Setup choose(List<Setup> met) {
    return met.stream().min(Comparator.comparingDouble(each -> -confidence(each))).orElseThrow();
  }

  private static double confidence(Setup met) {
    return Objects.requireNonNull(met.levels()).confidence();
  }

  /** Every set-up on the newest of some candles, at least three and those of POC_REVERSION. */
  List<Setup> setups(RecentCandles candles, Histogram histogram, double volumeRatio) {
    List<Setup> setups = new ArrayList<>();
    for (Side side : Side.values()) {
      setups.add(new Look(side, candles, histogram, volumeRatio).bounce());
    }
    for (Side side : Side.values()) {
      setups.add(new Look(side, candles, histogram, volumeRatio).reversion());
    }
    for (Side side : Side.values()) {
      setups.add(new Look(side, candles, histogram, volumeRatio).valueArea());
    }
    return setups;
  }

  /** One side's view of one candle. */
  private final class Look {

    private final Side side;
    private final RecentCandles candles;
    private final Histogram histogram;
    private final Nodes nodes;
    private final double volumeRatio;
    private final Price price;
    private final double close;

    Look(Side side, RecentCandles candles, Histogram histogram, double volumeRatio) {
      this.side = side;
      this.candles = candles;
      this.histogram = histogram;
      this.nodes = new Nodes(histogram, tick);
      this.volumeRatio = volumeRatio;
      this.price = candles.ago(0).close();
      this.close = price.value().doubleValue();
    }

    Setup bounce() {
      String name = side == Side.BUY ? "SUPPORT_BOUNCE" : "RESISTANCE_REJECTION";
      ProfileSettings.Bounce limits = settings.bounce();
      Checklist checks = new Checklist(name);
      Integer node = nodes.behind(side, price.value(), limits.strength());
      String level = node == null ? "none" : histogram.centre(node).toPlainString();
      checks.that("NO_LEVEL", "level", node != null, level, "a strong node behind");
      if (node == null) {
        return new Setup(name, side, checks, null);
      }
      BigDecimal centre = histogram.centre(node);
      double at = centre.doubleValue();
      SideView view = SideView.of(candles.ago(0), side);
      double distance = view.beyond(at);
      checks.atMost("OUT_OF_ZONE", "distance", distance, limits.distance());
      checks.atMost("OUT_OF_ZONE", "touch", side.sign() * (view.tip() - at) / at, limits.touch());
      checks.atLeast("NO_REJECTION", "wick", view.tail(), limits.wick());
      checks.above("LEVEL_BROKEN", "beyondLevel", distance, 0);
      double confidence =
          confidence(
              histogram.strength(node),
              1 - distance / limits.distance(),
              Math.min(1, view.tail() * WICK_SCALE));
      BigDecimal stop = moved(new Price(centre), side, -settings.stopLoss());
      return finished(name, checks, confidence, stop, bounceTarget());
    }

    private BigDecimal bounceTarget() {
      BigDecimal farthest = moved(price, side, settings.takeProfit());
      BigDecimal node = nodes.ahead(side, price.value());
      if (node == null) {
        return farthest;
      }
      BigDecimal before = moved(new Price(node), side, -settings.targetBefore());
      return side == Side.BUY ? before.min(farthest) : before.max(farthest);
    }

    Setup reversion() {
      String name = "POC_REVERSION";
      ProfileSettings.Reversion limits = settings.reversion();
      Checklist checks = new Checklist(name + " " + side);
      int node = histogram.pointOfControl();
      BigDecimal control = histogram.centre(node);
      double distance = toward(control);
      int going = going(limits.candles());
      checks.atLeast("OUT_OF_ZONE", "distance", distance, limits.near());
      checks.atMost("OUT_OF_ZONE", "distanceMost", distance, limits.far());
      checks.atLeast("MOMENTUM_LOW", "candlesToward", going, limits.toward());
      checks.atLeast("VOLUME_LOW", "volumeRatio", volumeRatio, limits.volume());
      double confidence =
          confidence(
              histogram.strength(node),
              1 - (distance - limits.near()) / (limits.far() - limits.near()),
              (double) going / limits.candles());
      checks.atLeast("LOW_CONFIDENCE", "pocConfidence", confidence, limits.minConfidence());
      BigDecimal way = control.subtract(price.value());
      BigDecimal left = way.multiply(BigDecimal.valueOf(limits.shortOf()));
      return finished(
          name,
          checks,
          confidence,
          moved(price, side, -settings.stopLoss()),
          control.subtract(left));
    }

    Setup valueArea() {
      String name = "VALUE_AREA_RETURN";
      Checklist checks = new Checklist(name + " " + side);
      Histogram.ValueArea area = histogram.valueArea(settings.valueAreaStep());
      String limits = area.low().toPlainString() + " to " + area.high().toPlainString();
      Price before = candles.ago(2).close();
      Price first = candles.ago(1).close();
      checks.that("NO_EXCURSION", "closeBefore", isOutside(before, area), before + "", limits);
      checks.that("NO_RETURN", "firstClose", isInside(first, area), first + "", limits);
      checks.that("NO_RETURN", "secondClose", isInside(price, area), price + "", limits);
      int node = histogram.pointOfControl();
      BigDecimal extreme = extreme(area).value();
      BigDecimal stop = extreme.subtract(tick.multiply(BigDecimal.valueOf(side.sign())));
      double confidence =
          confidence(
              histogram.strength(node), 1 + toward(stop) / settings.maxStop(), going(2) / 2.0);
      return finished(name, checks, confidence, stop, histogram.centre(node));
    }

    /** Whether a close is beyond the area on the stop's side. */
    private boolean isOutside(Price at, Histogram.ValueArea area) {
      return side == Side.BUY
          ? at.value().compareTo(area.low()) < 0
          : at.value().compareTo(area.high()) > 0;
    }

    private boolean isInside(Price at, Histogram.ValueArea area) {
      return at.value().compareTo(area.low()) >= 0 && at.value().compareTo(area.high()) <= 0;
    }

    /** Farthest price of the return's two candles and of those that closed outside before them. */
    private Price extreme(Histogram.ValueArea area) {
      Price extreme = tip(0);
      boolean excursion = true;
      for (int i = 1; i < candles.size() && excursion; i++) {
        excursion = i < 2 || isOutside(candles.ago(i).close(), area);
        if (excursion && side.sign() * tip(i).compareTo(extreme) < 0) {
          extreme = tip(i);
        }
      }
      return extreme;
    }

    private Price tip(int ago) {
      return side == Side.BUY ? candles.ago(ago).low() : candles.ago(ago).high();
    }

    /** How many of the newest candles closed in the trade's direction from their open. */
    private int going(int count) {
      int going = 0;
      for (int i = 0; i < count; i++) {
        Candle candle = candles.ago(i);
        going += side.sign() * candle.close().compareTo(candle.open()) > 0 ? 1 : 0;
      }
      return going;
    }

    /** Distance of a price in the trade's favour, a fraction of the close. */
    private double toward(BigDecimal level) {
      return side.sign() * (level.doubleValue() - close) / close;
    }

    private double confidence(double strength, double nearness, double evidence) {
      boolean confirmed = Thresholds.above(volumeRatio, settings.confirmingVolume());
      double sum =
          0.4 * strength + 0.3 * clamp(nearness, 0, 1) + 0.2 * evidence + (confirmed ? 0.1 : 0.05);
      return clamp(sum, 0.1, 0.95);
    }

    private Setup finished(
        String name, Checklist checks, double confidence, BigDecimal stop, BigDecimal target) {
      BigDecimal sheltered = nodes.sheltered(side, stop);
      checks.atMost("STOP_TOO_WIDE", "stopDistance", -toward(sheltered), settings.maxStop());
      checks.above("UNREACHABLE_TARGET", "targetDistance", toward(target), 0);
      Setup.Levels levels =
          checks.allMet() ? new Setup.Levels(confidence, sheltered, target) : null;
      return new Setup(name, side, checks, levels);
    }
  }
}
