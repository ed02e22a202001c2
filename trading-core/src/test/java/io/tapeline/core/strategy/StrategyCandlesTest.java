package io.tapeline.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StrategyCandlesTest {

  private static final Symbol SYMBOL = new Symbol("BTC-USD");
  private static final Set<Timeframe> ALL =
      EnumSet.of(Timeframe.M1, Timeframe.M5, Timeframe.M15, Timeframe.H1);
  private static final Instrument INSTRUMENT =
      LineSettings.read(key -> null).instruments().get(SYMBOL);
  private static final long START = 1_735_830_000_000_000L;

  /** Some hours of trades; now and then one comes late, and minutes are missing. */
  private static List<MarketEvent> trades(long seed, int number) {
    Random random = new Random(seed);
    List<MarketEvent> trades = new ArrayList<>();
    long time = START;
    long price = 60_000;
    for (int i = 1; i <= number; i++) {
      time += random.nextInt(100) == 0 ? 150_000_000L : random.nextInt(12_000_000);
      price += random.nextInt(21) - 10;
      long late = random.nextInt(20) == 0 ? random.nextInt(90_000_000) : 0;
      trades.add(
          new Tick(
              new Origin(i, new EventTime(time - late)),
              SYMBOL,
              new Price(java.math.BigDecimal.valueOf(price)),
              Quantity.of("0.5"),
              Aggressor.BUY));
    }
    return trades;
  }

  private static List<List<Candle>> closedOn(StrategyCandles candles, List<MarketEvent> events) {
    return events.stream()
        .map(
            event -> {
              candles.apply(event);
              return candles.closed();
            })
        .toList();
  }

  private static StrategyCandles fresh() {
    return new StrategyCandles(INSTRUMENT, ALL, PriceSource.TRADE);
  }

  private static List<Candle> published(List<MarketEvent> events) {
    MarketDataStage stage = new MarketDataStage(PriceSource.TRADE);
    List<Candle> candles = new ArrayList<>();
    for (MarketEvent event : events) {
      stage.apply(event);
      for (Event projected : stage.project(event)) {
        if (projected instanceof Candle candle) {
          candles.add(candle);
        }
      }
    }
    return candles;
  }

  @Test
  void areThePublishedOnesOnTheEventThatClosedThem() {
    List<MarketEvent> events = trades(5, 4_000);
    List<Candle> seen = closedOn(fresh(), events).stream().flatMap(List::stream).toList();
    assertThat(seen)
        .isEqualTo(
            published(events).stream()
                .filter(each -> ALL.contains(each.timeframe()) && each.revision() == 0)
                .toList());
    assertThat(seen.stream().map(Candle::timeframe).collect(Collectors.toSet())).isEqualTo(ALL);
  }

  /** As the shell does: all published candles first, then the events that are read again. */
  @Test
  void areTheSameAfterARestartAnywhere() {
    List<MarketEvent> events = trades(7, 4_000);
    List<Candle> published = published(events);
    List<List<Candle>> undisturbed = closedOn(fresh(), events);
    Random random = new Random(11);
    for (int round = 0; round < 40; round++) {
      int died = 1_500 + random.nextInt(events.size() - 1_600);
      long from = events.get(died).ts().micros() - 62L * 60 * 1_000_000;
      int again = 0;
      while (events.get(again).ts().micros() < from) {
        again++;
      }
      int publishedUpTo = died + random.nextInt(90);
      StrategyCandles restarted = fresh();
      for (Candle candle : published) {
        if (candle.origin().seq() <= publishedUpTo) {
          restarted.remember(candle);
        }
      }
      List<List<Candle>> closed =
          closedOn(restarted, events.subList(again, events.size()))
              .subList(1, events.size() - again);
      assertThat(closed)
          .as("died at %d, read from %d", died, again)
          .isEqualTo(undisturbed.subList(again + 1, events.size()));
    }
  }

  @Test
  void beginASegmentAfterAnUnconfirmedJump() {
    List<MarketEvent> events = new ArrayList<>();
    for (int minute = 0; minute < 12; minute++) {
      String price = minute == 6 ? "75000" : "60000";
      events.add(
          new Tick(
              new Origin(minute + 1, new EventTime(START + minute * 60_000_000L)),
              SYMBOL,
              Price.of(price),
              Quantity.of("1"),
              Aggressor.BUY));
    }
    List<Candle> minutes =
        closedOn(new StrategyCandles(INSTRUMENT, Set.of(Timeframe.M1), PriceSource.TRADE), events)
            .stream()
            .flatMap(List::stream)
            .toList();
    assertThat(minutes).extracting(Candle::close).doesNotContain(Price.of("75000"));
    assertThat(minutes.stream().filter(Candle::startsSegment).map(Candle::openTime))
        .containsExactly(new EventTime(START), new EventTime(START + 7 * 60_000_000L));
  }
}
