package io.tapeline.signal;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.strategy.SignalStage;
import io.tapeline.protocol.shell.StageRunner;
import io.tapeline.protocol.shell.StageSpec;
import io.tapeline.protocol.shell.TopicSetup;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * A thin shell around {@link SignalStage}: ticks, candles and plans in; signals and reasons for
 * those not taken out.
 */
@SpringBootApplication
@EnableConfigurationProperties(SignalSettings.class)
public class SignalApplication {

  /** The application, configured by {@code signal.yml}, not yet running. */
  public static SpringApplication application() {
    return new SpringApplicationBuilder(SignalApplication.class)
        .properties("spring.config.name=signal")
        .build();
  }

  public static void main(String[] args) {
    application().run(args);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  StageRunner stageRunner(
      SignalSettings settings, Environment environment, MeterRegistry registry) {
    TopicSetup.ensure(
        settings.kafka().clients(), settings.kafka().partitions(), settings.kafka().replication());
    LineSettings line = LineSettings.read(environment::getProperty);
    return new StageRunner(
        StageSpec.SIGNAL,
        () ->
            new SignalStage(line, settings.strategies(), settings.candlePrice(), System::nanoTime),
        settings.lockstep(),
        settings.kafka().clients(),
        registry);
  }

  @Bean
  HealthIndicator stageHealthIndicator(StageRunner runner) {
    return () ->
        (runner.isReady()
                ? Health.up()
                : runner.failure() == null ? Health.outOfService() : Health.down())
            .withDetail("stage", runner.says())
            .build();
  }
}
