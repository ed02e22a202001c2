package io.tapeline.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema.Implementation;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssistantNameTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          desk-helper,      1.4.2,      assistant desk-helper/1.4.2
          'Desk  Helper ',  '',         assistant Desk Helper
          '',               1.0,        assistant
          '   ',            1.0,        assistant
          cli,              1,          assistant cli/1
          'a\r\nX-Evil: b', 1,          assistant a-X-Evil- b/1
          'Ärzte <b>',      '\u00001',  assistant -rzte -b-/-1
          """)
  void isShortAndPrintable(String name, String version, String expected) {
    assertThat(AssistantName.of(client(name, version))).isEqualTo(expected);
  }

  @Test
  void whoSaysNothingIsAnAssistantStill() {
    assertThat(AssistantName.of(null)).isEqualTo("assistant");
  }

  /** Whatever a client calls itself, the journal takes the header. */
  @Test
  void anyNameFitsIntoAHeader() {
    Random random = new Random(17);
    for (int i = 0; i < 5_000; i++) {
      String name = AssistantName.of(client(text(random), text(random)));

      assertThat(name).matches("assistant( [ -~]+)?").hasSizeLessThanOrEqualTo(83);
      assertThat(name).isEqualTo(name.strip());
    }
  }

  private static Implementation client(String name, String version) {
    return new Implementation(name, null, version, null, null, null);
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(80), 0, random.nextBoolean() ? 0x80 : 0x3000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
