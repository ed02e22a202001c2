package io.tapeline.marketdata.history;

import io.tapeline.core.candle.CandleFault;
import io.tapeline.core.candle.CandleValidator;
import io.tapeline.core.candle.RawCandle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.marketdata.rest.RefusedRow;
import io.tapeline.marketdata.rest.VenueCandle;
import org.jspecify.annotations.Nullable;

/** The rules a single candle must keep (MD-VALID). */
final class CandleChecks {

  /** The rules of a single candle do not ask for its instrument. */
  private static final Symbol ANY = new Symbol("any");

  private CandleChecks() {}

  /** Why a candle cannot be used, null if it can. */
  static @Nullable RefusedRow refuse(VenueCandle candle, Timeframe timeframe) {
    CandleFault fault =
        CandleValidator.faultOf(
            new RawCandle(
                ANY,
                timeframe,
                candle.openTime(),
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume()),
            null);
    return fault == null ? null : refused(fault.code().name(), fault.detail(), candle);
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
