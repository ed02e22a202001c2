package io.tapeline.core.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.CandleFault.Code;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandleValidatorTest {

  private static final long MINUTE = 60_000_000L;
  private static final EventTime NOW = new EventTime(10 * MINUTE + 1);

  private final CandleValidator validator = new CandleValidator();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # minute | open | high | low  | close | volume | refused for
          1        | 10   | 11   | 9    | 10.5  | 1      | -
          1        | 10   | 10   | 10   | 10    | 0      | -
          1        | 10   | 9.9  | 9.5  | 9.6   | 1      | HIGH_BELOW_BODY
          1        | 9    | 9.9  | 9    | 10    | 1      | HIGH_BELOW_BODY
          1        | 10   | 11   | 10.5 | 11    | 1      | LOW_ABOVE_BODY
          1        | 11   | 11   | 10.5 | 10    | 1      | LOW_ABOVE_BODY
          1        | 0    | 11   | 9    | 10    | 1      | PRICE_NOT_POSITIVE
          1        | 10   | -1   | 9    | 10    | 1      | PRICE_NOT_POSITIVE
          1        | 10   | 11   | 0    | 10    | 1      | PRICE_NOT_POSITIVE
          1        | 10   | 11   | 9    | -0.1  | 1      | PRICE_NOT_POSITIVE
          1        | 10   | 11   | 9    | 10    | -1     | VOLUME_NEGATIVE
          1.5      | 10   | 11   | 9    | 10    | 1      | MISALIGNED
          11       | 10   | 11   | 9    | 10    | 1      | -
          12       | 10   | 11   | 9    | 10    | 1      | FROM_THE_FUTURE
          """)
  void eachRuleHasItsCode(
      BigDecimal minute,
      String open,
      String high,
      String low,
      String close,
      String volume,
      @Nullable Code code) {
    RawCandle candle =
        new RawCandle(
            new Symbol("X"),
            Timeframe.M1,
            new EventTime(minute.multiply(BigDecimal.valueOf(MINUTE)).longValue()),
            new BigDecimal(open),
            new BigDecimal(high),
            new BigDecimal(low),
            new BigDecimal(close),
            new BigDecimal(volume));

    CandleFault fault = validator.check(candle, NOW);

    assertThat(fault == null ? null : fault.code()).isEqualTo(code);
    for (Code each : Code.values()) {
      assertThat(validator.count(each)).isEqualTo(each == code ? 1 : 0);
    }
  }

  @Test
  void withoutAClockNothingIsFromTheFuture() {
    assertThat(validator.check(at("X", Timeframe.M1, 60_000, "5"), null)).isNull();
  }

  @Test
  void ofTwoThatDifferAboutASlotTheFirstIsKept() {
    assertThat(validator.check(at("X", Timeframe.M1, 5, "5"), NOW)).isNull();
    assertThat(validator.check(at("X", Timeframe.M5, 5, "6"), NOW)).isNull();
    assertThat(validator.check(at("Y", Timeframe.M1, 5, "6"), NOW)).isNull();
    assertThat(validator.check(at("X", Timeframe.M1, 5, "5.00"), NOW)).isNull();
    for (int i = 0; i < 2; i++) {
      assertThat(validator.check(at("X", Timeframe.M1, 5, "6"), NOW))
          .isNotNull()
          .extracting(CandleFault::code)
          .isEqualTo(Code.CONFLICTING_DUPLICATE);
    }

    assertThat(validator.count(Code.CONFLICTING_DUPLICATE)).isEqualTo(2);
    assertThat(validator.repeated()).isEqualTo(1);
  }

  @Test
  void refusedCandleIsNotTheFirstOfItsSlot() {
    assertThat(validator.check(at("X", Timeframe.M1, 5, "-5"), NOW)).isNotNull();
    assertThat(validator.check(at("X", Timeframe.M1, 5, "6"), NOW)).isNull();
  }

  private static RawCandle at(String symbol, Timeframe timeframe, long minute, String price) {
    BigDecimal figure = new BigDecimal(price);
    return new RawCandle(
        new Symbol(symbol),
        timeframe,
        new EventTime(minute * MINUTE),
        figure,
        figure,
        figure,
        figure,
        BigDecimal.ONE);
  }
}
