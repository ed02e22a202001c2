package io.tapeline.core.plan.scalp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.indicator.MarketSession;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.plan.scalp.ScalpRules.RuleSet;
import io.tapeline.core.settings.SettingsException;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.testing.Settings;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CATALOGUE S3-RULES. */
class ScalpSettingsTest {

  private static Instrument instrument(String symbol) {
    return Settings.of().instruments().get(new Symbol(symbol));
  }

  private static @Nullable ScalpRules rules(String symbol, Map<String, String> given) {
    SettingsReader reader = new SettingsReader(given::get);
    ScalpSettings settings = ScalpSettings.read(reader);
    reader.check();
    return settings.rulesFor(instrument(symbol));
  }

  @ParameterizedTest
  @CsvSource({
    "XAUUSD, 2000, 0.50-1.20, 1.00-2.50, 0.5, 0.8, 0.25",
    "BTCUSD, 60000, 5.0-10.0, 10.0-25.0, 10.0, 15.0, 15.0",
    "GENERIC, 2000, 0.6-1.6, 1.2-3.2, 0.6, 0.9, 0.3",
    "GENERIC, 60000, 18-48, 36-96, 18, 27, 9"
  })
  void numbersAreTheCatalogues(
      RuleSet set,
      BigDecimal price,
      String stop,
      String target,
      BigDecimal atr1,
      BigDecimal range,
      BigDecimal spread) {
    ScalpLimits limits =
        Objects.requireNonNull(ScalpSettings.read(new SettingsReader(_ -> null)).rules().get(set))
            .at(price);
    assertRange(limits.stop(), stop);
    assertRange(limits.target(), target);
    assertThat(limits.atr1Least()).isEqualByComparingTo(atr1);
    assertThat(limits.rangeLeast()).isEqualByComparingTo(range);
    assertThat(limits.maxSpread()).isEqualByComparingTo(spread);
  }

  private static void assertRange(ScalpLimits.Range range, String expected) {
    String[] bounds = expected.split("-", -1);
    assertThat(range.least()).isEqualByComparingTo(bounds[0]);
    assertThat(range.most()).isEqualByComparingTo(bounds[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "XAUUSD, XAUUSD",
    "XAUUSDc, XAUUSD",
    "XAU/USD, XAUUSD",
    "BTCUSD, BTCUSD",
    "BTCUSDc, BTCUSD",
    "BTC/USD, BTCUSD",
    "BTC-USD, BTCUSD",
    "XBT/USD, BTCUSD",
    "BTCUSDT,",
    "AAPL,",
    "BTCUSDC,"
  })
  void rulesGoByTheSymbol(String symbol, @Nullable RuleSet expected) {
    ScalpRules rules = rules(symbol, Map.of());
    assertThat(rules == null ? null : rules.set()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"GENERIC, GENERIC", "btcusd, BTCUSD", "XAUUSD, XAUUSD"})
  void rulesOfOthersAreChosen(String choice, RuleSet expected) {
    ScalpRules rules = rules("BTCUSDT", Map.of("tapeline.plan.rule-set", choice));
    assertThat(Objects.requireNonNull(rules).set()).isEqualTo(expected);
    assertThat(rules("XAUUSD", Map.of("tapeline.plan.rule-set", "none"))).isNull();
  }

  @Test
  void bitcoinMayHaveRelativeLimits() {
    ScalpRules rules =
        Objects.requireNonNull(rules("BTCUSD", Map.of("tapeline.plan.btc.profile", "RELATIVE")));
    assertThat(rules.set()).isEqualTo(RuleSet.GENERIC);
    assertThat(rules.orderFlow()).isTrue();
  }

  @Test
  void sessionsArePaidByTheRuleSet() {
    ScalpRules gold = Objects.requireNonNull(rules("XAUUSD", Map.of()));
    ScalpRules bitcoin = Objects.requireNonNull(rules("BTCUSD", Map.of()));
    assertThat(gold.sessionPoints(MarketSession.ASIAN)).isZero();
    assertThat(bitcoin.sessionPoints(MarketSession.ASIAN)).isEqualTo(0.5);
    for (MarketSession active :
        new MarketSession[] {MarketSession.LONDON, MarketSession.OVERLAP, MarketSession.NY}) {
      assertThat(gold.sessionPoints(active)).isEqualTo(1);
    }
    assertThat(gold.sessionPoints(MarketSession.POST_NY)).isZero();
    assertThat(gold.volume()).isEqualTo(Quantity.of("0.01"));
  }

  @Test
  void settingsOfARuleSetAndOfOneInstrumentHold() {
    ScalpRules rules =
        Objects.requireNonNull(
            rules(
                "XAUUSD",
                Map.of(
                    "tapeline.plan.rules.XAUUSD.sl-range", "0.6-1.5",
                    "tapeline.plan.rules.XAUUSD.max-spread", "0.4")));
    assertThat(rules.limits().stop()).hasToString("0.6-1.5");
    assertThat(rules.limits().maxSpread()).isEqualByComparingTo("0.4");
    SettingsReader own =
        new SettingsReader(Map.of("tapeline.instruments.ETHUSDT.plan.rule-set", "generic")::get)
            .forInstrument("ETHUSDT");
    assertThat(ScalpSettings.read(own).rulesFor(instrument("ETHUSDT"))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "tapeline.plan.rules.XAUUSD.sl-range, 1.2-0.5",
    "tapeline.plan.rules.XAUUSD.sl-range, 0-1",
    "tapeline.plan.rules.BTCUSD.tp-range, 10",
    "tapeline.plan.rules.generic.tp-range, a-b",
    "tapeline.plan.check-interval-s, 16",
    "tapeline.plan.vwap-mode, sideways",
    "tapeline.plan.min-score, 8.1",
    "tapeline.plan.rule-set, silver"
  })
  void wrongSettingsAreNamed(String key, String value) {
    assertThatThrownBy(() -> rules("XAUUSD", Map.of(key, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key + " is '" + value + "'");
  }
}
