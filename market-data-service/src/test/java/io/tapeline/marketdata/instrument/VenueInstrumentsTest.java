package io.tapeline.marketdata.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.settings.LineSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Answers in the shape the venues document, read into Tapeline's properties. */
class VenueInstrumentsTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final String KRAKEN_PAIR =
      """
      {"altname":"XBTUSD","wsname":"XBT/USD","aclass_base":"currency","base":"XXBT",
       "aclass_quote":"currency","quote":"ZUSD","lot":"unit","cost_decimals":5,"pair_decimals":1,
       "lot_decimals":8,"lot_multiplier":1,
       "fees":[[0,0.4],[10000,0.35],[50000,0.24]],"fees_maker":[[0,0.25],[50000,0.14]],
       "fee_volume_currency":"ZUSD","margin_call":80,"margin_stop":40,"ordermin":"0.00005",
       "costmin":"0.5","tick_size":"0.1","status":"online","long_position_limit":5000000000}
      """;

  private static final String BINANCE_SYMBOL =
      """
      {"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","baseAssetPrecision":8,
       "quoteAsset":"USDT","quotePrecision":8,"filters":[
        {"filterType":"PRICE_FILTER","minPrice":"0.01000000","maxPrice":"1000000.00000000",
         "tickSize":"0.01000000"},
        {"filterType":"LOT_SIZE","minQty":"0.00002000","maxQty":"9000.00000000",
         "stepSize":"0.00001000"},
        {"filterType":"MARKET_LOT_SIZE","minQty":"0.00000000","maxQty":"80.5","stepSize":"0.0"},
        {"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true}]}
      """;

  private static VenueListing kraken(String pairs) throws VenueException {
    return InstrumentVenue.KRAKEN.parse(JSON.readTree("{\"error\":[],\"result\":{" + pairs + "}}"));
  }

  private static VenueListing binance(String symbols) throws VenueException {
    return InstrumentVenue.BINANCE.parse(
        JSON.readTree("{\"timezone\":\"UTC\",\"symbols\":[" + symbols + "]}"));
  }

  private static Instrument held(VenueInstrument published) {
    return LineSettings.readStrictly(published.properties(), Set.of())
        .instruments()
        .get(new Symbol(published.symbol()));
  }

  @Test
  void krakensPairHasTheNameOfItsMarketData() throws VenueException {
    VenueListing listing = kraken("\"XXBTZUSD\":" + KRAKEN_PAIR);

    VenueInstrument pair = listing.instruments().getFirst();
    assertThat(pair.symbol()).isEqualTo("BTC/USD");
    assertThat(pair.status()).isEqualTo("online");
    assertThat(pair.isTrading()).isTrue();
    for (String name : List.of("BTC/USD", "XBT/USD", "XBTUSD", "XXBTZUSD", "BTCUSD", "btc/usd")) {
      assertThat(listing.find(name)).as(name).contains(pair);
    }
    assertThat(listing.find("ETH/USD")).isEmpty();
  }

  @Test
  void krakensPercentBecomeFractionsAndItsMinimumsOurs() throws VenueException {
    Instrument btc = held(kraken("\"XXBTZUSD\":" + KRAKEN_PAIR).instruments().getFirst());

    assertThat(btc.base()).isEqualTo("BTC");
    assertThat(btc.quote()).isEqualTo("USD");
    assertThat(btc.tickSize()).isEqualByComparingTo("0.1");
    assertThat(btc.lotStep()).isEqualByComparingTo("0.00000001");
    assertThat(btc.minQty()).isEqualTo(Quantity.of("0.00005"));
    assertThat(btc.minNotional()).isEqualTo(Money.of("0.5"));
    assertThat(btc.makerFee()).isEqualByComparingTo("0.0025");
    assertThat(btc.takerFee()).isEqualByComparingTo("0.004");
    assertThat(btc.calendar().name()).isEqualTo("24/7");
  }

  @Test
  void everyTierHasTheMakerFeeOfItsVolume() throws VenueException {
    assertThat(kraken("\"XXBTZUSD\":" + KRAKEN_PAIR).instruments().getFirst().fees())
        .containsExactly(
            new FeeTier(BigDecimal.ZERO, new BigDecimal("0.0025"), new BigDecimal("0.004")),
            new FeeTier(
                new BigDecimal("10000"), new BigDecimal("0.0025"), new BigDecimal("0.0035")),
            new FeeTier(
                new BigDecimal("50000"), new BigDecimal("0.0014"), new BigDecimal("0.0024")));
  }

  @Test
  void whatKrakenLeavesOutIsDerived() throws VenueException {
    VenueInstrument pair =
        kraken(
                """
                "XDGUSD":{"altname":"XDGUSD","wsname":"XDG/USD","base":"XXDG","quote":"ZUSD",
                 "pair_decimals":7,"lot_decimals":8,"ordermin":"20","fees":[[0,0.4]]}
                """)
            .instruments()
            .getFirst();

    assertThat(pair.symbol()).isEqualTo("DOGE/USD");
    assertThat(pair.status()).isEqualTo("online");
    assertThat(pair.properties())
        .containsEntry("tapeline.instruments.DOGE/USD.tick-size", "0.0000001")
        .containsEntry("tapeline.instruments.DOGE/USD.maker-fee", "0.004")
        .doesNotContainKey("tapeline.instruments.DOGE/USD.min-notional");
  }

  @Test
  void aPairWithoutANameOfTheStreamKeepsItsOther() throws VenueException {
    VenueInstrument pair =
        kraken("\"ABCUSD\":" + KRAKEN_PAIR.replace("\"wsname\":\"XBT/USD\",", ""))
            .instruments()
            .getFirst();

    assertThat(pair.symbol()).isEqualTo("XBTUSD");
  }

  @ParameterizedTest(name = "{0} as {1}: {2}")
  @CsvSource({
    "tick_size, 0, no usable tick_size",
    "tick_size, -1, no usable tick_size",
    "ordermin, many, no usable ordermin",
    "ordermin, 0, no usable ordermin",
    "aclass_base, tokenized_asset, not a pair of currencies"
  })
  void aPairThatCannotBeUsedIsLeftOutAndTheOthersStay(String field, String value, String reason)
      throws VenueException {
    String bad =
        KRAKEN_PAIR.replaceAll(
            "\"" + field + "\":\"[^\"]*\"", "\"%s\":\"%s\"".formatted(field, value));

    VenueListing listing = kraken("\"BAD\":" + bad + ",\"XXBTZUSD\":" + KRAKEN_PAIR);

    assertThat(listing.unusable()).containsExactly("BAD: " + reason);
    assertThat(listing.instruments()).hasSize(1);
  }

  @Test
  void feesThatAreNoneAreNotTakenForNothing() throws VenueException {
    assertThat(kraken("\"BAD\":" + KRAKEN_PAIR.replace("[0,0.4]", "[0,\"free\"]")).unusable())
        .containsExactly("BAD: no usable fees");
  }

  @Test
  void binancesFiltersAreStepsAndMinimums() throws VenueException {
    VenueInstrument symbol = binance(BINANCE_SYMBOL).instruments().getFirst();

    assertThat(symbol.properties())
        .isEqualTo(
            Map.of(
                "tapeline.instruments.BTCUSDT.base", "BTC",
                "tapeline.instruments.BTCUSDT.quote", "USDT",
                "tapeline.instruments.BTCUSDT.tick-size", "0.01",
                "tapeline.instruments.BTCUSDT.lot-step", "0.00001",
                "tapeline.instruments.BTCUSDT.min-qty", "0.00002",
                "tapeline.instruments.BTCUSDT.min-notional", "5"));
    assertThat(held(symbol).takerFee()).isEqualByComparingTo("0.0026");
    assertThat(symbol.isTrading()).isTrue();
    assertThat(binance(BINANCE_SYMBOL).find("BTC/USDT")).contains(symbol);
  }

  @Test
  void binancesOlderFilterOfTheNotionalIsReadToo() throws VenueException {
    String older =
        BINANCE_SYMBOL
            .replace("\"NOTIONAL\"", "\"MIN_NOTIONAL\"")
            .replace("5.00000000", "10.0")
            .replace("TRADING", "BREAK");
    VenueInstrument symbol = binance(older).instruments().getFirst();

    assertThat(symbol.minNotional()).isEqualByComparingTo("10");
    assertThat(symbol.isTrading()).isFalse();
  }

  @Test
  void aBinanceSymbolWithoutItsFiltersIsLeftOut() throws VenueException {
    VenueListing listing =
        binance(
            BINANCE_SYMBOL.replace(
                    "LOT_SIZE\",\"minQty\":\"0.00002", "OTHER\",\"minQty\":\"0.00002")
                + ",{\"status\":\"TRADING\"},"
                + BINANCE_SYMBOL.replace("0.01000000\"}", "0.00000000\"}"));

    assertThat(listing.instruments()).isEmpty();
    assertThat(listing.unusable())
        .containsExactly(
            "BTCUSDT: no usable stepSize", "an entry: no symbol", "BTCUSDT: no usable tickSize");
  }

  @Test
  void anAnswerThatIsNoListSaysSo() {
    assertThatThrownBy(() -> InstrumentVenue.KRAKEN.parse(JSON.readTree("{\"result\":[]}")))
        .isInstanceOf(VenueException.class)
        .hasMessage("kraken's answer holds no list of pairs; is the address right?");
    assertThatThrownBy(
            () ->
                InstrumentVenue.KRAKEN.parse(
                    JSON.readTree("{\"error\":[\"EService:Unavailable\"]}")))
        .hasMessage("kraken answers: EService:Unavailable; try again later");
    assertThatThrownBy(() -> InstrumentVenue.BINANCE.parse(JSON.readTree("{\"code\":-1121}")))
        .hasMessage("binance's answer holds no list of symbols; is the address right?");
  }
}
