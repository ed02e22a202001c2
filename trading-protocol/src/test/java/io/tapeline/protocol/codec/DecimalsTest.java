package io.tapeline.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import io.tapeline.protocol.wire.CommonProto.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # value,                  unscaled,             scale
          0,                        0,                    0
          0.000,                    0,                    3
          1.50,                     150,                  2
          -0.25,                    -25,                  2
          1.2E+5,                   12,                   -4
          9223372036854775807,      9223372036854775807,  0
          -92233720368547758.08,    -9223372036854775808, 2
          """)
  void staysInALongWhileItFits(BigDecimal value, long unscaled, int scale) {
    Decimal wire = Decimals.wire(value);

    assertThat(wire).isEqualTo(Decimal.newBuilder().setUnscaled(unscaled).setScale(scale).build());
    assertThat(Decimals.number(true, wire, "price")).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # value,                                    two's complement of the digits
          9223372036854775808,                        008000000000000000
          -9223372036854775809,                       ff7fffffffffffffff
          12345678901234567890.123456789012345678901, 2447db449988978536bf5bbbe40e766c35
          """)
  void goesIntoBytesWhereALongIsTooShort(BigDecimal value, String hex) {
    Decimal wire = Decimals.wire(value);

    assertThat(wire.getUnscaled()).isZero();
    assertThat(wire.getScale()).isEqualTo(value.scale());
    assertThat(HexFormat.of().formatHex(wire.getBig().toByteArray())).isEqualTo(hex);
    assertThat(Decimals.number(true, wire, "price")).isEqualTo(value);
  }

  @Test
  void refusesTwoValuesInOne() {
    Decimal both =
        Decimal.newBuilder()
            .setUnscaled(1)
            .setBig(ByteString.fromHex("008000000000000000"))
            .build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decimals.number(true, both, "price"))
        .withMessage("price: decimal gives both unscaled and big");
  }

  @ParameterizedTest
  @CsvSource({"1001", "-1001", "2147483647", "-2147483648"})
  void refusesAScaleThatWouldExplode(int scale) {
    Decimal wire = Decimal.newBuilder().setUnscaled(1).setScale(scale).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decimals.number(true, wire, "price"))
        .withMessage("price: decimal scale beyond 1000: " + scale);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decimals.wire(BigDecimal.valueOf(1, scale)));
  }

  @Test
  void refusesMoreDigitsThanAnyAmountHas() {
    BigDecimal huge = new BigDecimal(BigInteger.ONE.shiftLeft(8 * Decimals.MAX_BIG_BYTES));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decimals.wire(huge))
        .withMessage("decimal longer than 512 bytes: 513");
  }
}
