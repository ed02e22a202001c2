package io.tapeline.marketdata.history;

import io.tapeline.core.candle.CandleFault;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.CandlesPage;
import io.tapeline.marketdata.rest.RefusedRow;
import io.tapeline.marketdata.rest.VenueCandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The candles of a range by their opening, each slot once: the first that came is kept. */
final class CandleSeries {

  private final Timeframe timeframe;
  private final Range range;
  private final TreeMap<EventTime, VenueCandle> candles = new TreeMap<>();
  private final List<RefusedRow> refused = new ArrayList<>();

  CandleSeries(Timeframe timeframe, Range range) {
    this.timeframe = timeframe;
    this.range = range;
  }

  void add(CandlesPage page) {
    refused.addAll(page.refused());
    for (VenueCandle candle : page.candles()) {
      if (range.contains(candle.openTime())) {
        add(candle);
      }
    }
  }

  private void add(VenueCandle candle) {
    RefusedRow problem = CandleChecks.refuse(candle, timeframe);
    if (problem == null) {
      VenueCandle kept = candles.putIfAbsent(candle.openTime(), candle);
      problem = kept == null || kept.equals(candle) ? null : conflict(candle);
    }
    if (problem != null && !refused.contains(problem)) {
      refused.add(problem);
    }
  }

  static RefusedRow conflict(VenueCandle candle) {
    return CandleChecks.refused(
        CandleFault.Code.CONFLICTING_DUPLICATE.name(),
        "another candle of this slot was given before and is kept",
        candle);
  }

  /** Rising by time. */
  Collection<VenueCandle> candles() {
    return candles.values();
  }

  List<RefusedRow> refused() {
    return refused;
  }

  boolean has(EventTime openTime) {
    return candles.containsKey(openTime);
  }

  @Nullable VenueCandle at(EventTime openTime) {
    return candles.get(openTime);
  }

  @Nullable EventTime newest() {
    return candles.isEmpty() ? null : candles.lastKey();
  }
}
