package io.tapeline.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MarketDataApplicationTest {

  private static final String CONNECTED = "tapeline.feed.connected";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MarketDataApplication application = new MarketDataApplication();

  @ParameterizedTest
  @ValueSource(strings = {"sim", "tape"})
  void aFeedWithoutAConnectionIsNotToldAsDisconnected(String feed) {
    assertThat(application.feedStatus(settings(feed), registry)).isNull();
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void aVenuesConnectionIsWatchedFromTheBeginning() {
    assertThat(application.feedStatus(settings("kraken"), registry)).isNotNull();
    assertThat(registry.get(CONNECTED).tag("venue", "kraken").gauge().value()).isZero();
  }

  private static MarketDataSettings settings(String feed) {
    Map<String, String> properties = new HashMap<>();
    properties.put("tapeline.feed", feed);
    properties.put("tapeline.symbols", "BTC/USD");
    properties.put("tapeline.kafka.bootstrap-servers", "127.0.0.1:1");
    return new Binder(new MapConfigurationPropertySource(properties))
        .bind("tapeline", MarketDataSettings.class)
        .get();
  }
}
