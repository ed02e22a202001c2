package io.tapeline.core.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
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

    assertThat(told(closed)).containsExactly("1m@0 10 12.5 9 11 v4.5 n4 by 5");
  }

  @Test
  void priceOnTheBoundaryBelongsToTheNewCandle() {
    CandleBuilder builder = builder(Timeframe.M1);
    feed(builder, trade(MINUTE - 1, "1", "1"));
    assertThat(feed(builder, trade(MINUTE, "2", "1"))).hasSize(1);

    assertThat(told(builder.finish())).containsExactly("1m@60000000 2 2 2 2 v1 n1 by 2");
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

    assertThat(told(closed))
        .containsExactly(
            "1m@0 1 1 1 1 v2 n1 by 2",
            "1m@60000000 2 2 2 2 v2 n1 by 3",
            "1m@120000000 3 3 3 3 v2 n1 by 4",
            "1m@180000000 4 4 4 4 v2 n1 by 5",
            "1m@240000000 5 5 5 5 v2 n1 by 6",
            "5m@0 1 5 1 5 v10 n5 by 6");
  }

  @Test
  void timeClosesACandleOnlyAfterTheGrace() {
    CandleBuilder builder = builder(Timeframe.S1);
    feed(builder, trade(0, "1", "1"));

    assertThat(feed(builder, beat(SECOND + 249_999))).isEmpty();
    assertThat(told(feed(builder, beat(SECOND + 250_000))))
        .containsExactly("1s@0 1 1 1 1 v1 n1 by 3");
    assertThat(feed(builder, beat(9 * SECOND))).isEmpty();
    assertThat(builder.finish()).isEmpty();
  }

  @Test
  void priceWithinTheGraceStillCounts() {
    CandleBuilder builder = builder(Timeframe.S1);
    feed(builder, trade(0, "1", "1"), beat(SECOND + 100_000), trade(900_000, "2", "1"));

    assertThat(told(builder.finish())).containsExactly("1s@0 1 2 1 2 v2 n2 by 3");
    assertThat(builder.latePrices()).isZero();
  }

  @Test
  void latePricesAreDroppedAndCounted() {
    CandleBuilder builder = builder(Timeframe.S1);
    feed(
        builder,
        trade(0, "1", "1"),
        trade(SECOND, "2", "1"),
        trade(999_999, "9", "9"),
        beat(3 * SECOND),
        trade(SECOND + 5, "8", "8"));

    assertThat(builder.latePrices()).isEqualTo(2);
    assertThat(builder.finish()).isEmpty();
  }

  @Test
  void latePriceOfOneTimeframeStillCountsInALongerOne() {
    CandleBuilder builder =
        new CandleBuilder(BTC, List.of(Timeframe.S1, Timeframe.M1), PriceSource.TRADE);
    feed(builder, trade(0, "1", "1"), trade(SECOND, "2", "1"), trade(500_000, "9", "3"));

    assertThat(told(builder.finish()))
        .containsExactly("1s@1000000 2 2 2 2 v1 n1 by 3", "1m@0 1 9 1 9 v5 n3 by 3");
    assertThat(builder.latePrices()).isEqualTo(1);
  }

  @Test
  void emptyBucketsMakeNoCandle() {
    CandleBuilder builder = builder(Timeframe.S1);

    assertThat(told(feed(builder, trade(0, "1", "1"), trade(7 * SECOND, "2", "1"))))
        .containsExactly("1s@0 1 1 1 1 v1 n1 by 2");
  }

  @Test
  void quotesMakeCandlesOfTheirOwnPriceWithoutVolume() {
    for (PriceSource source : List.of(PriceSource.BID, PriceSource.ASK, PriceSource.MID)) {
      seq = 0;
      CandleBuilder builder = new CandleBuilder(BTC, List.of(Timeframe.S1), source);
      feed(builder, quote(0, "1.1", "1.2"), trade(1, "50", "50"), quote(2, "1.3", "1.6"));
      String expected =
          switch (source) {
            case BID -> "1s@0 1.1 1.3 1.1 1.3 v0 n2 by 3";
            case ASK -> "1s@0 1.2 1.6 1.2 1.6 v0 n2 by 3";
            case MID -> "1s@0 1.15 1.45 1.15 1.45 v0 n2 by 3";
            case TRADE -> throw new AssertionError();
          };
      assertThat(told(builder.finish())).containsExactly(expected);
    }
  }

  @Test
  void hourEndClosesAllFiveShortestFirst() {
    CandleBuilder builder =
        new CandleBuilder(BTC, EnumSet.allOf(Timeframe.class), PriceSource.TRADE);
    feed(builder, trade(60 * MINUTE - 1, "1", "1"));

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

  private Quote quote(long micros, String bid, String ask) {
    return new Quote(origin(micros), BTC, Price.of(bid), null, Price.of(ask), null);
  }

  private Heartbeat beat(long micros) {
    return new Heartbeat(origin(micros), BTC);
  }

  private Origin origin(long micros) {
    return new Origin(++seq, new EventTime(micros));
  }

  private static List<String> told(List<Candle> candles) {
    return candles.stream()
        .map(
            c ->
                "%s@%d %s %s %s %s v%s n%d by %d"
                    .formatted(
                        c.timeframe().label(),
                        c.openTime().micros(),
                        c.open(),
                        c.high(),
                        c.low(),
                        c.close(),
                        c.volume(),
                        c.trades(),
                        c.origin().seq()))
        .toList();
  }
}
