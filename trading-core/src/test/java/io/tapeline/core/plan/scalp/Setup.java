package io.tapeline.core.plan.scalp;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.indicator.Bias;
import io.tapeline.core.indicator.EqualLevels;
import io.tapeline.core.indicator.Extremes;
import io.tapeline.core.indicator.OrderBlock;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.SessionLevels;
import io.tapeline.core.indicator.SpreadTracker;
import io.tapeline.core.indicator.Sweep;
import io.tapeline.core.indicator.VolatilityExpansion;
import io.tapeline.core.indicator.Vwap;
import io.tapeline.core.indicator.VwapRetest;
import io.tapeline.core.indicator.WickTrap;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.testing.Settings;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot put together by hand: gold around a VWAP of 2000, bullish, every filter passed. Tests
 * change what they are about.
 */
final class Setup {

  static final Duration MINUTE = Duration.ofMinutes(1);

  Instrument instrument;
  final Map<String, String> properties = new TreeMap<>();
  EventTime at = at("2026-03-03T09:00:05Z");
  @Nullable Quote quote;
  int candles = 30;
  Candle trigger = candle("2026-03-03T08:59:00Z", "1995.40", "1995.70", "1994.50", "1995.60");
  @Nullable Candle before;
  Reading<Vwap.Average> vwap = Reading.ready(new Vwap.Average(2000, 1));
  double persistence;
  Reading<Double> atr1 = Reading.ready(0.866667);
  Reading<Double> atr14 = Reading.ready(0.8);
  Reading<Double> meanRange = Reading.ready(0.866667);
  Reading<Double> meanTrueRange = Reading.ready(0.8);
  VolatilityExpansion.Change expansion = new VolatilityExpansion.Change(1.21, 1.0);
  Reading<SpreadTracker.Spread> spread = Reading.warmingUp(0, 10);
  boolean lowVolume;
  @Nullable Extremes previousSession;
  @Nullable Extremes today;
  List<OrderBlock> blocks = List.of();
  List<EqualLevels.Level> clusters = List.of();
  Sweep.Detected sweep = Sweep.Detected.NONE;
  WickTrap.Trap wick = WickTrap.Trap.NONE;
  VwapRetest.Verdict retest = VwapRetest.Verdict.NONE;
  Bias engulfing = Bias.NONE;
  Bias choch = Bias.NONE;
  List<OrderBlock> retested = List.of();
  Bias momentum = Bias.NONE;
  boolean volumeIncreases = true;
  Bias divergence = Bias.NONE;
  Bias spike = Bias.NONE;

  Setup(String symbol) {
    this.instrument = Settings.of().instruments().get(new Symbol(symbol));
  }

  static EventTime at(String instant) {
    return new EventTime(Instant.parse(instant).toEpochMilli() * 1000);
  }

  static Candle candle(String openTime, String open, String high, String low, String close) {
    return new Candle(
        new Origin(1, at(openTime)),
        new Symbol("XAUUSD"),
        Timeframe.M1,
        at(openTime),
        Price.of(open),
        Price.of(high),
        Price.of(low),
        Price.of(close),
        Quantity.of("100"),
        1,
        false,
        0,
        false);
  }

  /** Quotes bid and ask at the time of the snapshot. */
  Setup quoting(String bid, String ask) {
    quote =
        new Quote(new Origin(2, at), instrument.symbol(), Price.of(bid), null, Price.of(ask), null);
    return this;
  }

  Setup set(String key, String value) {
    properties.put(key, value);
    return this;
  }

  static Extremes extremes(String high, String low) {
    return new Extremes(Price.of(high), Price.of(low), at("2026-03-03T00:00:00Z"), 100);
  }

  static OrderBlock block(Bias bias, String near, double far, OrderBlock.State state) {
    EventTime time = at("2026-03-03T08:50:00Z");
    return new OrderBlock(bias, Price.of(near), far, 0.5, state, time, time, 3, true);
  }

  ScalpSettings settings() {
    SettingsReader reader = new SettingsReader(properties::get);
    ScalpSettings settings = ScalpSettings.read(reader);
    reader.check();
    return settings;
  }

  ScalpRules rules() {
    ScalpRules rules = settings().rulesFor(instrument);
    if (rules == null) {
      throw new IllegalStateException("no rules for " + instrument.symbol());
    }
    return rules;
  }

  ScalpSnapshot snapshot() {
    return new ScalpSnapshot(
        instrument,
        at,
        quote,
        Collections.nCopies(candles, trigger),
        vwap,
        persistence,
        new ScalpSnapshot.Volatility(
            atr1, atr14, meanRange, meanTrueRange, Reading.ready(expansion)),
        spread,
        lowVolume,
        settings().sessions().at(at).session(),
        new ScalpSnapshot.Places(
            Reading.ready(new SessionLevels.Levels(previousSession, null, null)),
            today == null ? Reading.warmingUp(0, 20) : Reading.ready(today),
            Reading.ready(blocks),
            Reading.ready(clusters)),
        new CandleSignals(
            trigger,
            before,
            sweep,
            wick,
            retest,
            engulfing,
            choch,
            retested,
            momentum,
            volumeIncreases,
            divergence,
            spike));
  }

  ScalpAnalysis analysis() {
    return analysis(settings().options());
  }

  ScalpAnalysis analysis(ScalpOptions options) {
    return ScalpAnalysis.of(snapshot(), rules(), options, at);
  }

  /** A sweep this sure, for the trigger candle's own extreme. */
  static Sweep.Detected swept(Bias bias, String level, String reached, double confidence) {
    return new Sweep.Detected(bias, Price.of(level), Price.of(reached), confidence);
  }

  /** Worked example 1 of S3-L4: a score of 8. */
  static Setup best() {
    Setup setup = new Setup("XAUUSD").quoting("1999.60", "1999.80");
    setup.trigger = candle("2026-03-03T08:59:00Z", "1999.70", "1999.90", "1999.20", "1999.75");
    setup.sweep = swept(Bias.BUY, "1999.30", "1999.20", 1.0);
    setup.persistence = 45;
    setup.previousSession = extremes("2010.00", "1999.50");
    setup.blocks = List.of(block(Bias.BUY, "1999.80", 1999.60, OrderBlock.State.FRESH));
    return setup;
  }
}
