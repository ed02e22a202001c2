package io.tapeline.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.export.RunInfo;
import io.tapeline.core.sim.SimulatedMarket;
import io.tapeline.core.sim.SimulationSettings;
import io.tapeline.core.time.EventTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.json.JsonMapper;

class DescribedTest {

  private static final MarketDataSettings SETTINGS =
      new Binder(
              new MapConfigurationPropertySource(
                  Map.of(
                      "tapeline.sim.seed", "7",
                      "tapeline.sim.start", "1000",
                      "tapeline.kafka.bootstrap-servers", "127.0.0.1:1")))
          .bind("tapeline", MarketDataSettings.class)
          .get();

  private static RunInfo describe(Map<String, Object> properties, Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("arguments", properties));
    environment
        .getPropertySources()
        .addLast(new SystemEnvironmentPropertySource("variables", variables));
    Feeds.Opened opened =
        new Feeds.Opened(
            new SimulatedMarket(SimulationSettings.defaults(7, new EventTime(1000))),
            PriceSource.TRADE,
            false);
    return Described.run(SETTINGS, opened, environment);
  }

  @Test
  void noSecretIsWrittenDown() {
    RunInfo info =
        describe(
            Map.of(
                "tapeline.burst.window-s", "10",
                "tapeline.gateway.token", "hush-1",
                "tapeline.kraken.api-secret", "hush-2",
                "tapeline.burst.api-key", "hush-3",
                "tapeline.instruments.BTCUSDT.secret", "hush-4",
                "spring.datasource.password", "hush-5"),
            Map.of(
                "TAPELINE_KRAKEN_API_KEY", "hush-6",
                "TAPELINE_ALPACA_KEY_ID", "hush-7",
                "TAPELINE_ALPACA_SECRET", "hush-8"));

    assertThat(JsonMapper.builder().build().writeValueAsString(info))
        .contains("tapeline.burst.window-s")
        .doesNotContain("hush", "secret", "gateway.token", "password", "api-key");
  }

  @Test
  void settingsAreThoseThatHoldWhereverTheyWereGiven() {
    RunInfo info =
        describe(
            Map.of(
                "tapeline.strategies", "momentum-burst",
                "tapeline.burst.window-s", "10",
                "tapeline.instruments.NEWCOIN.tick-size", "0.5"),
            Map.of("TAPELINE_BURST_POSITION_SIZE", "0.25"));

    assertThat(info.settings())
        .containsEntry("tapeline.burst.window-s", "10")
        .containsEntry("tapeline.burst.position-size", "0.25")
        .containsEntry("tapeline.instruments.NEWCOIN.tick-size", "0.5")
        .containsEntry("tapeline.burst.time-stop-s", "8");
    assertThat(info.strategies()).containsExactly("momentum-burst");
    assertThat(info.source()).isEqualTo("sim seed 7 start 1000");
    assertThat(info.mode()).isEqualTo(RunInfo.Mode.FREE);
  }
}
