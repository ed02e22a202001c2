package io.tapeline.core.plan.scalp;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Atr;
import io.tapeline.core.indicator.Atr1;
import io.tapeline.core.indicator.Bias;
import io.tapeline.core.indicator.CandleIndicator;
import io.tapeline.core.indicator.DynamicAtr;
import io.tapeline.core.indicator.Engulfing;
import io.tapeline.core.indicator.EqualLevels;
import io.tapeline.core.indicator.IntradayRange;
import io.tapeline.core.indicator.MarketStructure;
import io.tapeline.core.indicator.MeanRange;
import io.tapeline.core.indicator.OrderBlock;
import io.tapeline.core.indicator.OrderBlocks;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.SessionLevels;
import io.tapeline.core.indicator.SessionMomentum;
import io.tapeline.core.indicator.Sweep;
import io.tapeline.core.indicator.TradingDay;
import io.tapeline.core.indicator.VolatilityExpansion;
import io.tapeline.core.indicator.VolumeCheck;
import io.tapeline.core.indicator.Vwap;
import io.tapeline.core.indicator.VwapRetest;
import io.tapeline.core.indicator.WickTrap;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.plan.scalp.ScalpSnapshot.Places;
import io.tapeline.core.plan.scalp.ScalpSnapshot.Volatility;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that closed minute candles say of one instrument. */
final class CandleStudies {

  private static final int LOW_VOLUME_CANDLES = 20;
  private static final double LOW_VOLUME = 0.5;

  private final ScalpRules rules;
  private final Vwap vwap;
  private final Atr1 atr1;
  private final Atr atr14 = new Atr(Atr.USUAL);
  private final MeanRange meanRange = new MeanRange(MeanRange.USUAL, MeanRange.LEAST);
  private final Atr1 meanTrueRange = new Atr1(DynamicAtr.USUAL);
  private final VolatilityExpansion expansion = new VolatilityExpansion();
  private final SessionLevels sessionLevels;
  private final IntradayRange today;
  private final OrderBlocks orderBlocks;
  private final EqualLevels clusters;
  private final MarketStructure structure = MarketStructure.usual();
  private final Sweep sweep;
  private final WickTrap wick;
  private final Engulfing engulfing;
  private final VwapRetest retest;
  private final VolumeCheck volume = new VolumeCheck(VolumeCheck.USUAL);
  private final VolumeCheck usualVolume = new VolumeCheck(LOW_VOLUME_CANDLES);
  private final SessionMomentum momentum;
  private final List<CandleIndicator<?>> all;
  private final ArrayDeque<Candle> candles = new ArrayDeque<>();
  private Bias choch = Bias.NONE;
  private int chochAge;
  private @Nullable CandleSignals signals;

  CandleStudies(Instrument instrument, ScalpRules rules, ScalpSettings settings) {
    this.rules = rules;
    double tick = instrument.tickSize().doubleValue();
    TradingDay day = TradingDay.of(instrument.assetClass());
    int k = settings.atr1Period();
    this.vwap = new Vwap(onDay(settings.vwap(), day));
    this.atr1 = new Atr1(k);
    this.sessionLevels = new SessionLevels(settings.sessions(), day, SessionLevels.LEAST);
    this.today = new IntradayRange(day, IntradayRange.LEAST);
    this.orderBlocks = new OrderBlocks(new Atr(Atr.USUAL), new Atr1(k), rules.blockFallback());
    this.clusters = new EqualLevels(tick, new Atr(Atr.USUAL));
    this.sweep = new Sweep(tick, new Atr1(k));
    this.wick = new WickTrap(tick, new Atr1(k));
    this.engulfing = new Engulfing(new Atr1(k));
    this.retest = new VwapRetest(tick);
    this.momentum = new SessionMomentum(settings.sessions(), new Atr(Atr.USUAL));
    this.all =
        List.of(
            vwap,
            atr1,
            atr14,
            meanRange,
            meanTrueRange,
            expansion,
            sessionLevels,
            today,
            orderBlocks,
            clusters,
            structure,
            sweep,
            wick,
            engulfing,
            volume,
            usualVolume,
            momentum);
  }

  private static Vwap.Settings onDay(Vwap.Settings usual, TradingDay day) {
    return new Vwap.Settings(
        usual.anchor(),
        usual.n(),
        usual.warmUp(),
        usual.zeroVolume(),
        usual.typical(),
        day,
        usual.sessions());
  }

  /**
   * Takes the next candle.
   *
   * @param spread at its end, zero if it is not known
   * @param flow what trades say of it
   */
  void take(Candle candle, double spread, OrderFlow.Minute flow) {
    List<OrderBlock> known = blocks();
    Candle last = candles.peekLast();
    all.forEach(each -> each.take(candle));
    candles.addLast(candle);
    if (candles.size() > ScalpSnapshot.LEAST_CANDLES) {
      candles.removeFirst();
    }
    followStructure(candle);
    if (!candle.synthetic()) {
      boolean follows = last != null && !candle.startsSegment() && !last.synthetic();
      signals = signals(candle, follows ? last : null, spread, known, flow);
    }
  }

  /** A break in the same direction does not make the change of character before it old. */
  private void followStructure(Candle candle) {
    chochAge++;
    MarketStructure.Break last = structure.reading().orNull();
    if (candle.startsSegment()) {
      choch = Bias.NONE;
    }
    if (last == null || last.age() > 0) {
      return;
    }
    switch (last.event()) {
      case CHOCH_UP -> changed(Bias.BUY);
      case CHOCH_DOWN -> changed(Bias.SELL);
      case BOS_UP, BOS_DOWN -> {}
    }
  }

  private void changed(Bias to) {
    choch = to;
    chochAge = 0;
  }

  private CandleSignals signals(
      Candle candle,
      @Nullable Candle before,
      double spread,
      List<OrderBlock> known,
      OrderFlow.Minute flow) {
    Sweep.Detected swept = sweep.reading().orNull();
    WickTrap.Trap trap = wick.reading().orNull();
    Bias engulfed = engulfing.reading().orNull();
    VolumeCheck.Volume checked = volume.reading().orNull();
    SessionMomentum.Move move = momentum.reading().orNull();
    return new CandleSignals(
        candle,
        before,
        swept == null ? Sweep.Detected.NONE : swept,
        trap == null ? WickTrap.Trap.NONE : trap,
        retest(candle, spread),
        engulfed == null ? Bias.NONE : engulfed,
        chochAge <= MarketStructure.FRESH_CANDLES ? choch : Bias.NONE,
        retested(known),
        move == null ? Bias.NONE : move.bias(),
        checked != null && checked.increasing(),
        flow.divergence(),
        flow.spike());
  }

  private VwapRetest.Verdict retest(Candle candle, double spread) {
    Vwap.Average average = vwap.reading().orNull();
    return average == null
        ? VwapRetest.Verdict.NONE
        : retest.judge(candle, rules.band(average.vwap(), atr1.reading(), spread));
  }

  /** Blocks that were fresh before the newest candle and are retested now. */
  private List<OrderBlock> retested(List<OrderBlock> known) {
    return blocks().stream()
        .filter(block -> block.state() == OrderBlock.State.RETESTED)
        .filter(block -> known.stream().anyMatch(before -> isFreshOf(before, block)))
        .toList();
  }

  private static boolean isFreshOf(OrderBlock before, OrderBlock block) {
    return before.state() == OrderBlock.State.FRESH
        && before.bias() == block.bias()
        && before.openTime().equals(block.openTime())
        && before.impulse().equals(block.impulse());
  }

  private List<OrderBlock> blocks() {
    List<OrderBlock> blocks = orderBlocks.reading().orNull();
    return blocks == null ? List.of() : blocks;
  }

  List<Candle> candles() {
    return List.copyOf(candles);
  }

  @Nullable CandleSignals signals() {
    return signals;
  }

  Reading<Vwap.Average> vwap() {
    return vwap.reading();
  }

  Reading<Double> atr1() {
    return atr1.reading();
  }

  boolean isLowVolume() {
    VolumeCheck.Volume checked = usualVolume.reading().orNull();
    return checked != null && checked.ratio() < LOW_VOLUME;
  }

  Volatility volatility() {
    return new Volatility(
        atr1.reading(),
        atr14.reading(),
        meanRange.reading(),
        meanTrueRange.reading(),
        expansion.reading());
  }

  Places places() {
    return new Places(
        sessionLevels.reading(), today.reading(), orderBlocks.reading(), clusters.reading());
  }
}
