package io.tapeline.marketdata.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.settings.LineSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A symbol with a slash can be configured in every way in which a service takes properties. */
class InstrumentPropertiesTest {

  private static final String KEY = "tapeline.instruments.BTC/USD.tick-size";

  @TempDir private Path folder;

  /** A service without anything in it. */
  @Configuration(proxyBeanMethods = false)
  static class Nothing {}

  private static BigDecimal tickSize(Map<String, Object> variables, String... arguments) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Nothing.class)
            .web(WebApplicationType.NONE)
            .environment(environment)
            .properties("spring.config.name=nothing", "spring.main.banner-mode=off")
            .registerShutdownHook(false)
            .run(arguments)) {
      return LineSettings.read(context.getEnvironment()::getProperty)
          .instruments()
          .get(new Symbol("BTC/USD"))
          .tickSize();
    }
  }

  @Test
  void asAnArgument() {
    assertThat(tickSize(Map.of(), "--" + KEY + "=0.25")).isEqualByComparingTo("0.25");
  }

  @Test
  void asAnEnvironmentVariable() {
    assertThat(tickSize(Map.of("TAPELINE_INSTRUMENTS_BTC_USD_TICK_SIZE", "0.25")))
        .isEqualByComparingTo("0.25");
  }

  @Test
  void asJsonInAnEnvironmentVariable() {
    assertThat(tickSize(Map.of("SPRING_APPLICATION_JSON", "{\"" + KEY + "\":\"0.25\"}")))
        .isEqualByComparingTo("0.25");
  }

  @Test
  void inAFileOfProperties() throws IOException {
    Path file = Files.writeString(folder.resolve("my.properties"), KEY + "=0.25\n");

    assertThat(tickSize(Map.of("SPRING_CONFIG_IMPORT", "file:" + file)))
        .isEqualByComparingTo("0.25");
  }

  @Test
  void notAtAll() {
    assertThat(tickSize(Map.of())).isEqualByComparingTo("0.00000001");
  }
}
