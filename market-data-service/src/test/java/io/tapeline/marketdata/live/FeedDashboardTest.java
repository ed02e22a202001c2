package io.tapeline.marketdata.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tapeline.core.instrument.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the dashboard and the documentation name is what a feed publishes. */
class FeedDashboardTest {

  private static final Pattern METRIC = Pattern.compile("tapeline_feed_[a-z_]+");
  private static final Symbol BTC = new Symbol("BTC/USD");

  /** Of what was played, not of a live feed. */
  private static final Set<String> OTHERS =
      Set.of("tapeline_feed_events", "tapeline_feed_quarantined");

  private static Set<String> published() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    FeedStatus status = new FeedStatus(registry, "kraken");
    status.watch(BTC);
    status.disconnected("test");
    status.gap("TEST");
    status.book(BTC, "TEST");
    status.rejected("TEST");
    status.dropped("TEST");
    status.duplicate();
    status.missedTrade();
    status.lostTrades(1);
    return names(registry.scrape());
  }

  private static Set<String> names(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(name -> !OTHERS.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String project(String file) throws IOException {
    return Files.readString(Path.of("..").resolve(file));
  }

  @Test
  void dashboardShowsMetricsThatThereAre() throws IOException {
    assertThat(names(project("infra/grafana/dashboards/tapeline.json")))
        .isNotEmpty()
        .isSubsetOf(published());
  }

  @Test
  void everyMetricIsDocumented() throws IOException {
    assertThat(names(project("docs/feeds.md"))).containsExactlyElementsOf(published());
  }
}
