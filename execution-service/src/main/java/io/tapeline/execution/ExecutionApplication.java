package io.tapeline.execution;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.execution.ExecutionStage;
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
 * A thin shell around {@link ExecutionStage}: approved orders in; fills out. Open positions are
 * managed to their exit.
 */
@SpringBootApplication
@EnableConfigurationProperties(ExecutionSettings.class)
public class ExecutionApplication {

  /** The application, configured by {@code execution.yml}, not yet running. */
  public static SpringApplication application() {
    return new SpringApplicationBuilder(ExecutionApplication.class)
        .properties("spring.config.name=execution")
        .build();
  }

  public static void main(String[] args) {
    application().run(args);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  StageRunner stageRunner(
      ExecutionSettings settings, Environment environment, MeterRegistry registry) {
    TopicSetup.ensure(
        settings.kafka().clients(), settings.kafka().partitions(), settings.kafka().replication());
    LineSettings line = LineSettings.read(environment::getProperty);
    return new StageRunner(
        StageSpec.EXECUTION,
        () -> new ExecutionStage(line),
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
