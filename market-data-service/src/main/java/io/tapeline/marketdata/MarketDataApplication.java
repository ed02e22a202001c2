package io.tapeline.marketdata;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.export.RunInfo;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.recording.DiskRoom;
import io.tapeline.marketdata.recording.TopicTapes;
import io.tapeline.marketdata.session.SessionRecorder;
import io.tapeline.marketdata.session.Sessions;
import io.tapeline.protocol.shell.FeedRunner;
import io.tapeline.protocol.shell.KafkaSettings;
import io.tapeline.protocol.shell.Pace;
import io.tapeline.protocol.shell.TopicSetup;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A thin shell around {@link MarketDataStage}: venues and tapes in; validated ticks, order books
 * and candles out.
 */
@SpringBootApplication
@EnableConfigurationProperties(MarketDataSettings.class)
public class MarketDataApplication {

  private static final long BYTES_PER_MEGABYTE = 1 << 20;

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
  Feeds.Opened opened(MarketDataSettings settings) {
    return Feeds.open(settings);
  }

  @Bean
  RunInfo runInfo(
      MarketDataSettings settings, Feeds.Opened opened, ConfigurableEnvironment environment) {
    return Described.run(settings, opened, environment);
  }

  /** Null where no venue is connected to: a tape has no connection to watch. */
  @Bean
  @Nullable FeedStatus feedStatus(MarketDataSettings settings, MeterRegistry registry) {
    return settings.isLive()
        ? new FeedStatus(registry, settings.feed(), settings.staleAfter())
        : null;
  }

  /** The topics, made where they are missing, before anything reads or writes them. */
  @Bean
  KafkaSettings kafka(MarketDataSettings settings) {
    MarketDataSettings.Kafka kafka = settings.kafka();
    KafkaSettings clients = kafka.clients();
    TopicSetup.ensure(clients, kafka.partitions(), kafka.replication());
    return clients;
  }

  @Bean
  Instruments instruments(ConfigurableEnvironment environment) {
    return LineSettings.read(environment::getProperty).instruments();
  }

  @Bean
  Played played(MeterRegistry registry, Feeds.Opened opened) {
    return new Played(registry, opened.quotesDerived());
  }

  @Bean
  SeriesFigures seriesFigures(MeterRegistry registry) {
    return new SeriesFigures(registry);
  }

  /** Null where nothing is to be written. */
  @Bean(destroyMethod = "close")
  @Nullable SessionRecorder sessionRecorder(
      MarketDataSettings settings, KafkaSettings kafka, RunInfo info, MeterRegistry registry) {
    MarketDataSettings.MarketData recording = settings.marketData();
    if (!recording.record()) {
      return null;
    }
    SessionRecorder recorder =
        new SessionRecorder(
            new Sessions(recording.sessions()),
            new SessionRecorder.Limits(
                recording.keepSessions(), recording.keepMegabytes() * BYTES_PER_MEGABYTE),
            info,
            kafka.bootstrapServers(),
            registry);
    recorder.start();
    return recorder;
  }

  /** Null where no tapes are to be recorded. */
  @Bean(destroyMethod = "close")
  @Nullable TopicTapes topicTapes(
      MarketDataSettings settings, KafkaSettings kafka, MeterRegistry registry) {
    MarketDataSettings.Recorder recorder = settings.recorder();
    Path dir = recorder.dir();
    if (dir == null) {
      return null;
    }
    TopicTapes tapes =
        new TopicTapes(
            new TopicTapes.Plan(
                dir.resolve(settings.feed()),
                new DiskRoom(recorder.keepFreeMegabytes()),
                recorder.flush(),
                !settings.isLive()),
            kafka.bootstrapServers(),
            registry);
    tapes.start();
    return tapes;
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  FeedRunner feedRunner(
      MarketDataSettings settings,
      KafkaSettings kafka,
      Feeds.Opened opened,
      Instruments instruments,
      MeterRegistry registry,
      Played played,
      SeriesFigures series,
      Optional<FeedStatus> status,
      Optional<SessionRecorder> recorder,
      Optional<TopicTapes> tapes) {
    FeedRunner runner =
        status
            .map(
                each ->
                    new FeedRunner(
                        new LiveFeeds(settings, instruments, each, played, series),
                        kafka,
                        registry))
            .orElseGet(
                () ->
                    new FeedRunner(
                        new Playback(settings, opened, instruments, played, series),
                        new Pace(settings.speedFactor(), settings.lockstep(), settings.window()),
                        kafka,
                        registry));
    recorder.ifPresent(each -> each.watch(runner::isFinished));
    return runner;
  }

  @Bean
  HealthIndicator feedHealthIndicator(
      FeedRunner runner, SeriesFigures series, Optional<FeedStatus> status) {
    return () -> {
      Health.Builder health =
          runner.isReady()
              ? Health.up().withDetail("position", runner.position())
              : runner.failure() == null ? Health.outOfService() : Health.down();
      status.ifPresent(each -> health.withDetails(each.details()));
      return health
          .withDetail("series", series.details())
          .withDetail("feed", runner.says())
          .build();
    };
  }
}
