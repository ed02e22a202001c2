package io.tapeline.core.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.tape.Tapes;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandleFoldTest {

  private static final long MINUTE = 60_000_000L;

  private final CandleFold fold = new CandleFold(Timeframe.M5);

  @ParameterizedTest
  @CsvSource({
    "binance_usdm_DOGEUSDT_202601, 1m, M5, 5m, '', 0",
    "kucoin_spot_SHIBUSDT_202303, 1m, M5, 5m, '', 0",
    "binance_spot_BTCUSDT_202104, 1m, M5, 5m, '', 5",
    "coinbase_BTCUSD_20161007, 1s, M1, 1m, '', 0",
    "oanda_XAUUSD_20140505, 1s, M1, 1m, _bid, 0",
    "oanda_EURUSD_20140501, 1s, M1, 1m, _ask, 0",
  })
  void pricesAreThoseOfTheSourceExceptWhereItDisagreesWithItself(
      String tape, String from, Timeframe timeframe, String to, String side, int others)
      throws IOException {
    CandleFold longer = new CandleFold(timeframe);
    List<List<BigDecimal>> made = new ArrayList<>();
    for (RawCandle candle : candles(tape + "_candles_" + from + side)) {
      add(longer.take(candle), made);
    }
    add(longer.finish(), made);
    List<List<BigDecimal>> theirs = new ArrayList<>();
    candles(tape + "_candles_" + to + side).forEach(candle -> add(candle, theirs));

    // The minutes of some tapes go on after the last of the longer candles.
    assertThat(made).hasSizeGreaterThanOrEqualTo(theirs.size());
    int different = 0;
    for (int i = 0; i < theirs.size(); i++) {
      different += theirs.get(i).equals(made.get(i)) ? 0 : 1;
    }
    assertThat(different).isEqualTo(others);
    assertThat(longer.passedOver()).isZero();
  }

  @Test
  void candlesWithoutVolumeCountOnlyWhereThereIsNoOther() {
    assertThat(fold.take(candle(0, "9", "9", "9", "9", "0"))).isNull();
    assertThat(fold.take(candle(1, "5", "7", "4", "6", "2"))).isNull();
    assertThat(fold.take(candle(3, "6", "8", "6", "7", "1"))).isNull();
    assertThat(fold.take(candle(4, "7", "7", "7", "7", "0"))).isNull();
    assertThat(fold.take(candle(6, "3", "3", "3", "3", "0")))
        .isEqualTo(longer(0, "5", "8", "4", "7", "3"));
    assertThat(fold.take(candle(8, "2", "2", "2", "2", "0"))).isNull();
    assertThat(fold.finish()).isEqualTo(longer(5, "3", "3", "2", "2", "0"));
    assertThat(fold.finish()).isNull();
  }

  @Test
  void candleThatIsNotLaterIsPassedOver() {
    fold.take(candle(1, "5", "5", "5", "5", "1"));

    assertThat(fold.take(candle(1, "6", "6", "6", "6", "1"))).isNull();
    assertThat(fold.take(candle(0, "6", "6", "6", "6", "1"))).isNull();
    assertThat(fold.finish()).isEqualTo(longer(0, "5", "5", "5", "5", "1"));
    assertThat(fold.passedOver()).isEqualTo(2);
  }

  @Test
  void candleThatIsNotShorterIsRefused() {
    RawCandle five = longer(0, "1", "1", "1", "1", "1");

    assertThatThrownBy(() -> fold.take(five))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("candles of 5m cannot be made of candles of 5m");
  }

  private static void add(@Nullable RawCandle candle, List<List<BigDecimal>> to) {
    if (candle != null) {
      to.add(
          List.of(
              BigDecimal.valueOf(candle.openTime().micros()),
              candle.open().stripTrailingZeros(),
              candle.high().stripTrailingZeros(),
              candle.low().stripTrailingZeros(),
              candle.close().stripTrailingZeros()));
    }
  }

  private static List<RawCandle> candles(String name) throws IOException {
    Path tape = Tapes.shared(name);
    List<RawCandle> candles = new ArrayList<>();
    for (TapeRow row : Tapes.rows(tape)) {
      if (row instanceof TapeRow.Bar bar) {
        candles.add(bar.raw());
      }
    }
    return candles;
  }

  private static RawCandle candle(
      long minute, String open, String high, String low, String close, String volume) {
    return raw(Timeframe.M1, minute, open, high, low, close, volume);
  }

  private static RawCandle longer(
      long minute, String open, String high, String low, String close, String volume) {
    return raw(Timeframe.M5, minute, open, high, low, close, volume);
  }

  private static RawCandle raw(
      Timeframe timeframe,
      long minute,
      String open,
      String high,
      String low,
      String close,
      String volume) {
    return new RawCandle(
        new Symbol("X"),
        timeframe,
        new EventTime(minute * MINUTE),
        new BigDecimal(open),
        new BigDecimal(high),
        new BigDecimal(low),
        new BigDecimal(close),
        new BigDecimal(volume));
  }
}
