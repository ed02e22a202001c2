package io.tapeline.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.testsupport.SharedData;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The default account pays crypto fees of 0.26 % a side against a target of 0.15 %. */
class DefaultCostsTest {

  @Test
  void everyBurstOfARealTapeIsDeniedForItsCosts() throws IOException {
    RunSummary summary = new RunSummary(false);
    try (TapeFeed feed =
        TapeFeed.open(
            List.of(
                SharedData.tape("binance_usdm_BTCUSDT_20240808_trades"),
                SharedData.tape("binance_usdm_BTCUSDT_20240808_quotes")))) {
      new Backtest(
              new MarketDataStage(feed.priceSource()),
              feed.priceSource(),
              LineSettings.read(key -> null),
              List.of("momentum-burst"),
              summary::on)
          .run(feed);
    }

    assertThat(summary.events()).isEqualTo(21_313 + 66_089);
    assertThat(summary.signals()).isPositive();
    // Where the spread has widened, that is told first.
    assertThat(summary.denied()).containsOnlyKeys("NET_EDGE", "SPREAD_RATIO");
    assertThat(summary.denied().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(summary.signals());
    assertThat(summary.denied().get("NET_EDGE")).isGreaterThan(summary.signals() / 2);
    assertThat(summary.trades()).isZero();
  }
}
