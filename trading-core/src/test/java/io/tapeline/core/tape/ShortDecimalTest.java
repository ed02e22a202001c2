package io.tapeline.core.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortDecimalTest {

  /** What may stand in a number, and much that may not; digits and points more often. */
  private static final String ALPHABET = "00112233445566778899....-+eE, \"x/:;\u0000é";

  @Test
  void readsWhatBigDecimalReads() {
    Random random = new Random(20240808);
    for (int i = 0; i < 200_000; i++) {
      long unscaled = random.nextLong(1L << random.nextInt(1, 50));
      int scale = random.nextInt(0, 15);
      String text = BigDecimal.valueOf(unscaled, scale).toPlainString();

      BigDecimal read = read(text, random.nextInt(0, 24));

      if (text.length() >= 2 && text.length() <= 16) {
        assertThat(read).as(text).isEqualTo(new BigDecimal(text));
      } else {
        assertThat(read).as(text).isNull();
      }
    }
  }

  @Test
  void leavesToOthersWhatIsNoPlainNumber() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(0, 18); length > 0; length--) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      boolean plain = text.toString().matches("(?=..)[0-9]*\\.?[0-9]*") && text.length() <= 16;

      BigDecimal read = read(text.toString(), random.nextInt(0, 24));

      assertThat(read).as("'%s'", text).isEqualTo(plain ? new BigDecimal(text.toString()) : null);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "61800.20, 6180020, 2",
    "0.00000307, 307, 8",
    "12345678, 12345678, 0",
    "123456789.123456, 123456789123456, 6",
    "1.23456789012345, 123456789012345, 14",
    "9999999999999999, 9999999999999999, 0",
    ".5, 5, 1",
    "61800., 61800, 0",
    "0.000, 0, 3",
    ".123456789012345, 123456789012345, 15",
    "1234567.89012345, 123456789012345, 8",
    "12345678.9012345, 123456789012345, 7"
  })
  void keepsTheScaleOfTheSource(String text, long unscaled, int scale) {
    assertThat(read(text, 0)).isEqualTo(BigDecimal.valueOf(unscaled, scale));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", ".0.", "1.2.3", "12345678.1234.67", "-1", "1e5", "12345678.-234567"})
  void takesNoSecondPointNorSign(String text) {
    assertThat(read(text, 0)).isNull();
  }

  @Test
  void leavesToOthersWhatStandsAtTheVeryBeginning() {
    byte[] bytes = "123.45".getBytes(StandardCharsets.US_ASCII);

    assertThat(ShortDecimal.of(bytes, 0, bytes.length)).isNull();
  }

  /** With digits and points before and behind it, which are no part of the number. */
  private static @Nullable BigDecimal read(String text, int more) {
    byte[] before = "9.8.7.6.5.4.3.2.".getBytes(StandardCharsets.US_ASCII);
    byte[] field = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] bytes = new byte[more + before.length + field.length + 1];
    System.arraycopy(before, 0, bytes, more, before.length);
    System.arraycopy(field, 0, bytes, more + before.length, field.length);
    bytes[bytes.length - 1] = '7';
    return ShortDecimal.of(bytes, more + before.length, bytes.length - 1);
  }
}
