package io.tapeline.core.candle;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns somebody else's candles of one instrument and one timeframe into a series as the line has
 * it (MD-GAP): up to three missing minutes are filled with synthetic candles, and a candle that is
 * not contiguous with the one before begins a segment. Seconds are never filled; they are
 * contiguous as long as no more than three minutes are missing. Longer candles are contiguous with
 * the slot before alone.
 */
public final class ForeignSeries {

  private static final long MINUTE = EventTime.micros(Timeframe.M1.length());

  private @Nullable Candle last;
  private long taken;
  private long passedOver;

  /**
   * Takes the next candle, which has been checked ({@link CandleValidator}). Returns it, behind
   * those that fill the gap before it. One that is not later than the one before is passed over and
   * counted.
   *
   * @throws IllegalArgumentException if its timeframe is another than that of the one before
   */
  public List<Candle> take(RawCandle raw) {
    Candle before = last;
    if (before != null && before.timeframe() != raw.timeframe()) {
      throw new IllegalArgumentException(
          "candles of %s among candles of %s: give one timeframe at a time"
              .formatted(raw.timeframe().label(), before.timeframe().label()));
    }
    if (before != null && !raw.openTime().isAfter(before.openTime())) {
      passedOver++;
      return List.of();
    }
    List<Candle> candles = new ArrayList<>();
    boolean contiguous = before != null && isContiguous(before, raw);
    if (before != null && contiguous && raw.timeframe() == Timeframe.M1) {
      for (EventTime slot = before.closeTime(); slot.isBefore(raw.openTime()); ) {
        candles.add(filled(before, slot));
        slot = slot.plus(raw.timeframe().length());
      }
    }
    Candle candle = real(raw, !contiguous);
    candles.add(candle);
    last = candle;
    return candles;
  }

  private static boolean isContiguous(Candle before, RawCandle raw) {
    long step = raw.openTime().microsSince(before.openTime());
    return switch (raw.timeframe()) {
      case S1 -> minute(raw.openTime()) - minute(before.openTime()) <= PriceSlots.MOST_FILLED + 1;
      case M1 -> step <= (PriceSlots.MOST_FILLED + 1) * MINUTE;
      case M5, M15, H1 -> step == EventTime.micros(raw.timeframe().length());
    };
  }

  private static long minute(EventTime time) {
    return Math.floorDiv(time.micros(), MINUTE);
  }

  private Candle real(RawCandle raw, boolean startsSegment) {
    return new Candle(
        new Origin(++taken, raw.closeTime()),
        raw.symbol(),
        raw.timeframe(),
        raw.openTime(),
        new Price(raw.open()),
        new Price(raw.high()),
        new Price(raw.low()),
        new Price(raw.close()),
        new Quantity(raw.volume()),
        0,
        false,
        0,
        startsSegment);
  }

  private static Candle filled(Candle before, EventTime slot) {
    Price close = before.close();
    return new Candle(
        new Origin(before.origin().seq(), slot.plus(before.timeframe().length())),
        before.symbol(),
        before.timeframe(),
        slot,
        close,
        close,
        close,
        close,
        Quantity.ZERO,
        0,
        true,
        0,
        false);
  }

  /** Candles that were not later than the one before. */
  public long passedOver() {
    return passedOver;
  }
}
