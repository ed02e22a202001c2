package io.tapeline.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.AssetClass;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.testing.Settings;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstrumentSettingsTest {

  private static Instrument instrument(String symbol, String... keysAndValues) {
    return Settings.of(keysAndValues).instruments().get(new Symbol(symbol));
  }

  private static String property(String symbol, String field) {
    return "tapeline.instruments." + symbol + "." + field;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "AAPL, us-equities",
    "XAUUSD, metals",
    "XAUUSDc, metals",
    "EURUSD, fx",
    "BTCUSDT, 24/7",
    "SHIBUSDT, 24/7",
    "NEWCOIN, 24/7"
  })
  void calendarIsThatOfTheAssetClassUnlessSet(String symbol, String calendar) {
    assertThat(instrument(symbol).calendar().name()).isEqualTo(calendar);
    assertThat(instrument(symbol, property(symbol, "calendar"), "Metals").calendar().name())
        .isEqualTo("metals");
  }

  @Test
  void anotherAssetClassBringsItsOwnCalendarAndFees() {
    Instrument token =
        instrument(
            "EURUSD", property("EURUSD", "asset-class"), "equity", "tapeline.fees.taker", "0");

    assertThat(token.calendar().name()).isEqualTo("us-equities");
    assertThat(instrument("AAPL", property("AAPL", "asset-class"), "crypto_micro").takerFee())
        .isEqualByComparingTo("0.0026");
  }

  @Test
  void calendarsTakeFurtherDays() {
    LineSettings settings =
        Settings.of(
            "tapeline.calendars.us-equities.closed", "2031-05-06, 2031-05-08",
            "tapeline.calendars.us-equities.half-days", "2031-05-07",
            "tapeline.calendars.metals.closed", "2025-12-25");
    // 2031-05-05 20:00 UTC, the close of the Monday.
    EventTime monday = new EventTime(1_935_777_600_000_000L);

    var equities = settings.instruments().get(new Symbol("AAPL")).calendar();

    EventTime wednesday = equities.nextOpen(monday);
    assertThat(wednesday).hasToString("2031-05-07T13:30:00Z");
    assertThat(equities.untilClose(wednesday)).isEqualTo(Duration.parse("PT3H30M"));
    assertThat(equities.nextOpen(wednesday.plus(Duration.ofHours(4))))
        .hasToString("2031-05-09T13:30:00Z");
  }

  @Test
  void anAliasTakesEveryValueOfTheOtherAndKeepsItsOwnName() {
    Instrument cent =
        instrument(
            "BTCUSDc",
            property("BTCUSD", "tick-size"),
            "0.5",
            property("BTCUSD", "contract-size"),
            "0.01",
            property("BTCUSDc", "min-qty"),
            "0.3");

    assertThat(cent.symbol()).hasToString("BTCUSDc");
    assertThat(cent.base()).isEqualTo("BTC");
    assertThat(cent.tickSize()).isEqualByComparingTo("0.5");
    assertThat(cent.lotStep()).isEqualByComparingTo("0.00001");
    assertThat(cent.minQty()).isEqualTo(Quantity.of("0.3"));
    assertThat(cent.notional(Price.of("60000"), Quantity.of("2")).value())
        .isEqualByComparingTo("1200");
  }

  @Test
  void aliasesMayFollowEachOther() {
    Instrument instrument =
        instrument(
            "gold.m",
            property("gold.m", "alias-of"),
            "GOLD",
            property("GOLD", "alias-of"),
            "XAUUSDc",
            property("GOLD", "taker-fee"),
            "0.0001");

    assertThat(instrument.assetClass()).isEqualTo(AssetClass.METAL);
    assertThat(instrument.tickSize()).isEqualByComparingTo("0.001");
    assertThat(instrument.takerFee()).isEqualByComparingTo("0.0001");
  }

  @Test
  void aNameWithASlashIsAKeyAndMayBeWrittenWithAnUnderscore() {
    assertThat(instrument("BTC/USD", property("BTC/USD", "tick-size"), "0.1").tickSize())
        .isEqualByComparingTo("0.1");
    assertThat(instrument("BTC/USD", property("BTC_USD", "tick-size"), "0.1").tickSize())
        .isEqualByComparingTo("0.1");
    assertThat(
            instrument(
                    "BTC/USD",
                    property("BTC/USD", "tick-size"),
                    "0.2",
                    property("BTC_USD", "tick-size"),
                    "0.1")
                .tickSize())
        .isEqualByComparingTo("0.2");
  }

  @Test
  void everyMistakeOfAllInstrumentsIsOneLine() {
    Map<String, String> given =
        Map.of(
            property("A", "alias-of"),
            "B",
            property("B", "alias-of"),
            "C",
            property("C", "alias-of"),
            "B",
            property("D", "alias-of"),
            "NOBODY",
            property("AAPL", "calendar"),
            "nyse",
            property("BTCUSD", "tick-size"),
            "0",
            "tapeline.calendars.metals.closed",
            "2025-02-30",
            "tapeline.risk.loss",
            "1");

    assertThatThrownBy(() -> LineSettings.readStrictly(given, Set.of()))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.lines())
                    .containsExactlyInAnyOrder(
                        "tapeline.instruments.B.alias-of is 'C': it must be an instrument that"
                            + " does not lead back to B",
                        "tapeline.instruments.D.alias-of is 'NOBODY': it must be an instrument"
                            + " that is known or has properties of its own",
                        "tapeline.instruments.AAPL.calendar is 'nyse': it must be one of"
                            + " [24/7, fx, metals, us-equities]",
                        "tapeline.instruments.BTCUSD.tick-size is '0': it must be a number from"
                            + " 0.000000000001 to 1000000000",
                        "tapeline.calendars.metals.closed is '2025-02-30': it must be dates such"
                            + " as 2025-01-09, separated by commas",
                        "tapeline.risk.loss is '1': it must be left out: there is no such"
                            + " property"));
  }

  @Test
  void anInstrumentThatIsItsOwnAliasIsRefused() {
    assertThatThrownBy(() -> Settings.of(property("FOO", "alias-of"), "FOO"))
        .hasMessageContaining("does not lead back to FOO");
    assertThatThrownBy(() -> Settings.of(property("BTCUSD", "alias-of"), "BTCUSDc"))
        .hasMessageContaining("does not lead back to BTCUSD");
  }

  @Test
  void everyValueSaysWhichPropertyGaveIt() {
    Map<String, String> given =
        Map.of(
            property("BTCUSD", "tick-size"),
            "0.10",
            property("BTCUSDc", "lot-step"),
            "0.02",
            "tapeline.fees.maker",
            "0.001");

    List<InstrumentValue> values =
        LineSettings.instruments(given, List.of(new Symbol("NEWCOIN"))).stream()
            .filter(known -> known.instrument().symbol().value().equals("BTCUSDc"))
            .findFirst()
            .orElseThrow()
            .values();

    assertThat(values)
        .contains(
            new InstrumentValue("alias-of", "BTCUSD", ""),
            new InstrumentValue("tick-size", "0.10", property("BTCUSD", "tick-size")),
            new InstrumentValue("lot-step", "0.02", property("BTCUSDc", "lot-step")),
            new InstrumentValue("maker-fee", "0.001", "tapeline.fees.maker"),
            new InstrumentValue("taker-fee", "0.0026", ""),
            new InstrumentValue("calendar", "24/7", ""))
        .hasSize(13);
  }

  @Test
  void instrumentsAskedForAreReadWithTheOthers() {
    assertThat(LineSettings.instruments(Map.of(), List.of(new Symbol("NEW"), new Symbol("AAPL"))))
        .extracting(known -> known.instrument().symbol().value())
        .contains("BTCUSDT", "XAUUSDc", "NEW")
        .containsOnlyOnce("AAPL");
  }

  @Test
  void effectiveSettingsGiveTheSameInstrumentsAgain() {
    Map<String, String> given =
        Map.of(
            property("BTCUSDc", "asset-class"), "metal",
            property("BTCUSD", "tick-size"), "0.5",
            property("BTC/USD", "tick-size"), "0.1",
            property("MINE", "alias-of"), "BTC/USD");

    Map<String, String> effective = LineSettings.effective(given::get, given.keySet());

    assertThat(LineSettings.effective(effective::get, effective.keySet())).isEqualTo(effective);
    LineSettings before = LineSettings.read(given::get);
    LineSettings after = LineSettings.read(effective::get);
    for (String symbol : List.of("BTCUSDc", "BTCUSD", "BTC/USD", "MINE", "AAPL", "OTHER")) {
      assertThat(after.instruments().get(new Symbol(symbol)))
          .isEqualTo(before.instruments().get(new Symbol(symbol)));
    }
  }
}
