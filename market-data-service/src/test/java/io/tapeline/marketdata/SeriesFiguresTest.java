package io.tapeline.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SeriesFiguresTest {

  private static final Symbol BTC = new Symbol("BTC/USD");
  private static final Pattern METRIC = Pattern.compile("tapeline_series_[a-z_]+");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SeriesFigures figures = new SeriesFigures(registry);
  private final MarketDataStage stage = new MarketDataStage(PriceSource.TRADE);
  private final Watched watched = new Watched(stage, new Played(registry, false), figures);
  private long seq;

  @Test
  void aSlipIsCountedByReasonAndItsSeriesNamed() {
    for (int minute = 0; minute <= 100; minute++) {
      play(tick(minute, minute == 98 ? "200" : "100"));
    }
    play(tick(103, "100"));

    // Of the second and of the minute; five minutes close with a good price after it.
    assertThat(registry.scrape())
        .contains("tapeline_series_candles_flagged{reason=\"PRICE_JUMP\"} 2.0")
        .contains("tapeline_series_flagged{flag=\"PRICE_JUMP\",timeframe=\"1m\"} 1.0")
        .contains("tapeline_series_flagged{flag=\"STALE\",timeframe=\"1m\"} 0.0");
    assertThat(figures.details())
        .containsEntry("BTC/USD 1m", "PRICE_JUMP")
        .containsEntry("BTC/USD 1h", "INSUFFICIENT_DATA");
  }

  @Test
  void aSilentSeriesIsSeenAsStale() {
    play(tick(0, "100"));
    play(tick(1, "100"));
    play(new Heartbeat(new Origin(++seq, new EventTime(420_000_001)), BTC));

    assertThat(figures.details()).containsEntry("BTC/USD 1m", "INSUFFICIENT_DATA, STALE");
  }

  @Test
  void dashboardAndDocumentsNameTheMetricsThatThereAre() throws IOException {
    Set<String> published = names(registry.scrape());

    assertThat(names(Files.readString(Path.of("../infra/grafana/dashboards/tapeline.json"))))
        .isNotEmpty()
        .isSubsetOf(published);
    String documented = Files.readString(Path.of("../docs/market-data.md")).replace('.', '_');
    assertThat(names(documented)).containsExactlyElementsOf(published);
  }

  private static Set<String> names(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void play(MarketEvent event) {
    stage.apply(event);
    watched.accept(event);
    stage.project(event).forEach(watched);
  }

  private Tick tick(long minute, String price) {
    return new Tick(
        new Origin(++seq, new EventTime(minute * 60_000_000)),
        BTC,
        Price.of(price),
        Quantity.of("1"),
        Aggressor.BUY);
  }
}
