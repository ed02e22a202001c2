package io.tapeline.core.candle;

import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Makes the longer candles of one instrument of somebody else's shorter ones.
 *
 * <p>Where a slot has candles with volume, those without only carry a price forward and are passed
 * over, as the exchanges do; candles of quotes have no volume and all count. A slot is made of what
 * is there: its source may leave out empty candles.
 */
public final class CandleFold {

  private final Timeframe timeframe;
  private @Nullable RawCandle traded;
  private @Nullable RawCandle all;
  private @Nullable EventTime newest;
  private long passedOver;

  public CandleFold(Timeframe timeframe) {
    this.timeframe = timeframe;
  }

  /**
   * Takes the next candle. Returns the longer one that ended before it, null if none did. A candle
   * that is not later than the one before is passed over and counted.
   *
   * @throws IllegalArgumentException if it is not shorter than those to be made
   */
  public @Nullable RawCandle take(RawCandle candle) {
    if (candle.timeframe().compareTo(timeframe) >= 0) {
      throw new IllegalArgumentException(
          "candles of %s cannot be made of candles of %s"
              .formatted(timeframe.label(), candle.timeframe().label()));
    }
    EventTime before = newest;
    if (before != null && !candle.openTime().isAfter(before)) {
      passedOver++;
      return null;
    }
    newest = candle.openTime();
    EventTime slot = candle.openTime().floor(timeframe.length());
    RawCandle ended = all != null && !all.openTime().equals(slot) ? finish() : null;
    all = joined(all, candle, slot);
    if (candle.volume().signum() > 0) {
      traded = joined(traded, candle, slot);
    }
    return ended;
  }

  /** The candle in hand, complete or not; null if there is none. */
  public @Nullable RawCandle finish() {
    RawCandle ended = traded == null ? all : traded;
    traded = null;
    all = null;
    return ended;
  }

  private RawCandle joined(@Nullable RawCandle sofar, RawCandle next, EventTime slot) {
    BigDecimal volume = sofar == null ? next.volume() : sofar.volume().add(next.volume());
    return new RawCandle(
        next.symbol(),
        timeframe,
        slot,
        sofar == null ? next.open() : sofar.open(),
        sofar == null ? next.high() : sofar.high().max(next.high()),
        sofar == null ? next.low() : sofar.low().min(next.low()),
        next.close(),
        volume);
  }

  /** Candles that were not later than the one before. */
  public long passedOver() {
    return passedOver;
  }
}
