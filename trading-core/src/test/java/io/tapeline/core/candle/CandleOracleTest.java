package io.tapeline.core.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.tape.Tapes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Candles against those made by the exchange or by other aggregators from the same ticks. */
class CandleOracleTest {

  @Test
  void minutesOfTradesEqualTheExchangesKlines() throws IOException {
    List<String> exchange = bars(Tapes.shared("binance_usdm_BTCUSDT_20240808_candles_1m_exchange"));
    List<Candle> made =
        candles(
            Timeframe.M1, PriceSource.TRADE, Tapes.shared("binance_usdm_BTCUSDT_20240808_trades"));

    // The tape starts within the first minute.
    assertThat(printed(made).subList(1, 6)).isEqualTo(exchange.subList(1, 6));
  }

  @ParameterizedTest
  @CsvSource({"M1, 1m, 1022", "M5, 5m, 287"})
  void candlesOfSparseTradesEqualAnotherAggregators(Timeframe timeframe, String label, int count)
      throws IOException {
    List<Bar> other = numeric(Tapes.shared("binance_spot_XRPETH_20191011_candles_" + label));
    List<Candle> made =
        candles(timeframe, PriceSource.TRADE, Tapes.shared("binance_spot_XRPETH_20191011_trades"));

    assertThat(made).hasSize(count);
    assertThat(made.stream().map(Bar::of).toList()).isEqualTo(other);
  }

  @ParameterizedTest
  @CsvSource({
    "oanda_XAUUSD_20140504, S1, 1s, BID, bid",
    "oanda_XAUUSD_20140504, S1, 1s, ASK, ask",
    "oanda_XAUUSD_20140504, M1, 1m, BID, bid",
    "oanda_XAUUSD_20140504, M1, 1m, ASK, ask",
    "oanda_XAUUSD_20140505, S1, 1s, BID, bid",
    "oanda_XAUUSD_20140505, M1, 1m, ASK, ask",
    "oanda_EURUSD_20140501, S1, 1s, ASK, ask",
    "oanda_EURUSD_20140501, M1, 1m, BID, bid",
    "oanda_EURUSD_20140501, M1, 1m, ASK, ask",
  })
  void candlesOfQuotesEqualAnotherAggregators(
      String tape, Timeframe timeframe, String label, PriceSource source, String side)
      throws IOException {
    List<Bar> other = numeric(Tapes.shared(tape + "_candles_" + label + "_" + side));
    List<Candle> made = candles(timeframe, source, Tapes.shared(tape + "_quotes"));

    assertThat(made.stream().map(Bar::of).toList()).isEqualTo(other);
  }

  private static List<Candle> candles(Timeframe timeframe, PriceSource source, Path tape)
      throws IOException {
    List<Candle> candles = new ArrayList<>();
    @Nullable CandleBuilder builder = null;
    for (Event event : Tapes.play(TapeFeed.Settings.ROWS_ONLY, tape)) {
      if (event instanceof MarketEvent market) {
        if (builder == null) {
          builder = new CandleBuilder(market.symbol(), List.of(timeframe), source);
        }
        builder.apply(market);
        candles.addAll(builder.closed());
      }
    }
    if (builder != null) {
      candles.addAll(builder.finish());
    }
    return candles;
  }

  private static List<String> printed(List<Candle> candles) {
    return candles.stream().map(candle -> Bar.of(candle).toString()).toList();
  }

  private static List<String> bars(Path tape) throws IOException {
    return numeric(tape).stream().map(Bar::toString).toList();
  }

  private static List<Bar> numeric(Path tape) throws IOException {
    List<Bar> bars = new ArrayList<>();
    for (TapeRow row : Tapes.rows(tape)) {
      assertThat(row).isInstanceOf(TapeRow.Bar.class);
      if (row instanceof TapeRow.Bar bar) {
        bars.add(Bar.of(bar));
      }
    }
    return bars;
  }
}
