package io.tapeline.core.indicator.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedIndicatorsTest {

  private static final Instrument BITCOIN =
      LineSettings.read(_ -> null).instruments().get(new Symbol("BTCUSDT"));

  @Test
  void namesAreUniqueAndEachHasAValueFirst() {
    Set<String> names = new HashSet<>();
    for (NamedIndicator indicator : NamedIndicators.list()) {
      assertThat(names.add(indicator.name())).as(indicator.name()).isTrue();
      assertThat(indicator.columns().getFirst()).isEqualTo("value");
      assertThat(indicator.study(Map.of(), BITCOIN)).isNotNull();
    }
    assertThat(names)
        .contains("tr", "atr", "atr1", "vwap", "rsi", "bb", "sma", "ofi", "cvd", "vprofile");
  }

  /** Every default, given as a user would, is accepted. */
  @Test
  void defaultsCanBeGiven() {
    for (NamedIndicator indicator : NamedIndicators.list()) {
      assertThat(indicator.study(indicator.parameters(BITCOIN), BITCOIN)).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          atr  | n      | 0    | n is '0': it must be a whole number from 1 to 100000
          atr  | n      | many | n is 'many': it must be a whole number from 1 to 100000
          atr  | m      | 3    | atr has no parameter 'm': choose n
          tr   | n      | 3    | tr has no parameter 'n', nor any other
          bb   | m      | 3    | bb has no parameter 'm': choose deviations, n
          vwap | anchor | week | anchor is 'week': it must be one of [DAY, SESSION, ROLLING]
          vwap | n      | 5    | vwap: n must be at least the warm-up: 5, 10
          wick | tick   | 0    | tick is '0': it must be a number from 1e-18 to 1e9
          """)
  void wrongParametersAreOneClearLine(String name, String key, String value, String message) {
    assertThatThrownBy(() -> NamedIndicators.of(name).study(Map.of(key, value), BITCOIN))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  @Test
  void unknownNameIsToldWithTheChoices() {
    assertThatThrownBy(() -> NamedIndicators.of("macd"))
        .hasMessageStartingWith("unknown indicator 'macd': choose one of tr, atr, atr1, ");
  }

  /** The page has a row for each indicator, with its parameters and their defaults. */
  @Test
  void everyIndicatorIsInTheDocumentation() throws IOException {
    Path page = Path.of(System.getProperty("tapeline.root", "."), "docs", "indicators.md");
    List<String> lines = Files.readAllLines(page);
    for (NamedIndicator indicator : NamedIndicators.list()) {
      List<String> rows =
          lines.stream().filter(line -> line.startsWith("| `" + indicator.name() + "` |")).toList();
      assertThat(rows).as("rows of %s", indicator.name()).hasSize(1);
      indicator
          .parameters(BITCOIN)
          .forEach(
              (key, value) ->
                  assertThat(rows.getFirst())
                      .contains(
                          key.equals("tick")
                              ? "`tick`"
                              : "`" + key + "=" + value.toLowerCase(Locale.ROOT) + "`"));
    }
  }
}
