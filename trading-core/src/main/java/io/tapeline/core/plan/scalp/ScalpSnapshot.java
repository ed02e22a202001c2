package io.tapeline.core.plan.scalp;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.EqualLevels;
import io.tapeline.core.indicator.Extremes;
import io.tapeline.core.indicator.MarketSession;
import io.tapeline.core.indicator.OrderBlock;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.SessionLevels;
import io.tapeline.core.indicator.SpreadTracker;
import io.tapeline.core.indicator.VolatilityExpansion;
import io.tapeline.core.indicator.Vwap;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.Quote;
import io.tapeline.core.time.EventTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an analysis reads, as it stood at a check (S3-SNAPSHOT).
 *
 * @param at when the check was
 * @param quote the newest one, null before the first and after a gap of the feed
 * @param candles the last closed minute candles, newest last
 * @param persistenceSeconds how long checks in a row have found the middle within the VWAP band
 * @param spread at this check against those before
 * @param lowVolume whether the last candle has less than half the mean volume of the 20 before
 * @param signals what the newest real candle says, null before the first
 */
public record ScalpSnapshot(
    Instrument instrument,
    EventTime at,
    @Nullable Quote quote,
    List<Candle> candles,
    Reading<Vwap.Average> vwap,
    double persistenceSeconds,
    Volatility volatility,
    Reading<SpreadTracker.Spread> spread,
    boolean lowVolume,
    MarketSession session,
    Places places,
    @Nullable CandleSignals signals) {

  /** Candles from which on there are enough. */
  public static final int LEAST_CANDLES = 30;

  /**
   * How much the price moves, in price units.
   *
   * @param meanTrueRange of the last 30 candles
   */
  public record Volatility(
      Reading<Double> atr1,
      Reading<Double> atr14,
      Reading<Double> meanRange,
      Reading<Double> meanTrueRange,
      Reading<VolatilityExpansion.Change> expansion) {}

  /**
   * Levels and zones that are known.
   *
   * @param today extremes since the trading day began
   */
  public record Places(
      Reading<SessionLevels.Levels> session,
      Reading<Extremes> today,
      Reading<List<OrderBlock>> orderBlocks,
      Reading<List<EqualLevels.Level>> clusters) {}

  public ScalpSnapshot {
    candles = List.copyOf(candles);
  }

  /** Whether everything is there that every analysis needs; levels, zones and flow are not. */
  public boolean isReady() {
    return quote != null
        && candles.size() >= LEAST_CANDLES
        && vwap.isReady()
        && volatility.atr1.isReady()
        && volatility.atr14.isReady()
        && volatility.meanRange.isReady();
  }
}
