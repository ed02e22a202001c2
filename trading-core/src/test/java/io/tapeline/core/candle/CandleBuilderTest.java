package io.tapeline.core.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandleBuilderTest {

  private static final Symbol BTC = new Symbol("BTCUSDT");
  private static final long SECOND = 1_000_000L;
  private static final long MINUTE = 60 * SECOND;

  private long seq;

  @Test
  void openIsFirstCloseIsLastAndVolumeIsTheSum() {
    CandleBuilder builder = builder(Timeframe.M1);
    List<Candle> closed =
        feed(
            builder,
            trade(0, "10", "1"),
            trade(SECOND, "12.5", "2"),
            trade(2 * SECOND, "9", "0.5"),
            trade(59 * SECOND, "11", "1"),
            trade(MINUTE, "20", "7"));

    assertThat(Told.of(closed)).containsExactly("1m@0 10 12.5 9 11 v4.5 n4 by 5 segment");
  }

  @Test
  void priceOnTheBoundaryBelongsToTheNewCandle() {
    CandleBuilder builder = builder(Timeframe.M1);
    feed(builder, trade(MINUTE - 1, "1", "1"));
    assertThat(feed(builder, trade(MINUTE, "2", "1"))).hasSize(1);

    assertThat(Told.of(builder.finish())).containsExactly("1m@60000000 2 2 2 2 v1 n1 by 2");
  }

  @Test
  void fiveMinutesCloseWithTheLastOfFiveMinutes() {
    CandleBuilder builder =
        new CandleBuilder(BTC, List.of(Timeframe.M5, Timeframe.M1), PriceSource.TRADE);
    List<Candle> closed = new ArrayList<>();
    for (int minute = 0; minute < 5; minute++) {
      closed.addAll(feed(builder, trade(minute * MINUTE, "" + (minute + 1), "2")));
    }
    closed.addAll(feed(builder, trade(5 * MINUTE, "9", "1")));

    assertThat(Told.of(closed))
        .containsExactly(
            "1m@0 1 1 1 1 v2 n1 by 2 segment",
            "1m@60000000 2 2 2 2 v2 n1 by 3",
            "1m@120000000 3 3 3 3 v2 n1 by 4",
            "1m@180000000 4 4 4 4 v2 n1 by 5",
            "1m@240000000 5 5 5 5 v2 n1 by 6",
            "5m@0 1 5 1 5 v10 n5 by 6 segment");
  }

  @Test
  void timeClosesACandleOnlyAfterTheGrace() {
    CandleBuilder builder = builder(Timeframe.S1);
    feed(builder, trade(0, "1", "1"));

    assertThat(feed(builder, beat(SECOND + 249_999))).isEmpty();
    assertThat(Told.of(feed(builder, beat(SECOND + 250_000))))
        .containsExactly("1s@0 1 1 1 1 v1 n1 by 3 segment");
    assertThat(feed(builder, beat(9 * SECOND))).isEmpty();
    assertThat(builder.finish()).isEmpty();
  }

  @Test
  void priceWithinTheGraceStillCounts() {
    CandleBuilder builder = builder(Timeframe.S1);
    feed(builder, trade(0, "1", "1"), beat(SECOND + 100_000), trade(900_000, "2", "1"));

    assertThat(Told.of(builder.finish())).containsExactly("1s@0 1 2 1 2 v2 n2 by 3 segment");
    assertThat(builder.tally().latePrices()).isZero();
  }

  @Test
  void latePriceCorrectsTheCandleAndIsCounted() {
    CandleBuilder builder = builder(Timeframe.S1);
    List<Candle> closed =
        feed(
            builder,
            trade(0, "1", "1"),
            trade(SECOND, "2", "1"),
            trade(999_999, "9", "9"),
            beat(3 * SECOND),
            trade(SECOND + 5, "8", "8"));

    assertThat(Told.of(closed))
        .containsExactly(
            "1s@0 1 1 1 1 v1 n1 by 2 segment",
            "1s@0 1 9 1 9 v10 n2 by 3 segment r1",
            "1s@1000000 2 2 2 2 v1 n1 by 4",
            "1s@1000000 2 8 2 8 v9 n2 by 5 r1");
    assertThat(closed.stream().map(Candle::id))
        .containsExactly(
            "BTCUSDT/1s@0", "BTCUSDT/1s@0/r1", "BTCUSDT/1s@1000000", "BTCUSDT/1s@1000000/r1");
    assertThat(builder.tally()).isEqualTo(new CandleTally(2, 0, 2, 0, 0, 0));
    assertThat(builder.finish()).isEmpty();
  }

  @Test
  void latePriceOfOneTimeframeStillCountsInALongerOne() {
    CandleBuilder builder =
        new CandleBuilder(BTC, List.of(Timeframe.S1, Timeframe.M1), PriceSource.TRADE);
    feed(builder, trade(0, "1", "1"), trade(SECOND, "2", "1"));

    assertThat(Told.of(feed(builder, trade(500_000, "9", "3"))))
        .containsExactly("1s@0 1 9 1 9 v4 n2 by 3 segment r1");
    // The late price is not the last of the minute.
    assertThat(Told.of(builder.finish()))
        .containsExactly("1s@1000000 2 2 2 2 v1 n1 by 3", "1m@0 1 9 1 2 v5 n3 by 3 segment");
    assertThat(builder.tally().latePrices()).isEqualTo(1);
  }

  @Test
  void openAndCloseAreTheFirstAndTheLastByTimeThenByTheVenuesNumber() {
    CandleBuilder builder = builder(Timeframe.M1);
    feed(
        builder,
        trade(20, "5", "1", 12L),
        trade(20, "6", "1", 11L),
        trade(30, "7", "1", 14L),
        trade(30, "8", "1", 13L),
        trade(25, "9", "1", 15L));

    assertThat(Told.of(builder.finish())).containsExactly("1m@0 6 9 5 7 v5 n5 by 5 segment");
  }

  @Test
  void pricesOfOneMomentWithoutNumbersCountInTheirOrder() {
    CandleBuilder builder = builder(Timeframe.M1);
    feed(builder, trade(20, "5", "1"), trade(20, "6", "1"), trade(20, "6", "1"));

    assertThat(Told.of(builder.finish())).containsExactly("1m@0 5 6 5 6 v3 n3 by 3 segment");
  }

  @Test
  void priceFromBeforeTheWindowIsLeftOut() {
    CandleBuilder builder = builder(Timeframe.M1);
    feed(builder, trade(0, "1", "1"), trade(MINUTE, "2", "1"), trade(11 * MINUTE, "3", "1"));

    assertThat(feed(builder, trade(MINUTE - 1, "9", "1"))).isEmpty();
    assertThat(builder.tally().leftOut()).isEqualTo(1);
    assertThat(Told.of(feed(builder, trade(MINUTE, "9", "1"))))
        .containsExactly("1m@60000000 2 9 2 9 v2 n2 by 5 r1");
    assertThat(builder.tally().latePrices()).isEqualTo(2);
    assertThat(builder.tally().leftOut()).isEqualTo(1);
  }

  @Test
  void upToThreeMissingMinutesAreFilledBeforeTheCandleThatFollows() {
    CandleBuilder builder = builder(Timeframe.M1);
    feed(builder, trade(0, "1", "1"), trade(10, "2", "1"));

    assertThat(feed(builder, beat(4 * MINUTE - 1))).hasSize(1);
    assertThat(Told.of(feed(builder, trade(4 * MINUTE, "5", "1"))))
        .containsExactly(
            "1m@60000000 2 2 2 2 v0 n0 by 4 synthetic",
            "1m@120000000 2 2 2 2 v0 n0 by 4 synthetic",
            "1m@180000000 2 2 2 2 v0 n0 by 4 synthetic");
    assertThat(Told.of(builder.finish())).containsExactly("1m@240000000 5 5 5 5 v1 n1 by 4");
    assertThat(builder.tally()).isEqualTo(new CandleTally(0, 0, 0, 3, 1, 0));
  }

  @Test
  void fourMissingMinutesStayEmptyAndBeginASegment() {
    CandleBuilder builder = builder(Timeframe.M1);

    assertThat(feed(builder, trade(0, "1", "1"), trade(5 * MINUTE, "5", "1"))).hasSize(1);
    assertThat(Told.of(builder.finish()))
        .containsExactly("1m@300000000 5 5 5 5 v1 n1 by 2 segment");
    assertThat(builder.tally().segments()).isEqualTo(2);
  }

  @Test
  void secondsAreNeverFilledButSayWhereASegmentBegins() {
    CandleBuilder builder = builder(Timeframe.S1);

    assertThat(
            Told.of(
                feed(
                    builder,
                    trade(0, "1", "1"),
                    trade(4 * MINUTE, "2", "1"),
                    trade(9 * MINUTE, "3", "1"),
                    trade(9 * MINUTE + SECOND, "4", "1"))))
        .containsExactly(
            "1s@0 1 1 1 1 v1 n1 by 2 segment",
            "1s@240000000 2 2 2 2 v1 n1 by 3",
            "1s@540000000 3 3 3 3 v1 n1 by 4 segment");
  }

  @Test
  void filledMinutesCompleteALongerCandleAndAddNothingToIt() {
    CandleBuilder builder = builder(Timeframe.M5);
    List<Candle> closed =
        feed(
            builder,
            trade(3 * MINUTE, "9", "1"),
            trade(7 * MINUTE, "5", "2"),
            trade(8 * MINUTE, "6", "2"),
            beat(11 * MINUTE),
            trade(12 * MINUTE, "7", "1"));

    // Minutes 5, 6 and 9 are filled; the first candle lacks minutes 0 to 2.
    assertThat(Told.of(closed)).containsExactly("5m@300000000 5 6 5 6 v4 n2 by 5 segment");
    assertThat(builder.tally().incomplete()).isEqualTo(1);
  }

  @Test
  void longerCandleThatLacksAMinuteIsLeftOutUnlessPartialOnesAreWanted() {
    for (CandleBuilder.Settings settings :
        List.of(CandleBuilder.Settings.LINE, CandleBuilder.Settings.RESEARCH)) {
      seq = 0;
      CandleBuilder builder =
          new CandleBuilder(BTC, List.of(Timeframe.M5), PriceSource.TRADE, settings);
      List<Candle> closed =
          feed(
              builder,
              trade(0, "1", "1"),
              trade(5 * MINUTE, "2", "1"),
              trade(11 * MINUTE, "3", "1"));

      if (settings.partial()) {
        assertThat(Told.of(closed))
            .containsExactly(
                "5m@0 1 1 1 1 v1 n1 by 2 segment", "5m@300000000 2 2 2 2 v1 n1 by 3 segment");
      } else {
        assertThat(closed).isEmpty();
        assertThat(builder.tally().incomplete()).isEqualTo(2);
      }
      assertThat(Told.of(builder.finish()))
          .containsExactly("5m@600000000 3 3 3 3 v1 n1 by 3 segment");
    }
  }

  @Test
  void correctedMinuteCorrectsEveryLongerCandleMadeOfIt() {
    CandleBuilder builder =
        new CandleBuilder(
            BTC, List.of(Timeframe.M1, Timeframe.M5, Timeframe.M15), PriceSource.TRADE);
    for (int minute = 0; minute <= 15; minute++) {
      feed(builder, trade(minute * MINUTE, "" + (minute + 1), "1"));
    }

    assertThat(Told.of(feed(builder, trade(10 * MINUTE - 1, "99", "1"))))
        .containsExactly(
            "1m@540000000 10 99 10 99 v2 n2 by 17 r1",
            "5m@300000000 6 99 6 99 v6 n6 by 17 r1",
            "15m@0 1 99 1 15 v16 n16 by 17 segment r1");
    assertThat(Told.of(feed(builder, trade(9 * MINUTE - 1, "0.5", "1"))))
        .containsExactly(
            "1m@480000000 9 9 0.5 0.5 v2 n2 by 18 r1",
            "5m@300000000 6 99 0.5 99 v7 n7 by 18 r2",
            "15m@0 1 99 0.5 15 v17 n17 by 18 segment r2");
  }

  @Test
  void missedTradeGoesIntoTheOpenSlotOrCorrectsAFilledOneOrComesWhereNothingWas() {
    CandleBuilder builder = builder(Timeframe.M1);
    feed(builder, trade(0, "1", "1"), trade(3 * MINUTE + 5, "4", "1"));

    assertThat(feed(builder, missed(3 * MINUTE, "3", "1"))).isEmpty();
    // What follows the filled minute is filled with another price now.
    assertThat(Told.of(feed(builder, missed(MINUTE, "2", "1"))))
        .containsExactly(
            "1m@60000000 2 2 2 2 v1 n1 by 4 r1", "1m@120000000 2 2 2 2 v0 n0 by 4 synthetic r1");
    assertThat(Told.of(feed(builder, trade(10 * MINUTE, "5", "1"))))
        .containsExactly("1m@180000000 3 4 3 4 v2 n2 by 5");
    // A gap of six minutes becomes one of two, which is filled, and one of three.
    assertThat(Told.of(feed(builder, missed(6 * MINUTE, "7", "1"))))
        .containsExactly(
            "1m@240000000 4 4 4 4 v0 n0 by 6 synthetic r1",
            "1m@300000000 4 4 4 4 v0 n0 by 6 synthetic r1",
            "1m@360000000 7 7 7 7 v1 n1 by 6 r1",
            "1m@420000000 7 7 7 7 v0 n0 by 6 synthetic r1",
            "1m@480000000 7 7 7 7 v0 n0 by 6 synthetic r1",
            "1m@540000000 7 7 7 7 v0 n0 by 6 synthetic r1");
    assertThat(Told.of(builder.finish())).containsExactly("1m@600000000 5 5 5 5 v1 n1 by 6");
  }

  @Test
  void missedTradesThatComeBeforeNewOnesMakeTheirCandlesInTurn() {
    CandleBuilder builder = builder(Timeframe.M1);
    feed(builder, trade(0, "1", "1"), beat(20 * MINUTE));

    assertThat(feed(builder, missed(2 * MINUTE, "2", "1"), missed(3 * MINUTE, "3", "1")))
        .extracting(Candle::revision)
        .containsExactly(0, 0);
    assertThat(Told.of(feed(builder, beat(20 * MINUTE))))
        .containsExactly("1m@180000000 3 3 3 3 v1 n1 by 5");
  }

  @Test
  void emptyBucketsMakeNoCandle() {
    CandleBuilder builder = builder(Timeframe.S1);

    assertThat(Told.of(feed(builder, trade(0, "1", "1"), trade(7 * SECOND, "2", "1"))))
        .containsExactly("1s@0 1 1 1 1 v1 n1 by 2 segment");
  }

  @Test
  void quotesMakeCandlesOfTheirOwnPriceWithoutVolume() {
    for (PriceSource source : List.of(PriceSource.BID, PriceSource.ASK, PriceSource.MID)) {
      seq = 0;
      CandleBuilder builder = new CandleBuilder(BTC, List.of(Timeframe.S1), source);
      feed(builder, quote(0, "1.1", "1.2"), trade(1, "50", "50"), quote(2, "1.3", "1.6"));
      String expected =
          switch (source) {
            case BID -> "1s@0 1.1 1.3 1.1 1.3 v0 n2 by 3 segment";
            case ASK -> "1s@0 1.2 1.6 1.2 1.6 v0 n2 by 3 segment";
            case MID -> "1s@0 1.15 1.45 1.15 1.45 v0 n2 by 3 segment";
            case TRADE -> throw new AssertionError();
          };
      assertThat(Told.of(builder.finish())).containsExactly(expected);
    }
  }

  @Test
  void hourEndClosesAllFiveShortestFirst() {
    CandleBuilder builder =
        new CandleBuilder(BTC, EnumSet.allOf(Timeframe.class), PriceSource.TRADE);
    for (int minute = 0; minute < 60; minute++) {
      feed(builder, trade(minute * MINUTE, "1", "1"));
    }

    assertThat(feed(builder, trade(60 * MINUTE, "2", "1")).stream().map(Candle::timeframe))
        .containsExactly(Timeframe.values());
  }

  private static CandleBuilder builder(Timeframe timeframe) {
    return new CandleBuilder(BTC, List.of(timeframe), PriceSource.TRADE);
  }

  private static List<Candle> feed(CandleBuilder builder, MarketEvent... events) {
    List<Candle> closed = new ArrayList<>();
    for (MarketEvent event : events) {
      builder.apply(event);
      closed.addAll(builder.closed());
    }
    return closed;
  }

  private Tick trade(long micros, String price, String size) {
    return new Tick(origin(micros), BTC, Price.of(price), Quantity.of(size), Aggressor.BUY);
  }

  private Tick trade(long micros, String price, String size, Long id) {
    return new Tick(origin(micros), BTC, Price.of(price), Quantity.of(size), Aggressor.BUY, id);
  }

  private MissedTick missed(long micros, String price, String size) {
    return new MissedTick(trade(micros, price, size));
  }

  private Quote quote(long micros, String bid, String ask) {
    return new Quote(origin(micros), BTC, Price.of(bid), null, Price.of(ask), null);
  }

  private Heartbeat beat(long micros) {
    return new Heartbeat(origin(micros), BTC);
  }

  private Origin origin(long micros) {
    return new Origin(++seq, new EventTime(micros));
  }
}
