package io.tapeline.journal.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.journal.JournalSettings;
import io.tapeline.journal.line.KafkaClients;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The relay and its health, unless {@code tapeline.journal.listen} is false. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "tapeline.journal.listen", matchIfMissing = true)
class OutboxConfiguration {

  @Bean
  OutboxRelay outboxRelay(
      JournalSettings settings,
      DataSource database,
      Outbox outbox,
      KafkaClients clients,
      MeterRegistry meters) {
    return new OutboxRelay(settings, database, outbox, clients, meters);
  }

  /** DOWN while requests wait and cannot be published. */
  @Bean
  HealthIndicator outboxHealthIndicator(OutboxRelay relay) {
    return () -> {
      String trouble = relay.trouble();
      return trouble == null
          ? Health.up().build()
          : Health.down().withDetail("trouble", trouble).build();
    };
  }
}
