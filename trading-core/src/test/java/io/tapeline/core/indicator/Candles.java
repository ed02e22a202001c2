package io.tapeline.core.indicator;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Minute candles for tests, one after another from {@link #START}. */
final class Candles {

  static final Symbol BTC = new Symbol("BTCUSDT");
  static final long MINUTE = 60_000_000L;

  /** Monday 2024-10-28, 00:00 UTC. */
  static final EventTime START = new EventTime(1_730_073_600_000_000L);

  private static final List<String> VOLUMES = List.of("0", "0.1", "0.3", "1", "2", "3", "3.6");

  private Candles() {}

  static EventTime minute(long number) {
    return new EventTime(START.micros() + number * MINUTE);
  }

  static Candle of(long minute, String open, String high, String low, String close, String volume) {
    return of(minute(minute), open, high, low, close, volume, false, false);
  }

  static Candle of(
      EventTime at,
      String open,
      String high,
      String low,
      String close,
      String volume,
      boolean synthetic,
      boolean startsSegment) {
    return new Candle(
        new Origin(1, at),
        BTC,
        Timeframe.M1,
        at,
        Price.of(open),
        Price.of(high),
        Price.of(low),
        Price.of(close),
        Quantity.of(volume),
        1,
        synthetic,
        0,
        startsSegment);
  }

  /** Candles of high, low and close; each opens at its close. */
  static List<Candle> hlc(String... rows) {
    List<Candle> candles = new ArrayList<>();
    for (String row : rows) {
      String[] cells = row.split(" ", -1);
      candles.add(of(candles.size(), cells[2], cells[0], cells[1], cells[2], "1"));
    }
    return candles;
  }

  /** Candles of closes alone. */
  static List<Candle> closes(String... closes) {
    List<Candle> candles = new ArrayList<>();
    for (String close : closes) {
      candles.add(of(candles.size(), close, close, close, close, "1"));
    }
    return candles;
  }

  /** Puts all in; returns what the indicator then says. */
  static <T> Reading<T> fed(CandleIndicator<T> indicator, List<Candle> candles) {
    candles.forEach(indicator::take);
    return indicator.reading();
  }

  /** A random walk with empty volumes, filled minutes and new segments. */
  static List<Candle> random(long seed, int count) {
    Random random = new Random(seed);
    List<Candle> candles = new ArrayList<>();
    long minute = 0;
    int price = 10_000;
    for (int i = 0; i < count; i++) {
      boolean starts = i == 0 || random.nextInt(60) == 0;
      minute += starts && i > 0 ? 5 + random.nextInt(100) : 1;
      boolean synthetic = !starts && random.nextInt(20) == 0;
      int open = price + (synthetic ? 0 : random.nextInt(7) - 3);
      int close = open + (synthetic ? 0 : random.nextInt(41) - 20);
      int high = Math.max(open, close) + (synthetic ? 0 : random.nextInt(15));
      int low = Math.min(open, close) - (synthetic ? 0 : random.nextInt(15));
      int volume = synthetic || random.nextInt(15) == 0 ? 0 : 1 + random.nextInt(500);
      price = close;
      candles.add(
          of(
              minute(minute),
              cents(open),
              cents(high),
              cents(low),
              cents(close),
              BigDecimal.valueOf(volume, 1).toPlainString(),
              synthetic,
              starts));
    }
    return candles;
  }

  /**
   * A random walk of few different prices and volumes in long segments: ties, candles without
   * range, stretches without change, and returns of several per cent.
   */
  static List<Candle> coarse(long seed, int count) {
    Random random = new Random(seed);
    List<Candle> candles = new ArrayList<>();
    long minute = 0;
    int price = 60;
    for (int i = 0; i < count; i++) {
      boolean starts = i == 0 || random.nextInt(250) == 0;
      minute += starts && i > 0 ? 5 + random.nextInt(900) : 1;
      boolean synthetic = !starts && random.nextInt(25) == 0;
      boolean still = synthetic || i / 45 % 3 == 2;
      boolean flat = synthetic || random.nextInt(6) == 0;
      int open = price + (still ? 0 : random.nextInt(3) - 1);
      int close = still ? open : Math.clamp(open + random.nextInt(5) - 2L, 40, 90);
      open = flat ? close : open;
      int high = Math.max(open, close) + (flat ? 0 : random.nextInt(3));
      int low = Math.min(open, close) - (flat ? 0 : random.nextInt(3));
      price = close;
      candles.add(
          of(
              minute(minute),
              multiple(open),
              multiple(high),
              multiple(low),
              multiple(close),
              synthetic ? "0" : VOLUMES.get(random.nextInt(VOLUMES.size())),
              synthetic,
              starts));
    }
    return candles;
  }

  /** Multiples of 0.07. */
  private static String multiple(int amount) {
    return BigDecimal.valueOf(amount * 7L, 2).toPlainString();
  }

  private static String cents(int amount) {
    return BigDecimal.valueOf(amount, 2).toPlainString();
  }

  /** The candles of the newest one's segment. */
  static List<Candle> segment(List<Candle> candles) {
    int from = candles.size() - 1;
    while (from > 0 && !candles.get(from).startsSegment()) {
      from--;
    }
    return candles.subList(from, candles.size());
  }

  /** The last so many, or all if there are fewer. */
  static <E> List<E> last(List<E> all, int count) {
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  static double number(Price price) {
    return price.value().doubleValue();
  }
}
