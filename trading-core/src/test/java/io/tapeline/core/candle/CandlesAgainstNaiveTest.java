package io.tapeline.core.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random trades, out of order by minutes, with gaps of every length: what the builder said last of
 * every slot is what the rules of MD-CANDLE and MD-GAP make of the same trades in order.
 */
class CandlesAgainstNaiveTest {

  private static final Symbol BTC = new Symbol("BTCUSDT");
  private static final long SECOND = 1_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long START = 1_729_998_000_000_000L;
  private static final int TRADES = 5_000;

  /** A slot of one timeframe as the rules make it. */
  private record Figures(
      Price open,
      Price high,
      Price low,
      Price close,
      Quantity volume,
      long trades,
      boolean filled) {

    static Figures of(Candle c) {
      return new Figures(
          c.open(), c.high(), c.low(), c.close(), c.volume(), c.trades(), c.synthetic());
    }
  }

  private record Key(Timeframe timeframe, long start) {}

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 20240808})
  void lastRevisionsAreTheCandlesOfTheTradesInOrder(long seed) {
    Random random = new Random(seed);
    List<Tick> trades = trades(random);
    CandleBuilder builder =
        new CandleBuilder(BTC, EnumSet.allOf(Timeframe.class), PriceSource.TRADE);
    Map<Key, Candle> last = new HashMap<>();
    Map<Timeframe, Long> newest = new HashMap<>();
    for (MarketEvent event : shuffled(trades, random)) {
      builder.apply(event);
      for (Candle candle : builder.closed()) {
        note(candle, last);
        if (candle.revision() == 0) {
          Long before = newest.put(candle.timeframe(), candle.openTime().micros());
          assertThat(before == null || before < candle.openTime().micros())
              .as("first closings come in order: %s after %s", candle, before)
              .isTrue();
        }
      }
    }
    assertThat(builder.tally().leftOut()).isZero();
    assertThat(builder.tally().revisions()).isGreaterThan(100);
    assertThat(builder.tally().synthetic()).isGreaterThan(10);
    assertThat(builder.tally().segments()).isGreaterThan(10);

    Map<Key, Figures> made = new HashMap<>();
    last.forEach((key, candle) -> made.put(key, Figures.of(candle)));
    assertThat(made).containsExactlyInAnyOrderEntriesOf(naive(trades));
    last.values()
        .forEach(
            candle ->
                assertThat(candle.startsSegment())
                    .as("%s", candle)
                    .isEqualTo(startsSegment(candle, made)));
  }

  private static void note(Candle candle, Map<Key, Candle> last) {
    Candle before = last.put(new Key(candle.timeframe(), candle.openTime().micros()), candle);
    if (before == null) {
      assertThat(candle.revision()).isLessThanOrEqualTo(1);
    } else {
      assertThat(candle.revision()).isEqualTo(before.revision() + 1);
    }
  }

  /** Some a moment apart, some minutes, and in the end one far away that closes everything. */
  private static List<Tick> trades(Random random) {
    List<Tick> trades = new ArrayList<>();
    long micros = START + 7 * MINUTE;
    for (int i = 0; i < TRADES; i++) {
      int kind = random.nextInt(100);
      micros +=
          kind < 95
              ? random.nextInt(15) * SECOND / 4
              : kind < 99 ? random.nextLong(3 * MINUTE) : random.nextLong(8 * MINUTE);
      trades.add(tick(i + 1, micros, 90 + random.nextInt(20), 1 + random.nextInt(9)));
    }
    trades.add(
        tick(TRADES + 1, Math.floorDiv(micros, 60 * MINUTE) * 60 * MINUTE + 120 * MINUTE, 100, 1));
    return trades;
  }

  private static Tick tick(long id, long micros, int price, int size) {
    return new Tick(
        new Origin(id, new EventTime(micros)),
        BTC,
        new Price(BigDecimal.valueOf(price)),
        new Quantity(BigDecimal.valueOf(size)),
        Aggressor.UNKNOWN,
        id);
  }

  /** The same with most in order, some late by up to nine minutes, and heartbeats between. */
  private static List<MarketEvent> shuffled(List<Tick> trades, Random random) {
    Map<Tick, Long> arrivals = new HashMap<>();
    for (Tick trade : trades) {
      boolean late = random.nextInt(10) == 0 && !trade.equals(trades.getLast());
      arrivals.put(trade, trade.ts().micros() + (late ? random.nextLong(9 * MINUTE) : 0));
    }
    List<Tick> arrived = new ArrayList<>(trades);
    arrived.sort(Comparator.comparing(arrivals::get));
    List<MarketEvent> events = new ArrayList<>();
    long now = Long.MIN_VALUE;
    for (Tick trade : arrived) {
      boolean late = trade.ts().micros() < now;
      events.add(late && random.nextBoolean() ? new MissedTick(trade) : trade);
      now = Math.max(now, trade.ts().micros());
      if (random.nextInt(20) == 0) {
        events.add(new Heartbeat(new Origin(1, new EventTime(now)), BTC));
      }
    }
    return events;
  }

  private static Map<Key, Figures> naive(List<Tick> trades) {
    // The last trade only closes what is before it.
    List<Tick> before = trades.subList(0, trades.size() - 1);
    Map<Key, Figures> candles = new HashMap<>();
    bars(before, SECOND).forEach((at, bar) -> candles.put(new Key(Timeframe.S1, at), bar));
    NavigableMap<Long, Figures> minutes = bars(before, MINUTE);
    for (Long at : List.copyOf(minutes.keySet())) {
      Long next = minutes.higherKey(at);
      if (next != null && (next - at) / MINUTE - 1 <= 3) {
        Price close = figures(minutes, at).close();
        for (long empty = at + MINUTE; empty < next; empty += MINUTE) {
          minutes.put(empty, new Figures(close, close, close, close, Quantity.ZERO, 0, true));
        }
      }
    }
    minutes.forEach((at, bar) -> candles.put(new Key(Timeframe.M1, at), bar));
    for (Timeframe timeframe : List.of(Timeframe.M5, Timeframe.M15, Timeframe.H1)) {
      long length = EventTime.micros(timeframe.length());
      bars(before, length)
          .forEach(
              (at, bar) -> {
                if (minutes.subMap(at, at + length).size() == length / MINUTE) {
                  candles.put(new Key(timeframe, at), bar);
                }
              });
    }
    return candles;
  }

  private static Figures figures(Map<Long, Figures> minutes, long at) {
    @Nullable Figures found = minutes.get(at);
    if (found == null) {
      throw new AssertionError("no minute at " + at);
    }
    return found;
  }

  private static NavigableMap<Long, Figures> bars(List<Tick> trades, long length) {
    TreeMap<Long, List<Tick>> slots = new TreeMap<>();
    for (Tick trade : trades) {
      slots
          .computeIfAbsent(trade.ts().micros() / length * length, _ -> new ArrayList<>())
          .add(trade);
    }
    NavigableMap<Long, Figures> bars = new TreeMap<>();
    slots.forEach(
        (at, of) ->
            bars.put(
                at,
                new Figures(
                    of.getFirst().price(),
                    of.stream().map(Tick::price).max(Comparator.naturalOrder()).orElseThrow(),
                    of.stream().map(Tick::price).min(Comparator.naturalOrder()).orElseThrow(),
                    of.getLast().price(),
                    of.stream().map(Tick::size).reduce(Quantity.ZERO, Quantity::plus),
                    of.size(),
                    false)));
    return bars;
  }

  /** A second by the minutes since the one before, a longer one by whether its neighbour exists. */
  private static boolean startsSegment(Candle candle, Map<Key, Figures> made) {
    long start = candle.openTime().micros();
    if (candle.timeframe() != Timeframe.S1) {
      long length = EventTime.micros(candle.timeframe().length());
      return !made.containsKey(new Key(candle.timeframe(), start - length));
    }
    long before =
        made.keySet().stream()
            .filter(key -> key.timeframe() == Timeframe.S1 && key.start() < start)
            .mapToLong(Key::start)
            .max()
            .orElse(Long.MIN_VALUE / 2);
    return start / MINUTE - before / MINUTE > 4;
  }
}
