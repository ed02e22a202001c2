package io.tapeline.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class FeedPropertiesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tapeline.binance.book-depth | -1           | tapeline.binance.book-depth is '-1': it must be greater than or equal to 0
          tapeline.binance.book-depth | 5001         | tapeline.binance.book-depth is '5001': it must be less than or equal to 5000
          tapeline.binance.book-depth | deep         | tapeline.binance.book-depth is 'deep': it cannot be read as what it stands for
          tapeline.binance.ws-url     | https://x    | tapeline.binance.ws-url must begin with wss:// or ws://
          tapeline.binance.rest-url   | ftp://x      | tapeline.binance.rest-url must begin with https:// or http://
          tapeline.alpaca.feed        | all          | tapeline.alpaca.feed is 'all': it must be iex or sip
          tapeline.alpaca.url         | ws://x.org/  | tapeline.alpaca.url must begin with wss://; ws:// is for this machine alone
          tapeline.ticks.url          | localhost    | tapeline.ticks.url must begin with ws:// or wss://
          tapeline.kraken.book-depth  | 11           | tapeline.kraken.book-depth must be 0, 10, 25, 100, 500 or 1000
          """)
  void aMistakeIsOneLineThatNamesItsProperty(String name, String value, String line) {
    assertThat(FeedProperties.mistakes(Map.of(name, value))).containsExactly(line);
  }

  @Test
  void defaultsHaveNoMistakes() {
    assertThat(FeedProperties.mistakes(Map.of())).isEmpty();
    assertThat(FeedProperties.names())
        .contains(
            "tapeline.live.stale-after",
            "tapeline.binance.ws-url",
            "tapeline.binance.rest-url",
            "tapeline.binance.book-depth",
            "tapeline.alpaca.url",
            "tapeline.alpaca.feed",
            "tapeline.ticks.url",
            "tapeline.ticks.silence");
  }

  @Test
  void secretsAreNoneOfTheNamesThatACommandTakes() {
    assertThat(FeedProperties.names())
        .doesNotContain("tapeline.alpaca.key-id", "tapeline.alpaca.secret");
    assertThat(FeedProperties.secrets())
        .containsExactly("tapeline.alpaca.key-id", "tapeline.alpaca.secret");
  }

  private static MarketDataSettings settings(Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    return new Binder(ConfigurationPropertySources.get(environment))
        .bind("tapeline", MarketDataSettings.class)
        .get();
  }

  private static List<String> complaints(MarketDataSettings settings) {
    try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
      return factory.getValidator().validate(settings).stream()
          .map(ConstraintViolation::getMessage)
          .toList();
    }
  }

  private static Map<String, Object> alpaca() {
    return new HashMap<>(
        Map.of(
            "TAPELINE_FEED", "alpaca",
            "TAPELINE_SYMBOLS", "AAPL",
            "TAPELINE_KAFKA_BOOTSTRAPSERVERS", "127.0.0.1:1"));
  }

  @Test
  void keyComesFromTheEnvironmentAndIsShownNowhere() {
    Map<String, Object> variables = alpaca();
    variables.put("TAPELINE_ALPACA_KEY_ID", "hush-1");
    variables.put("TAPELINE_ALPACA_SECRET", " hush-2\n");
    MarketDataSettings settings = settings(variables);

    assertThat(complaints(settings)).isEmpty();
    assertThat(settings.alpaca().keyId().value()).isEqualTo("hush-1");
    assertThat(settings.alpaca().secret().value()).isEqualTo("hush-2");
    assertThat(settings.toString()).contains("***").doesNotContain("hush");
    assertThat(settings.alpaca().credentials().toString()).doesNotContain("hush");
  }

  @Test
  void alpacaWithoutAKeySaysWhereToPutIt() {
    assertThat(complaints(settings(alpaca())))
        .containsExactly(
            "alpaca: set TAPELINE_ALPACA_KEY_ID and TAPELINE_ALPACA_SECRET in the environment");
  }

  @Test
  void keyIsNotInTheErrorOfAnotherSetting() {
    Map<String, String> given =
        Map.of(
            "tapeline.alpaca.secret", "hush-1",
            "tapeline.alpaca.key-id", "hush-2",
            "tapeline.alpaca.feed", "all",
            "tapeline.live.silence", "long");

    assertThat(FeedProperties.mistakes(given).toString()).doesNotContain("hush");
    assertThat(
            catchThrowable(
                () ->
                    new Binder(new MapConfigurationPropertySource(given))
                        .bind("tapeline", MarketDataSettings.class)
                        .get()))
        .isNotNull()
        .satisfies(error -> assertThat(error.toString()).doesNotContain("hush"));
  }
}
