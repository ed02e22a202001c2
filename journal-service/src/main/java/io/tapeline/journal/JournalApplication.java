package io.tapeline.journal;

import io.tapeline.core.settings.LineSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The journal: keeps the books in PostgreSQL and answers questions about them. */
@SpringBootApplication
@EnableConfigurationProperties(JournalSettings.class)
public class JournalApplication {

  /** The application, configured by {@code journal.yml}, not yet running. */
  public static SpringApplication application() {
    return new SpringApplicationBuilder(JournalApplication.class)
        .properties("spring.config.name=journal")
        .build();
  }

  /** What plans are held against; the same as in the strategies' stage. */
  @Bean
  LineSettings lineSettings(Environment environment) {
    return LineSettings.read(environment::getProperty);
  }

  public static void main(String[] args) {
    application().run(args);
  }
}
