package io.tapeline.core.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.tape.Tapes;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * Longer candles made of the exchange's own shorter ones. Of April 2021 the exchange's minutes
   * lack trades that its five minutes have, and KuCoin's volumes were binary floating-point
   * numbers.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          binance_usdm_DOGEUSDT_202601 | 1m | M5 | 5m | 9621  | 0 | 0
          binance_spot_BTCUSDT_202104  | 1m | M5 | 5m | 11884 | 5 | 16
          binance_spot_HOTUSDT_202104  | 1m | M5 | 5m | 11884 | 5 | 16
          kucoin_spot_SHIBUSDT_202303  | 1m | M5 | 5m | 8639  | 0 | 7
          coinbase_BTCUSD_20161007     | 1s | M1 | 1m | 1419  | 0 | 0
          """)
  void longerCandlesEqualTheExchangesExceptWhereItDisagreesWithItself(
      String tape,
      String from,
      Timeframe timeframe,
      String to,
      int count,
      int otherPrices,
      int otherVolumes)
      throws IOException {
    Map<Long, Bar> made = new HashMap<>();
    for (Candle candle : ofBars(timeframe, Tapes.shared(tape + "_candles_" + from))) {
      made.put(candle.openTime().micros(), Bar.of(candle));
    }
    List<Bar> exchange = numeric(Tapes.shared(tape + "_candles_" + to));

    assertThat(exchange).hasSize(count);
    assertThat(made.keySet()).containsAll(exchange.stream().map(Bar::micros).toList());
    assertThat(exchange)
        .filteredOn(bar -> !pricesOf(bar).equals(pricesOf(made.get(bar.micros()))))
        .hasSize(otherPrices);
    assertThat(exchange)
        .filteredOn(bar -> !bar.volume().equals(volumeOf(made.get(bar.micros()))))
        .hasSize(otherVolumes);
  }

  private static List<Price> pricesOf(@Nullable Bar bar) {
    return bar == null ? List.of() : List.of(bar.open(), bar.high(), bar.low(), bar.close());
  }

  private static Quantity volumeOf(@Nullable Bar bar) {
    return bar == null ? Quantity.ZERO : bar.volume();
  }

  /** Each bar with volume as four trades at its beginning. */
  private static List<Candle> ofBars(Timeframe timeframe, Path tape) throws IOException {
    List<Candle> candles = new ArrayList<>();
    @Nullable CandleBuilder builder = null;
    for (TapeRow row : Tapes.rows(tape)) {
      if (row instanceof TapeRow.Bar bar && !bar.volume().isZero()) {
        if (builder == null) {
          builder =
              new CandleBuilder(
                  bar.symbol(),
                  List.of(timeframe),
                  PriceSource.TRADE,
                  CandleBuilder.Settings.RESEARCH);
        }
        List<Price> prices = List.of(bar.open(), bar.high(), bar.low(), bar.close());
        for (int i = 0; i < prices.size(); i++) {
          builder.apply(
              new Tick(
                  new Origin(bar.line() * 4 + i, new EventTime(bar.micros() + i)),
                  bar.symbol(),
                  prices.get(i),
                  i == 0 ? bar.volume() : Quantity.ZERO,
                  Aggressor.UNKNOWN));
          candles.addAll(builder.closed());
        }
      }
    }
    if (builder != null) {
      candles.addAll(builder.finish());
    }
    candles.removeIf(Candle::synthetic);
    return candles;
  }

  private static List<Candle> candles(Timeframe timeframe, PriceSource source, Path tape)
      throws IOException {
    List<Candle> candles = new ArrayList<>();
    @Nullable CandleBuilder builder = null;
    for (Event event : Tapes.play(TapeFeed.Settings.ROWS_ONLY, tape)) {
      if (event instanceof MarketEvent market) {
        if (builder == null) {
          builder =
              new CandleBuilder(
                  market.symbol(), List.of(timeframe), source, CandleBuilder.Settings.RESEARCH);
        }
        builder.apply(market);
        candles.addAll(builder.closed());
      }
    }
    if (builder != null) {
      candles.addAll(builder.finish());
    }
    // The others leave empty minutes out.
    candles.removeIf(Candle::synthetic);
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
