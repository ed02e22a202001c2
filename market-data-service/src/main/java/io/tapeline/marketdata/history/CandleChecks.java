package io.tapeline.marketdata.history;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.RefusedRow;
import io.tapeline.marketdata.rest.VenueCandle;
import org.jspecify.annotations.Nullable;

/** The rules a single candle must keep (MD-VALID). */
final class CandleChecks {

  private CandleChecks() {}

  /** Why a candle cannot be used, null if it can. */
  static @Nullable RefusedRow refuse(VenueCandle candle, Timeframe timeframe) {
    if (candle.open().signum() <= 0
        || candle.high().signum() <= 0
        || candle.low().signum() <= 0
        || candle.close().signum() <= 0) {
      return refused("PRICE_NOT_POSITIVE", "a price is not above zero", candle);
    }
    if (candle.low().compareTo(candle.open().min(candle.close())) > 0) {
      return refused("LOW_ABOVE_BODY", "low is above open or close", candle);
    }
    if (candle.high().compareTo(candle.open().max(candle.close())) < 0) {
      return refused("HIGH_BELOW_BODY", "high is below open or close", candle);
    }
    if (candle.volume().signum() < 0) {
      return refused("SIZE_NEGATIVE", "volume is below zero", candle);
    }
    if (candle.openTime().micros() % EventTime.micros(timeframe.length()) != 0) {
      return refused(
          "TS_OFF_GRID", "its time is not the start of a " + timeframe.label() + " candle", candle);
    }
    return null;
  }

  static RefusedRow refused(String reason, String detail, VenueCandle candle) {
    return new RefusedRow(
        reason,
        detail,
        "%d,%s,%s,%s,%s,%s"
            .formatted(
                candle.openTime().micros(),
                candle.open().toPlainString(),
                candle.high().toPlainString(),
                candle.low().toPlainString(),
                candle.close().toPlainString(),
                candle.volume().toPlainString()));
  }
}
