package io.tapeline.marketdata.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.VenueException.Fault;
import io.tapeline.testsupport.LoopbackVenue;
import io.tapeline.testsupport.LoopbackVenue.Trouble;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RestTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String TRADES =
      """
      {"error":[],"result":{"XXBTZUSD":[
        ["30243.40000","0.34507674",1688669597.8277369,"b","m","",61044952],
        ["30243.30000","0.00376960",1688669598.280411999,"s","l","",61044953]],
       "last":"1688669598280411999"}}""";

  private static final String OHLC =
      """
      {"error":[],"result":{"XXBTZUSD":[
        [1688671200,"30306.1","30306.2","30305.7","30305.70","30306.1","3.39243896",23],
        [1688671260,"30304.5","30304.5","30300.0","30300.0","30300.0","4.42996871",18],
        [1688671320,"30300.3","30300.4","30291.4","30291.4","30294.7","2.13024789",25]],
       "last":1688671260}}""";

  private static LoopbackVenue answering(String json) throws IOException {
    return new LoopbackVenue(_ -> json);
  }

  private static KrakenRest kraken(LoopbackVenue venue) {
    return new KrakenRest(venue.uri(), HTTP);
  }

  private static BinanceRest binance(LoopbackVenue venue) {
    return new BinanceRest(venue.uri(), HTTP);
  }

  @Test
  void krakenTradesKeepEveryDigitAndCutTimesToMicroseconds() throws Exception {
    try (LoopbackVenue venue = answering(TRADES)) {
      TradesPage page = kraken(venue).trades("BTC/USD", 1688669597000000000L);

      assertThat(page.trades())
          .containsExactly(
              new VenueTrade(
                  61044952,
                  new EventTime(1688669597827736L),
                  Price.of("30243.40000"),
                  Quantity.of("0.34507674"),
                  Aggressor.BUY),
              new VenueTrade(
                  61044953,
                  new EventTime(1688669598280411L),
                  Price.of("30243.30000"),
                  Quantity.of("0.00376960"),
                  Aggressor.SELL));
      assertThat(page.trades().getFirst().price()).hasToString("30243.40000");
      assertThat(page.trades().getLast().size()).hasToString("0.00376960");
      assertThat(page.last()).isEqualTo(1688669598280411999L);
      LoopbackVenue.Request asked = venue.requests().getFirst();
      assertThat(asked.path()).isEqualTo("/0/public/Trades");
      assertThat(asked.query())
          .containsEntry("pair", "XBTUSD")
          .containsEntry("since", "1688669597000000000")
          .containsEntry("count", "1000");
    }
  }

  @Test
  void krakenTellsClosedCandlesFromTheRunningOne() throws Exception {
    try (LoopbackVenue venue = answering(OHLC)) {
      CandlesPage page = kraken(venue).candles("XXBTZUSD", Timeframe.M1);

      assertThat(page.candles())
          .extracting(candle -> candle.openTime().micros())
          .containsExactly(1688671200000000L, 1688671260000000L);
      assertThat(Optional.ofNullable(page.running()).map(VenueCandle::openTime))
          .contains(new EventTime(1688671320000000L));
      assertThat(page.candles().getFirst())
          .isEqualTo(
              new VenueCandle(
                  new EventTime(1688671200000000L),
                  new BigDecimal("30306.1"),
                  new BigDecimal("30306.2"),
                  new BigDecimal("30305.7"),
                  new BigDecimal("30305.70"),
                  new BigDecimal("3.39243896")));
    }
  }

  @Test
  void aRowThatIsNoTradeIsKeptAsItCame() throws Exception {
    String json =
        """
        {"error":[],"result":{"P":[["1","0.0",1688669597.1,"b","m","",1],
          ["1","2",1688669597.1,"x","m","",2],["1e999999","2",1688669597.1,"b","m","",3],
          ["1","2"],["1","2",1688669597.1,"b","m","",5]],"last":"1688669597100000000"}}""";
    try (LoopbackVenue venue = answering(json)) {
      TradesPage page = kraken(venue).trades("P", 0);

      assertThat(page.trades()).extracting(VenueTrade::tradeId).containsExactly(5L);
      assertThat(page.refused())
          .extracting(RefusedRow::reason)
          .containsExactly("SIZE_NOT_POSITIVE", "UNKNOWN_SIDE", "NOT_A_NUMBER", "FIELD_COUNT");
      assertThat(page.refused().getLast().original()).isEqualTo("[\"1\",\"2\"]");
    }
  }

  @Test
  void namesOfTheWebSocketBecomeThoseOfRest() {
    assertThat(List.of("BTC/USD", "XBT/USD", "DOGE/EUR", "ETH/BTC", "AAPLx/USD", "XXBTZUSD"))
        .extracting(KrakenRest::restName)
        .containsExactly("XBTUSD", "XBTUSD", "XDGEUR", "ETHXBT", "AAPLxUSD", "XXBTZUSD");
  }

  @Test
  void binanceTradesAreTheTakersSide() throws Exception {
    String json =
        """
        [{"a":26129,"p":"0.01633102","q":"4.70443515","f":27781,"l":27781,"T":1498793709153,"m":true,"M":true},
         {"a":26130,"p":"0.016","q":"4.7000","f":27782,"l":27785,"T":1498793709153,"m":false,"M":true}]""";
    try (LoopbackVenue venue = answering(json)) {
      TradesPage page = binance(venue).aggTradesFrom("BNBBTC", 26129, 2);

      assertThat(page.trades())
          .containsExactly(
              new VenueTrade(
                  26129,
                  new EventTime(1498793709153000L),
                  Price.of("0.01633102"),
                  Quantity.of("4.70443515"),
                  Aggressor.SELL),
              new VenueTrade(
                  26130,
                  new EventTime(1498793709153000L),
                  Price.of("0.016"),
                  Quantity.of("4.7"),
                  Aggressor.BUY));
      assertThat(page.last()).isEqualTo(26130);
      binance(venue).aggTradesSince("BNBBTC", new EventTime(1498793709153999L), null, 1000);
      assertThat(venue.requests().get(1).query())
          .containsOnly(
              Map.entry("symbol", "BNBBTC"),
              Map.entry("limit", "1000"),
              Map.entry("startTime", "1498793709153"));
    }
  }

  @Test
  void binanceCandlesAndDepthAreExact() throws Exception {
    String klines =
        "[[1499040000000,\"0.01634790\",\"0.80000000\",\"0.01575800\",\"0.01577100\",\"148976.11427815\","
            + "1499040059999,\"2434.19\",308,\"1756.87\",\"28.46\",\"0\"]]";
    try (LoopbackVenue venue =
        new LoopbackVenue(
            request ->
                request.path().endsWith("depth")
                    ? "{\"lastUpdateId\":1027024,\"bids\":[[\"4.00000000\",\"431.00000000\"]],"
                        + "\"asks\":[[\"4.00000200\",\"12.00000000\"]]}"
                    : klines)) {
      EventTime start = new EventTime(1499040000000000L);
      CandlesPage page = binance(venue).candles("BNBBTC", Timeframe.M1, start, start, 10);
      assertThat(page.candles())
          .containsExactly(
              new VenueCandle(
                  start,
                  new BigDecimal("0.01634790"),
                  new BigDecimal("0.80000000"),
                  new BigDecimal("0.01575800"),
                  new BigDecimal("0.01577100"),
                  new BigDecimal("148976.11427815")));

      DepthSnapshot depth = binance(venue).depth("BNBBTC", 5);
      assertThat(depth.lastUpdateId()).isEqualTo(1027024);
      assertThat(depth.bids())
          .containsExactly(new BookUpdate.Level(Side.BUY, Price.of("4.0"), Quantity.of("431")));
      assertThat(depth.asks().getFirst().price()).hasToString("4.00000200");
    }
  }

  /** One way to fail, and what is made of it. */
  private record Row(Trouble trouble, Fault fault, String told) {}

  private static Trouble kraken(String error) {
    return LoopbackVenue.status(200, "{\"error\":[\"" + error + "\"]}");
  }

  @Test
  void failuresAreToldApart() throws Exception {
    List<Row> kraken =
        List.of(
            new Row(kraken("EQuery:Unknown asset pair"), Fault.UNKNOWN_SYMBOL, "'NO/PE'"),
            new Row(kraken("EAPI:Rate limit exceeded"), Fault.THROTTLED, "EAPI:Rate limit"),
            new Row(kraken("EGeneral:Too many requests"), Fault.THROTTLED, "Too many"),
            new Row(kraken("EService:Unavailable"), Fault.UNAVAILABLE, "EService:Unavailable"),
            new Row(kraken("EService:Busy"), Fault.UNAVAILABLE, "EService:Busy"),
            new Row(kraken("EGeneral:Invalid arguments"), Fault.REFUSED, "Invalid arguments"),
            new Row(kraken("EGeneral:Temporary lockout"), Fault.REFUSED, "lockout"),
            new Row(LoopbackVenue.html(200), Fault.UNREADABLE, "not the JSON"),
            new Row(LoopbackVenue.html(502), Fault.UNAVAILABLE, "HTTP 502"),
            new Row(LoopbackVenue.status(429, ""), Fault.THROTTLED, "HTTP 429"),
            new Row(LoopbackVenue.status(404, ""), Fault.REFUSED, "HTTP 404"),
            new Row(LoopbackVenue.status(302, ""), Fault.REFUSED, "redirect"),
            new Row(
                LoopbackVenue.status(200, "{\"error\":[],\"result\":{"), Fault.UNREADABLE, "JSON"),
            new Row(
                LoopbackVenue.status(200, "{\"error\":[],\"result\":{\"last\":\"1\"}}"),
                Fault.UNREADABLE,
                "no rows"),
            new Row(LoopbackVenue.cut(), Fault.UNREACHABLE, "broke"));
    try (LoopbackVenue venue = answering(TRADES)) {
      for (Row row : kraken) {
        venue.trouble(row.trouble);
        expect(row, venue, () -> kraken(venue).trades("NO/PE", 0));
      }
    }
    List<Row> binance =
        List.of(
            new Row(
                LoopbackVenue.status(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"),
                Fault.UNKNOWN_SYMBOL,
                "Invalid symbol. (-1121)"),
            new Row(
                LoopbackVenue.status(429, "{\"code\":-1003,\"msg\":\"Too many requests.\"}"),
                Fault.THROTTLED,
                "-1003"),
            new Row(LoopbackVenue.status(418, ""), Fault.THROTTLED, "HTTP 418"),
            new Row(
                LoopbackVenue.status(503, "{\"code\":-1008,\"msg\":\"Busy\"}"),
                Fault.UNAVAILABLE,
                "-1008"),
            new Row(
                LoopbackVenue.status(400, "{\"code\":-1120,\"msg\":\"Invalid interval.\"}"),
                Fault.REFUSED,
                "Invalid interval"),
            new Row(LoopbackVenue.status(451, ""), Fault.REFUSED, "location"),
            new Row(LoopbackVenue.html(200), Fault.UNREADABLE, "JSON"),
            new Row(LoopbackVenue.status(200, "{}"), Fault.UNREADABLE, "no rows"));
    try (LoopbackVenue venue = answering("[]")) {
      for (Row row : binance) {
        venue.trouble(row.trouble);
        expect(row, venue, () -> binance(venue).aggTradesFrom("NOPE", 0, 10));
      }
    }
  }

  private static void expect(Row row, LoopbackVenue venue, ThrowingCallable call) {
    VenueException failure = catchThrowableOfType(VenueException.class, call);
    assertThat(failure).as(row.told).isNotNull();
    assertThat(failure.fault()).as(row.told).isEqualTo(row.fault);
    assertThat(failure.getMessage())
        .contains(row.told)
        .contains("NO")
        .doesNotContain(venue.uri().getAuthority());
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUpAtTheTimeOut() throws Exception {
    try (LoopbackVenue venue = answering(TRADES)) {
      venue.trouble(LoopbackVenue.trickle());
      KrakenRest impatient = new KrakenRest(venue.uri(), HTTP, Duration.ofMillis(300));
      VenueException failure =
          catchThrowableOfType(VenueException.class, () -> impatient.trades("BTC/USD", 0));
      assertThat(failure)
          .hasMessage("kraken: /0/public/Trades for 'BTC/USD': no answer within 300 ms")
          .extracting(VenueException::fault)
          .isEqualTo(Fault.UNREACHABLE);
    }
  }

  @Test
  void aVenueThatIsNotThereIsUnreachable() throws Exception {
    URI gone;
    try (LoopbackVenue venue = answering(TRADES)) {
      gone = venue.uri();
    }
    VenueException failure =
        catchThrowableOfType(
            VenueException.class, () -> new KrakenRest(gone, HTTP).trades("BTC/USD", 0));
    assertThat(failure)
        .hasMessage("kraken: /0/public/Trades for 'BTC/USD': no connection")
        .extracting(VenueException::fault)
        .isEqualTo(Fault.UNREACHABLE);
  }

  @Test
  void theTimeToStayAwayIsRead() throws Exception {
    try (LoopbackVenue venue = answering(TRADES)) {
      venue.trouble(LoopbackVenue.comeBackAfter(429, "7"));
      assertThat(wait(venue)).isEqualTo(Duration.ofSeconds(7));
      venue.trouble(
          LoopbackVenue.comeBackAfter(
              503,
              DateTimeFormatter.RFC_1123_DATE_TIME.format(
                  Instant.now().plusSeconds(100).atOffset(ZoneOffset.UTC))));
      assertThat(wait(venue)).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(101));
      venue.trouble(kraken("EService:Throttled:" + Instant.now().plusSeconds(50).getEpochSecond()));
      assertThat(wait(venue)).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(51));
      venue.trouble(LoopbackVenue.comeBackAfter(429, "soon"));
      assertThat(wait(venue)).isEqualTo(Duration.ZERO);
    }
  }

  private static Duration wait(LoopbackVenue venue) {
    return catchThrowableOfType(VenueException.class, () -> kraken(venue).trades("P", 0))
        .retryAfter()
        .orElse(Duration.ZERO);
  }
}
