package io.tapeline.risk;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.risk.RiskStage;
import io.tapeline.core.settings.LineSettings;
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
 * A thin shell around {@link RiskStage}: signals in; approved orders or denials out, each with
 * every rule's number.
 */
@SpringBootApplication
@EnableConfigurationProperties(RiskSettings.class)
public class RiskApplication {

  /** The application, configured by {@code risk.yml}, not yet running. */
  public static SpringApplication application() {
    return new SpringApplicationBuilder(RiskApplication.class)
        .properties("spring.config.name=risk")
        .build();
  }

  public static void main(String[] args) {
    application().run(args);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  StageRunner stageRunner(RiskSettings settings, Environment environment, MeterRegistry registry) {
    TopicSetup.ensure(
        settings.kafka().clients(), settings.kafka().partitions(), settings.kafka().replication());
    LineSettings line = LineSettings.read(environment::getProperty);
    StageRunner runner =
        new StageRunner(
            StageSpec.RISK,
            () -> new RiskStage(line),
            settings.lockstep(),
            settings.kafka().clients(),
            registry);
    return settings.isRealTime() ? runner.inRealTime() : runner;
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
