package io.tapeline.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.AssetClass;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.strategy.burst.BurstSettings;
import io.tapeline.core.strategy.burst.MomentumBurst;
import io.tapeline.core.testing.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineSettingsTest {

  @Test
  void defaultsAreTheCatalogues() {
    LineSettings settings = Settings.of();
    BurstSettings burst = Settings.burst();

    assertThat(burst.window()).isEqualTo(Duration.ofSeconds(15));
    assertThat(burst.entryThreshold()).isEqualByComparingTo("0.0005");
    assertThat(burst.volumeSpikeMultiplier()).isEqualByComparingTo("1.5");
    assertThat(burst.volatilityGuard()).isEqualByComparingTo("0.001");
    assertThat(burst.exitPlan().targetFraction(Price.of("100"))).isEqualByComparingTo("0.0015");
    assertThat(burst.exitPlan().stopFraction(Price.of("100"))).isEqualByComparingTo("0.0005");
    assertThat(burst.exitPlan().timeStop()).isEqualTo(Duration.ofSeconds(8));
    assertThat(burst.exitPlan().flatCandles()).isEqualTo(2);
    assertThat(burst.positionSize().value()).isEqualByComparingTo("1");
    assertThat(settings.risk().initialCapital().value()).isEqualByComparingTo("1000");
    assertThat(settings.risk().day().lossLimit()).isEqualByComparingTo("0.05");
    assertThat(settings.risk().limits(MomentumBurst.ID).lossSkip()).isEqualTo(2);
    assertThat(settings.risk().netEdge()).isTrue();
    assertThat(settings.paper().latency()).isEqualTo(Duration.ofMillis(150));
    Instrument btc = settings.instruments().get(new Symbol("BTCUSDT"));
    assertThat(btc.takerFee()).isEqualByComparingTo("0.0026");
    assertThat(settings.instruments().get(new Symbol("AAPL")).takerFee())
        .isEqualByComparingTo(BigDecimal.ZERO);
  }

  @Test
  void everyMistakeIsNamedAtOnce() {
    Map<String, String> given =
        Map.of(
            "tapeline.burst.entry-threshold", "lots",
            "tapeline.burst.flat-candles", "-1",
            "tapeline.burst.volume-mode", "minute",
            "tapeline.brust.window-s", "15",
            "tapeline.instruments.FOO.tick-size", "0");

    assertThatThrownBy(() -> LineSettings.readStrictly(given, Set.of()))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.lines())
                    .anyMatch(line -> line.startsWith("tapeline.burst.entry-threshold is 'lots'"))
                    .anyMatch(line -> line.startsWith("tapeline.burst.flat-candles is '-1'"))
                    .anyMatch(line -> line.contains("one of [SECOND, TICK]"))
                    .anyMatch(
                        line ->
                            line.startsWith("tapeline.brust.window-s")
                                && line.contains("no such property"))
                    .anyMatch(line -> line.startsWith("tapeline.instruments.FOO.tick-size is '0'"))
                    .hasSize(5));
  }

  @Test
  void mistakenInstrumentIsFoundAtStart() {
    assertThatThrownBy(() -> Settings.of("tapeline.instruments.FOO.tick-size", "0"))
        .hasMessageContaining("tapeline.instruments.FOO.tick-size is '0'");
  }

  @Test
  void negativeDailyLossIsTakenAsItsMagnitude() {
    assertThat(Settings.of("tapeline.risk.daily-loss-limit", "-0.03").risk().day().lossLimit())
        .isEqualByComparingTo("0.03");
  }

  @Test
  void inlineCommentIsCut() {
    assertThat(Settings.burst("tapeline.burst.min-ticks", " 7 # few").minTicks()).isEqualTo(7);
  }

  @Test
  void unknownSymbolTakesItsOwnPropertiesOverCautiousDefaults() {
    LineSettings settings =
        Settings.of(
            "tapeline.instruments.FOOUSD.tick-size", "0.25",
            "tapeline.instruments.FOOUSD.asset-class", "metal");

    Instrument foo = settings.instruments().get(new Symbol("FOOUSD"));
    assertThat(foo.tickSize()).isEqualByComparingTo("0.25");
    assertThat(foo.assetClass()).isEqualTo(AssetClass.METAL);
    assertThat(foo.takerFee()).isEqualByComparingTo("0");
  }

  @Test
  void effectiveSettingsAreThoseTheLineReadsWithTheirDefaults() {
    Map<String, String> given =
        Map.of(
            "tapeline.burst.window-s", " 10 # shorter",
            "tapeline.instruments.FOO.tick-size", "0.5",
            "tapeline.gateway.token", "hush");

    Map<String, String> effective = LineSettings.effective(given::get, given.keySet());

    assertThat(effective)
        .containsEntry("tapeline.burst.window-s", "10")
        .containsEntry("tapeline.burst.time-stop-s", "8")
        .containsEntry("tapeline.instruments.FOO.tick-size", "0.5")
        .doesNotContainKey("tapeline.gateway.token");
    assertThat(LineSettings.effective(effective::get, effective.keySet())).isEqualTo(effective);
  }
}
