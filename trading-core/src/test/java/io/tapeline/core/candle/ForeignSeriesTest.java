package io.tapeline.core.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignSeriesTest {

  private static RawCandle raw(Timeframe timeframe, long second, int close) {
    BigDecimal price = BigDecimal.valueOf(close);
    return new RawCandle(
        new Symbol("X"),
        timeframe,
        new EventTime(second * 1_000_000),
        price,
        price,
        price,
        price,
        BigDecimal.ONE);
  }

  /** Each candle as its second, its close, and what is special about it. */
  private static List<String> series(Timeframe timeframe, long... seconds) {
    ForeignSeries series = new ForeignSeries();
    List<String> told = new ArrayList<>();
    int close = 10;
    for (long second : seconds) {
      for (Candle candle : series.take(raw(timeframe, second, close++))) {
        told.add(
            candle.openTime().micros() / 1_000_000
                + " "
                + candle.close()
                + (candle.synthetic() ? " filled" : "")
                + (candle.startsSegment() ? " starts" : ""));
      }
    }
    return told;
  }

  @Test
  void upToThreeMissingMinutesAreFilled() {
    assertThat(series(Timeframe.M1, 60, 120, 360))
        .containsExactly(
            "60 10 starts", "120 11", "180 11 filled", "240 11 filled", "300 11 filled", "360 12");
  }

  @ParameterizedTest
  @CsvSource({
    "M1, 60,  360,  true",
    "S1, 59,  299,  false",
    "S1, 59,  300,  true",
    "M5, 300, 600,  false",
    "M5, 300, 900,  true",
    "H1, 0,   7200, true"
  })
  void longerGapBeginsASegment(Timeframe timeframe, long first, long second, boolean starts) {
    assertThat(series(timeframe, first, second))
        .containsExactly(first + " 10 starts", second + " 11" + (starts ? " starts" : ""));
  }

  @Test
  void candleThatIsNotLaterIsPassedOver() {
    ForeignSeries series = new ForeignSeries();
    series.take(raw(Timeframe.M1, 60, 1));

    assertThat(series.take(raw(Timeframe.M1, 60, 2))).isEmpty();
    assertThat(series.take(raw(Timeframe.M1, 0, 2))).isEmpty();
    assertThat(series.passedOver()).isEqualTo(2);
    assertThatThrownBy(() -> series.take(raw(Timeframe.M5, 300, 2)))
        .hasMessage("candles of 5m among candles of 1m: give one timeframe at a time");
  }
}
