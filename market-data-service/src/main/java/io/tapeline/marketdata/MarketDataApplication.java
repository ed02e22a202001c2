package io.tapeline.marketdata;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.protocol.Topics;
import io.tapeline.protocol.shell.FeedRunner;
import io.tapeline.protocol.shell.KafkaSettings;
import io.tapeline.protocol.shell.Pace;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * A thin shell around {@link MarketDataStage}: venues and tapes in; validated ticks, order books
 * and candles out.
 */
@SpringBootApplication
@EnableConfigurationProperties(MarketDataSettings.class)
public class MarketDataApplication {

  /** The application, configured by {@code market-data.yml}, not yet running. */
  public static SpringApplication application() {
    return new SpringApplicationBuilder(MarketDataApplication.class)
        .properties("spring.config.name=market-data")
        .build();
  }

  public static void main(String[] args) {
    application().run(args);
  }

  @Bean
  KafkaAdmin.NewTopics topics(MarketDataSettings settings) {
    return new KafkaAdmin.NewTopics(
        Topics.newTopics(settings.kafka().partitions(), settings.kafka().replication())
            .toArray(NewTopic[]::new));
  }

  @Bean
  Feeds.Opened opened(MarketDataSettings settings) {
    return Feeds.open(settings);
  }

  @Bean
  Played played(MeterRegistry registry, Feeds.Opened opened) {
    return new Played(registry, opened.quotesDerived());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  FeedRunner feedRunner(
      MarketDataSettings settings,
      Feeds.Opened opened,
      KafkaAdmin topics,
      MeterRegistry registry,
      Played played) {
    topics.initialize();
    return new FeedRunner(
        opened.feed(),
        new MarketDataStage(opened.candlePrice()),
        new Pace(settings.speedFactor(), settings.lockstep(), settings.window()),
        new KafkaSettings(settings.kafka().bootstrapServers()),
        registry,
        played);
  }

  @Bean
  HealthIndicator feedHealthIndicator(FeedRunner runner) {
    return () -> {
      Throwable failure = runner.failure();
      if (failure != null) {
        return Health.down().withDetail("feed", "stopped: " + failure.getMessage()).build();
      }
      return runner.isReady()
          ? Health.up().withDetail("position", runner.position()).build()
          : Health.outOfService().withDetail("feed", "finding its place").build();
    };
  }
}
