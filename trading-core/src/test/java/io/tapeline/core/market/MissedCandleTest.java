package io.tapeline.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.EventCsv;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissedCandleTest {

  private static final Symbol BTC = new Symbol("BTC/USD");
  private static final long MINUTE = 60_000_000;

  private final List<Candle> candles = new ArrayList<>();
  private MarketDataStage stage = new MarketDataStage(PriceSource.TRADE);
  private long seq;

  /**
   * Away from minute 7 to minute 70; the trades of the last ten minutes before 70 may still come.
   */
  private void away() {
    for (int minute = 0; minute <= 7; minute++) {
      play(trade(minute));
    }
    play(trade(70));
    candles.clear();
  }

  @Test
  void minutesOfTheVenueFillTheGapAndMakeTheLongerCandles() {
    away();
    for (int minute = 8; minute <= 14; minute++) {
      play(missed(minute));
    }

    assertThat(candles.stream().map(MissedCandleTest::told))
        .containsExactly(
            "1m 8 9 6 7 v2 n0 r1 fetched",
            "1m 9 10 7 8 v2 n0 r1 fetched",
            // Minutes 5, 6 and 7 are made of a trade each at 5, 6 and 7.
            "5m 5 10 5 8 v7 n3 r1 fetched",
            "1m 10 11 8 9 v2 n0 r1 fetched",
            "1m 11 12 9 10 v2 n0 r1 fetched",
            "1m 12 13 10 11 v2 n0 r1 fetched",
            "1m 13 14 11 12 v2 n0 r1 fetched",
            "1m 14 15 12 13 v2 n0 r1 fetched",
            "5m 10 15 8 13 v10 n0 r1 fetched",
            "15m 1 15 1 13 v22 n8 r1 fetched");
  }

  @Test
  void aWholeHourFollowsFromItsMinutes() {
    away();
    for (int minute = 8; minute < 59; minute++) {
      play(missed(minute));
    }
    assertThat(candles).noneMatch(candle -> candle.timeframe() == Timeframe.H1);

    play(missed(59));
    assertThat(candles.getLast().timeframe()).isEqualTo(Timeframe.H1);
    assertThat(candles.getLast().volume()).isEqualTo(Quantity.of("112"));
  }

  @Test
  void aCandleMadeOfTradesIsNeverReplaced() {
    away();
    for (int minute = 0; minute <= 7; minute++) {
      assertThat(play(missed(minute))).isEmpty();
    }
    assertThat(candles).isEmpty();
  }

  @Test
  void aMinuteThatTradesMayStillMakeIsLeftToThem() {
    away();
    assertThat(play(missed(60))).isEmpty();
    assertThat(play(missed(59))).hasSize(1);
    assertThat(play(missed(59))).isEmpty();
    assertThat(candles).hasSize(1);
  }

  @Test
  void nothingIsTakenFromBeforeTheBeginningNorWithinAMinute() {
    play(trade(100));
    play(trade(101));
    play(trade(170));
    candles.clear();

    assertThat(play(missed(99))).isEmpty();
    assertThat(play(missedAt(120 * MINUTE + 1))).isEmpty();
    assertThat(play(missed(120))).hasSize(1);
  }

  @Test
  void killedAnywhereEachMinuteComesOnce() {
    Random random = new Random(2);
    for (int run = 0; run < 40; run++) {
      seq = 0;
      candles.clear();
      stage = new MarketDataStage(PriceSource.TRADE);
      away();
      List<Integer> minutes = new ArrayList<>(IntStream.range(8, 60).boxed().toList());
      Collections.shuffle(minutes.subList(0, 20), random);
      List<MissedCandle> events = minutes.stream().map(this::missed).toList();
      events.forEach(this::play);
      List<Candle> whole = List.copyOf(candles);

      // So many candles got out; then the venue is asked for everything again.
      int published = 1 + random.nextInt(whole.size() - 1);
      candles.clear();
      stage = new MarketDataStage(PriceSource.TRADE);
      beforeTheGap().forEach(stage::apply);
      whole.subList(0, published).forEach(stage::apply);
      long newest = whole.get(published - 1).origin().seq();
      seq = 0;
      away();
      List<Candle> all = new ArrayList<>(whole.subList(0, published));
      for (MissedCandle event : events) {
        if (event.seq() <= newest) {
          play(event);
        }
      }
      candles.removeIf(all::contains);
      seq = 1_000;
      for (int minute = 0; minute < 60; minute++) {
        play(missed(minute));
      }
      all.addAll(candles);

      assertThat(all.stream().map(MissedCandleTest::told))
          .as("%d of %d published", published, whole.size())
          .containsExactlyInAnyOrderElementsOf(whole.stream().map(MissedCandleTest::told).toList());
    }
  }

  private static List<Candle> beforeTheGap() {
    MarketDataStage stage = new MarketDataStage(PriceSource.TRADE);
    MissedCandleTest other = new MissedCandleTest();
    other.stage = stage;
    for (int minute = 0; minute <= 7; minute++) {
      other.play(other.trade(minute));
    }
    other.play(other.trade(70));
    return other.candles;
  }

  @Test
  void isRecordedAndReadBackToTheLastDigit() {
    MissedCandle candle = missed(8);
    assertThat(EventCsv.parse(EventCsv.line(candle))).isEqualTo(candle);
  }

  private static String told(Candle candle) {
    return "%s %s %s %s %s v%s n%d%s%s"
        .formatted(
            candle.timeframe().label(),
            candle.open(),
            candle.high(),
            candle.low(),
            candle.close(),
            candle.volume(),
            candle.trades(),
            candle.revision() == 0 ? "" : " r" + candle.revision(),
            candle.fetched() ? " fetched" : "");
  }

  /** As a shell does it; returns what was published of the input. */
  private List<Event> play(MarketEvent input) {
    stage.apply(input);
    List<Event> decided = stage.decide(input);
    for (Event event : decided) {
      stage.apply(event);
      stage.project(event).forEach(each -> candles.add((Candle) each));
    }
    return decided;
  }

  private Tick trade(int minute) {
    return new Tick(
        new Origin(++seq, new EventTime(minute * MINUTE)),
        BTC,
        Price.of(Integer.toString(Math.max(1, minute))),
        Quantity.of("1"),
        Aggressor.BUY);
  }

  /** Opens at its minute, a unit up and two down, closes a unit below. */
  private MissedCandle missed(int minute) {
    int open = Math.max(3, minute);
    return new MissedCandle(
        new Origin(++seq, new EventTime(minute * MINUTE)),
        BTC,
        Price.of(Integer.toString(open)),
        Price.of(Integer.toString(open + 1)),
        Price.of(Integer.toString(open - 2)),
        Price.of(Integer.toString(open - 1)),
        Quantity.of("2"));
  }

  private MissedCandle missedAt(long micros) {
    return new MissedCandle(
        new Origin(++seq, new EventTime(micros)),
        BTC,
        Price.of("1"),
        Price.of("1"),
        Price.of("1"),
        Price.of("1"),
        Quantity.of("2"));
  }
}
