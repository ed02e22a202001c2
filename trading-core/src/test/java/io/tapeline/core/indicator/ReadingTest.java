package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadingTest {

  private static final Duration MINUTES = Duration.ofMinutes(5);

  @Test
  void valueIsStaleOnceItIsOlderThanAllowed() {
    Reading<Double> ready = Reading.ready(1.5);

    assertThat(ready.asOf(Candles.minute(5), Candles.START, MINUTES)).isEqualTo(ready);
    assertThat(ready.asOf(Candles.minute(6), Candles.START, MINUTES))
        .isEqualTo(new Reading.Stale<Double>(Duration.ofMinutes(6)));
  }

  @Test
  void whatWasNotReadyStaysAsItIs() {
    Reading<Double> warming = Reading.warmingUp(2, 3);
    Reading<Double> invalid = Reading.invalid("no volume");

    assertThat(warming.asOf(Candles.minute(60), Candles.START, MINUTES)).isEqualTo(warming);
    assertThat(invalid.<String>map(String::valueOf)).isEqualTo(Reading.invalid("no volume"));
    assertThat(warming.orNull()).isNull();
    assertThat(Reading.ready(2).map(two -> two * 2)).isEqualTo(Reading.ready(4));
  }

  @Test
  void noNumberIsNoValue() {
    assertThatThrownBy(() -> Reading.ready(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Reading.ready(Double.POSITIVE_INFINITY))
        .hasMessageContaining("Infinity");
    assertThatThrownBy(() -> Reading.warmingUp(3, 3)).hasMessageContaining("3 of 3");
  }
}
