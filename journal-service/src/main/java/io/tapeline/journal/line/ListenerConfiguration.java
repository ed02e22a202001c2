package io.tapeline.journal.line;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.journal.JournalSettings;
import io.tapeline.journal.books.JournalWriter;
import io.tapeline.journal.books.TopicFences;
import io.tapeline.journal.books.TopicPositions;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The listener and its health, unless {@code tapeline.journal.listen} is false. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "tapeline.journal.listen", matchIfMissing = true)
class ListenerConfiguration {

  @Bean
  JournalListener journalListener(
      JournalSettings settings,
      KafkaClients clients,
      JournalWriter writer,
      TopicPositions positions,
      TopicFences fences,
      MeterRegistry meters) {
    return new JournalListener(settings, clients, writer, positions, fences, meters);
  }

  /** DOWN while the listener cannot read or write. */
  @Bean
  HealthIndicator lineHealthIndicator(JournalListener listener) {
    return () -> {
      String trouble = listener.trouble();
      return trouble == null
          ? Health.up().build()
          : Health.down().withDetail("trouble", trouble).build();
    };
  }
}
