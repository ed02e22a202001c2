package io.tapeline.core.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordTest {

  @ParameterizedTest
  @ValueSource(strings = {"buy", "ask", "unknown", "snapshot", "update", "1", "0"})
  void isKnownInEitherCaseAndByNoOtherByte(String text) {
    Word word = Word.of(text);
    for (int from = 0; from < 10; from++) {
      byte[] line = ("xxxxxxxxxx".substring(from) + text + "z").getBytes(StandardCharsets.US_ASCII);
      int start = 10 - from;
      int end = line.length - 1;
      assertThat(word.is(line, start, end)).isTrue();
      assertThat(word.is(line, start, end + 1)).isFalse();
      assertThat(word.is(line, start, end - 1)).isFalse();
      for (int place = start; place < end; place++) {
        byte letter = line[place];
        for (int other = Byte.MIN_VALUE; other <= Byte.MAX_VALUE; other++) {
          line[place] = (byte) other;
          String said = new String(line, start, end - start, StandardCharsets.ISO_8859_1);
          assertThat(word.is(line, start, end))
              .as(said)
              .isEqualTo(said.toLowerCase(Locale.ROOT).equals(text));
        }
        line[place] = letter;
      }
    }
  }
}
