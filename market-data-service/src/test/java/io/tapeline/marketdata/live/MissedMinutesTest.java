package io.tapeline.marketdata.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.TradesPage;
import io.tapeline.marketdata.rest.VenueCandle;
import io.tapeline.protocol.shell.LiveFeed;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MissedMinutesTest {

  private static final Symbol BTC = new Symbol("BTC/USD");
  private static final long MINUTE = 60_000_000;

  private final ProtocolTalk talk = new ProtocolTalk("kraken", BTC);
  private final AtomicInteger asked = new AtomicInteger();
  private List<VenueCandle> minutes = List.of();
  private final Backfill backfill =
      new Backfill(
          "kraken",
          (symbol, since) -> new TradesPage(List.of(), since, List.of()),
          symbol -> {
            asked.incrementAndGet();
            return minutes;
          });

  @AfterEach
  void close() {
    backfill.close();
  }

  @Test
  void afterAnInterruptionTheVenuesMinutesAreOffered() throws InterruptedException {
    minutes = List.of(candle(1, "10", "3"), candle(2, "10", "0"), candle(3, "0", "1"));
    NumberedTrades trades = trades(new LiveFeed.Resume.Trade(7, new EventTime(0)));
    trades.take(trade(8), false, 100 * MINUTE);
    trades.take(trade(9), false, 100 * MINUTE);
    talk.workUntil("the minutes come", () -> talk.said.size() == 5);

    assertThat(talk.inShort())
        .containsExactly(
            "gap DISCONNECTED", "trade 8", "trade 9", "minute 60000000", "PRICE_NOT_POSITIVE");
    assertThat(talk.said.get(3))
        .isEqualTo(
            new Said.MissedMinute(
                BTC,
                new EventTime(MINUTE),
                Price.of("10"),
                Price.of("10"),
                Price.of("10"),
                Price.of("10"),
                Quantity.of("3")));
    assertThat(asked).hasValue(1);

    trades.lost();
    trades.connected(talk);
    trades.take(trade(10), false, 200 * MINUTE);
    talk.workUntil("they come again", () -> talk.said.size() == 9);
    assertThat(asked).hasValue(2);
  }

  @Test
  void aFeedWithoutAPastAsksForNone() throws InterruptedException {
    trades(null).take(trade(8), false, 100 * MINUTE);

    assertThat(talk.inShort()).containsExactly("trade 8");
    assertThat(asked).hasValue(0);
  }

  private NumberedTrades trades(LiveFeed.Resume.@Nullable Trade newest) {
    NumberedTrades trades =
        new NumberedTrades(
            BTC, newest, new NumberedTrades.Hands("kraken", talk.desk(), talk.status, backfill));
    trades.connected(talk);
    return trades;
  }

  private static Said.Trade trade(long id) {
    return new Said.Trade(
        BTC,
        new EventTime(100 * MINUTE + id),
        Price.of("10"),
        Quantity.of("1"),
        Aggressor.BUY,
        id,
        false);
  }

  private static VenueCandle candle(long minute, String price, String volume) {
    BigDecimal figure = new BigDecimal(price);
    return new VenueCandle(
        new EventTime(minute * MINUTE), figure, figure, figure, figure, new BigDecimal(volume));
  }
}
