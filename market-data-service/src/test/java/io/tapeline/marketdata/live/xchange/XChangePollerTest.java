package io.tapeline.marketdata.live.xchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.Backoff;
import io.tapeline.marketdata.live.FeedConnection;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.live.ProtocolTalk;
import io.tapeline.marketdata.live.Said;
import io.tapeline.protocol.shell.LiveFeed;
import io.tapeline.testsupport.LoopbackVenue;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.Ticker;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.dto.marketdata.Trades;
import org.knowm.xchange.exceptions.CurrencyPairNotValidException;
import org.knowm.xchange.instrument.Instrument;
import org.knowm.xchange.service.marketdata.MarketDataService;

@Timeout(60)
class XChangePollerTest {

  private static final Symbol BTC = new Symbol("BTC/USD");
  private static final long NOON = 1_700_000_000_000L;
  private static final Backoff SOON =
      new Backoff(Duration.ofMillis(10), Duration.ofMillis(50), 0.2);

  private final ProtocolTalk talk = new ProtocolTalk("kraken", BTC);

  /** Rounds of the venue in order; the last one again and again. */
  private final BlockingQueue<Callable<List<Trade>>> rounds = new LinkedBlockingQueue<>();

  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();

  /** A venue whose answers the test writes. */
  private final class Venue implements MarketDataService {

    @Override
    public Ticker getTicker(Instrument instrument, Object... more) {
      return new Ticker.Builder()
          .instrument(instrument)
          .bid(new BigDecimal("99.5"))
          .ask(new BigDecimal("100.5"))
          .timestamp(date(0))
          .build();
    }

    @Override
    public Trades getTrades(Instrument instrument, Object... more) throws IOException {
      Callable<List<Trade>> next = rounds.size() > 1 ? rounds.remove() : rounds.peek();
      try {
        return new Trades(next == null ? List.of() : next.call(), Trades.TradeSortType.SortByID);
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private FeedConnection poller(LiveFeed.Resume resume, Callable<MarketDataService> venue) {
    XChangePoller poller =
        new XChangePoller(
            new XChangePoller.Wanted("kraken", List.of(BTC), Duration.ofMillis(5), 100),
            venue,
            resume,
            SOON,
            (each, seen) -> said.add(each),
            talk.status);
    poller.start();
    return poller;
  }

  /** Takes what is said, without quotes and heartbeats, until it is so many. */
  private List<String> hear(int count) throws InterruptedException {
    while (heard().size() < count) {
      Said next = said.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("said so far: %s", heard()).isNotNull();
      if (next != null) {
        talk.said.add(next);
      }
    }
    return heard();
  }

  private List<String> heard() {
    return talk.inShort().stream()
        .filter(each -> !each.startsWith("quote") && !each.equals("beat"))
        .toList();
  }

  private static Date date(int second) {
    return Date.from(Instant.ofEpochMilli(NOON).plusSeconds(second));
  }

  private static Trade trade(@Nullable String id, int second, String price) {
    return new Trade.Builder()
        .type(OrderType.BID)
        .originalAmount(new BigDecimal("1.50"))
        .instrument(CurrencyPair.BTC_USD)
        .price(new BigDecimal(price))
        .timestamp(date(second))
        .id(id)
        .build();
  }

  private void round(Trade... trades) {
    rounds.add(() -> List.of(trades));
  }

  @Test
  void tradesAreToldOnceFromTheSecondAnswerOn() throws Exception {
    round(trade("1", 1, "100"), trade("2", 2, "101"));
    round(trade("1", 1, "100"), trade("2", 2, "101"), trade("3", 2, "101"));
    round(trade("3", 2, "101"), trade("4", 4, "103"));
    round(trade("4", 4, "103"), trade("5", 5, "104"));
    try (FeedConnection _ = poller(LiveFeed.Resume.FRESH, Venue::new)) {
      assertThat(hear(3)).containsExactly("trade 101", "trade 103", "trade 104");
    }
    assertThat(talk.inShort()).contains("quote 99.5 100.5");
  }

  @Test
  void answersThatDoNotMeetAreAGap() throws Exception {
    round(trade("1", 1, "100"));
    round(trade("1", 1, "100"), trade("2", 2, "101"));
    round(trade("8", 8, "108"));
    try (FeedConnection _ = poller(LiveFeed.Resume.FRESH, Venue::new)) {
      assertThat(hear(3)).containsExactly("trade 101", "gap TRADES_MISSING", "trade 108");
    }
  }

  @Test
  void afterATimeWithoutAnAnswerTradesComeAsMissed() throws Exception {
    round(trade("1", 1, "100"));
    round(trade("1", 1, "100"), trade("2", 2, "101"));
    for (int attempt = 0; attempt < 3; attempt++) {
      rounds.add(
          () -> {
            throw new IOException("no route");
          });
    }
    round(trade("2", 2, "101"), trade("3", 3, "102"));
    round(trade("3", 3, "102"), trade("4", 4, "103"));
    try (FeedConnection _ = poller(LiveFeed.Resume.FRESH, Venue::new)) {
      List<String> heard = hear(4);
      assertThat(heard).containsExactly("trade 101", "gap DISCONNECTED", "missed 102", "trade 103");
    }
    assertThat(talk.count("tapeline.feed.disconnects")).isEqualTo(1);
    assertThat(talk.status.state()).isEqualTo(FeedStatus.State.CONNECTED);
  }

  @Test
  void afterARestartTradesSinceThePublishedOnesComeAsMissed() throws Exception {
    round(trade("1", 1, "100"), trade("2", 2, "101"), trade("3", 3, "102"));
    LiveFeed.Resume resume =
        new LiveFeed.Resume(
            Map.of(BTC, new LiveFeed.Resume.Last(new EventTime((NOON + 1_000) * 1_000), null)));
    try (FeedConnection _ = poller(resume, Venue::new)) {
      assertThat(hear(3)).containsExactly("gap DISCONNECTED", "missed 101", "missed 102");
    }
  }

  @Test
  void tradeThatCannotBeUsedIsKept() throws Exception {
    round(trade("1", 1, "100"));
    round(trade("1", 1, "100"), trade("2", 2, "0"), trade("3", 3, "102"));
    try (FeedConnection _ = poller(LiveFeed.Resume.FRESH, Venue::new)) {
      assertThat(hear(2)).containsExactly("PRICE_NOT_POSITIVE", "trade 102");
    }
  }

  @Test
  void pairThatTheVenueDoesNotHaveEndsTheFeed() throws Exception {
    rounds.add(
        () -> {
          throw new CurrencyPairNotValidException("BTC/USD is not traded");
        });
    try (FeedConnection poller = poller(LiveFeed.Resume.FRESH, Venue::new)) {
      await(() -> poller.failure() != null);
      assertThat(poller.failure())
          .hasMessage("kraken does not know an instrument: BTC/USD is not traded");
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void symbolMustBeAPair() {
    assertThatThrownBy(
            () ->
                new XChangePoller.Wanted(
                    "kraken", List.of(new Symbol("BTCUSD")), Duration.ofSeconds(1), 1))
        .hasMessage("xchange has no pair 'BTCUSD': name it as in BTC/USD");
  }

  @Test
  void everyDeliveredVenueIsThere() {
    assertThat(Exchanges.names()).hasSize(6).allMatch(Exchanges::isKnown);
    assertThat(Exchanges.isKnown("org.knowm.xchange.kraken.KrakenExchange")).isTrue();
    assertThat(Exchanges.isKnown("nyse")).isFalse();
    assertThat(Exchanges.isKnown("java.lang.String")).isFalse();
  }

  @Test
  void bitstampIsReadThroughItsOwnModule() throws Exception {
    int[] calls = {0};
    try (LoopbackVenue venue =
            new LoopbackVenue(
                request -> {
                  if (request.path().contains("transactions")) {
                    calls[0]++;
                    String first =
                        """
                        {"date":"1700000000","tid":"11","price":"35000.1","amount":"0.5","type":"1"}""";
                    String second =
                        """
                        {"date":"1700000001","tid":"12","price":"35000.2","amount":"0.25","type":"0"}""";
                    return calls[0] == 1 ? "[" + first + "]" : "[" + second + "," + first + "]";
                  }
                  if (!request.path().contains("ticker")) {
                    return "[]"; // its instruments
                  }
                  return """
                      {"last":"35000.1","high":"1","low":"1","vwap":"1","volume":"1",\
                      "bid":"35000.0","ask":"35000.3","timestamp":"1700000001","open":"1"}""";
                });
        FeedConnection _ =
            poller(LiveFeed.Resume.FRESH, () -> Exchanges.open("bitstamp", venue.uri()))) {
      assertThat(hear(1)).containsExactly("trade 35000.2");
      assertThat(talk.inShort()).contains("quote 35000.0 35000.3");
    }
  }
}
