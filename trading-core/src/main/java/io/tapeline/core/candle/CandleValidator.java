package io.tapeline.core.candle;

import io.tapeline.core.candle.CandleFault.Code;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses candles from outside that no market can have made, one by one (MD-VALID), and counts them
 * by reason. Of two that differ about the same slot the first is kept; the newest {@value
 * #REMEMBERED} of each series are remembered for that.
 */
public final class CandleValidator {

  /** Candles of a series that a repeated one is compared with. */
  public static final int REMEMBERED = 20_000;

  private final Map<Series, Map<Long, RawCandle>> accepted = new HashMap<>();
  private final Map<Code, Long> counts = new EnumMap<>(Code.class);
  private long repeated;

  private record Series(Symbol symbol, Timeframe timeframe) {}

  /**
   * Why the candle cannot be used, null if it can. One that was accepted before with the same
   * figures can.
   *
   * @param now the time at the reader, null where there is none: nothing is from the future then
   */
  public @Nullable CandleFault check(RawCandle candle, @Nullable EventTime now) {
    CandleFault fault = faultOf(candle, now);
    if (fault == null) {
      fault = conflict(candle);
    }
    if (fault != null) {
      counts.merge(fault.code(), 1L, Long::sum);
    }
    return fault;
  }

  /** Why the figures alone, whatever came before, are no candle; null if they are one. */
  public static @Nullable CandleFault faultOf(RawCandle candle, @Nullable EventTime now) {
    CandleFault fault = faultOfPrices(candle);
    return fault == null ? faultOfTheRest(candle, now) : fault;
  }

  private static @Nullable CandleFault faultOfPrices(RawCandle candle) {
    BigDecimal open = candle.open();
    BigDecimal high = candle.high();
    BigDecimal low = candle.low();
    BigDecimal close = candle.close();
    CandleFault fault = notPositive("open", open);
    fault = fault == null ? notPositive("high", high) : fault;
    fault = fault == null ? notPositive("low", low) : fault;
    fault = fault == null ? notPositive("close", close) : fault;
    if (fault != null) {
      return fault;
    }
    if (high.compareTo(open) < 0 || high.compareTo(close) < 0) {
      return new CandleFault(
          Code.HIGH_BELOW_BODY, "high " + high.toPlainString() + " is below open or close");
    }
    if (low.compareTo(open) > 0 || low.compareTo(close) > 0) {
      return new CandleFault(
          Code.LOW_ABOVE_BODY, "low " + low.toPlainString() + " is above open or close");
    }
    return null;
  }

  private static @Nullable CandleFault notPositive(String name, BigDecimal price) {
    return price.signum() > 0
        ? null
        : new CandleFault(
            Code.PRICE_NOT_POSITIVE, name + " " + price.toPlainString() + " is not above zero");
  }

  private static @Nullable CandleFault faultOfTheRest(RawCandle candle, @Nullable EventTime now) {
    if (candle.volume().signum() < 0) {
      return new CandleFault(
          Code.VOLUME_NEGATIVE, "volume " + candle.volume().toPlainString() + " is below zero");
    }
    String label = candle.timeframe().label();
    if (!candle.openTime().equals(candle.openTime().floor(candle.timeframe().length()))) {
      return new CandleFault(
          Code.MISALIGNED,
          "ts %d is not the start of a %s candle".formatted(candle.openTime().micros(), label));
    }
    if (now != null && candle.openTime().isAfter(now.plus(candle.timeframe().length()))) {
      return new CandleFault(
          Code.FROM_THE_FUTURE, "opens at %s, it is %s".formatted(candle.openTime(), now));
    }
    return null;
  }

  private @Nullable CandleFault conflict(RawCandle candle) {
    RawCandle first =
        accepted
            .computeIfAbsent(new Series(candle.symbol(), candle.timeframe()), _ -> new Remembered())
            .putIfAbsent(candle.openTime().micros(), candle);
    if (first == null) {
      return null;
    }
    if (first.hasFiguresOf(candle)) {
      repeated++;
      return null;
    }
    return new CandleFault(
        Code.CONFLICTING_DUPLICATE,
        "there is another %s candle of %s at %d with other figures: the first one is kept"
            .formatted(candle.timeframe().label(), candle.symbol(), candle.openTime().micros()));
  }

  /** How many were refused for this reason. */
  public long count(Code code) {
    return counts.getOrDefault(code, 0L);
  }

  /** How many were accepted that had been accepted before. */
  public long repeated() {
    return repeated;
  }

  private static final class Remembered extends LinkedHashMap<Long, RawCandle> {

    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, RawCandle> eldest) {
      return size() > REMEMBERED;
    }
  }
}
