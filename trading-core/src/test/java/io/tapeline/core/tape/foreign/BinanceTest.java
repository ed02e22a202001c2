package io.tapeline.core.tape.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worked rows: 2024-08-08T00:00Z is 1723075200 s, 2025-03-04T00:00Z is 1741046400 s. */
class BinanceTest {

  private static final String AGG_HEADER =
      "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker";

  @TempDir private Path folder;

  private Import binance() {
    return Import.of(folder, ForeignFormat.BINANCE);
  }

  @Test
  void spotAggTradesInMillisecondsWithoutHeader() throws IOException {
    Path file =
        binance()
            .file(
                "BTCUSDT-aggTrades-2024-08-08.csv",
                "3100000001,55035.99000000,0.00250000,3700000001,3700000003,1723075200005,True,True",
                "3100000002,55036.00000000,1.00000000,3700000004,3700000004,1723075200006,False,True");

    assertThat(binance().rows(file))
        .containsExactly(
            "1723075200005000,BTCUSDT,55035.99000000,0.00250000,SELL,3100000001",
            "1723075200006000,BTCUSDT,55036.00000000,1.00000000,BUY,3100000002");
  }

  @Test
  void futuresAggTradesWithHeaderInAnArchive() throws IOException {
    Path file =
        binance()
            .zip(
                "BTCUSDT-aggTrades-2024-08.zip",
                "BTCUSDT-aggTrades-2024-08.csv",
                AGG_HEADER,
                "2300000001,55035.9,0.003,5300000001,5300000002,1723075200100,true",
                "2300000002,55036.0,0.500,5300000003,5300000003,1723075200101,false");

    assertThat(binance().rows(file))
        .containsExactly(
            "1723075200100000,BTCUSDT,55035.9,0.003,SELL,2300000001",
            "1723075200101000,BTCUSDT,55036.0,0.500,BUY,2300000002");
  }

  @Test
  void spotTradesSince2025AreInMicroseconds() throws IOException {
    Path file =
        binance()
            .file(
                "TRXUSDT-trades-2025-03-04.csv",
                "480000001,0.23110000,120.50000000,27.84755000,1741046400123456,False,True");

    assertThat(binance().rows(file))
        .containsExactly("1741046400123456,TRXUSDT,0.23110000,120.50000000,BUY,480000001");
  }

  @Test
  void coinMarginedTradesHaveSixColumns() throws IOException {
    Path file =
        binance()
            .file(
                "BTCUSD_PERP-trades-2024-08-08.csv",
                "id,price,qty,base_qty,time,is_buyer_maker",
                "880000001,55020.1,17,0.03089782,1723075200200,true");

    assertThat(binance().rows(file))
        .containsExactly("1723075200200000,BTCUSD_PERP,55020.1,17,SELL,880000001");
  }

  @Test
  void klinesBecomeCandlesOfTheLengthInTheName() throws IOException {
    Path millis =
        binance()
            .zip(
                "BTCUSDT-1m-2024-08.zip",
                "BTCUSDT-1m-2024-08.csv",
                "open_time,open,high,low,close,volume,close_time,quote_volume,count,"
                    + "taker_buy_volume,taker_buy_quote_volume,ignore",
                "1723075200000,55036.0,55100.5,55000.1,55050.0,12.345,1723075259999,679000.1,900,"
                    + "6.1,335000.2,0");
    Path micros =
        binance()
            .file(
                "BTCUSDT-1m-2025-03-04.csv",
                "1741046400000000,1.5,2.50,1.0,2,0,1741046459999999,0,0,0,0,0");

    assertThat(binance().rows(millis, micros))
        .containsExactly(
            "1723075200000000,BTCUSDT,1m,55036.0,55100.5,55000.1,55050.0,12.345",
            "1741046400000000,BTCUSDT,1m,1.5,2.50,1.0,2,0");
  }

  @Test
  void bookTickerBecomesQuotesAtTheTimeOfTheTransaction() throws IOException {
    Path file =
        binance()
            .file(
                "BTCUSDT-bookTicker-2024-03-01.csv",
                "update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,"
                    + "transaction_time,event_time",
                "4100000000001,61130.90,3.512,61131.00,8.044,1709251200003,1709251200008");

    assertThat(binance().rows(file))
        .containsExactly("1709251200003000,BTCUSDT,61130.90,3.512,61131.00,8.044");
  }

  @Test
  void renamedFilesAreToldByTheirContentAndTheOptions() throws IOException {
    Import trades = binance().kind(TapeKind.TRADES).symbol("BTCUSDT").overwriting();
    Path spotTrades = trades.file("a.csv", "1,10.5,2,21,1723075200000,True,True");
    Path futuresAggregates = trades.file("b.csv", "1,10.5,2,7,8,1723075200001,false");
    Path withHeader = trades.file("c.csv", AGG_HEADER, "1,10.5,2,7,8,1723075200002,false");
    Path klines = trades.file("d.csv", "1723075200000,1,1,1,1,5,1723075259999,5,1,1,1,0");

    assertThat(trades.rows(spotTrades, futuresAggregates, withHeader))
        .containsExactly(
            "1723075200000000,BTCUSDT,10.5,2,SELL,1",
            "1723075200001000,BTCUSDT,10.5,2,BUY,1",
            "1723075200002000,BTCUSDT,10.5,2,BUY,1");
    assertThat(trades.kind(TapeKind.CANDLES).timeframe(Timeframe.M1).rows(klines))
        .containsExactly("1723075200000000,BTCUSDT,1m,1,1,1,1,5");
  }

  @Test
  void badLinesAreKeptWholeAndCountedByReason() throws IOException {
    Path file =
        binance()
            .file(
                "BTCUSDT-aggTrades-2024-08-08.csv",
                "1,0.00000000,1,1,1,1723075200000,True,True",
                "2,10,0,1,1,1723075200000,True,True",
                "3,ten,1,1,1,1723075200000,True,True",
                "4,10,1,1,1,yesterday,True,True",
                "5,10,1,1,1,1723075200000,maybe,True",
                "6,10,1,1,1",
                "7,10,1,1,1,\"1723075200000,True",
                "8,\"10.10\",\"1.5\",1,1,1723075200000,\"True\",True",
                "9,10,1,1,1,-5,True,True");

    ImportResult result = binance().run(file);

    assertThat(result.rows()).isEqualTo(1);
    assertThat(result.rejectedLines()).isEqualTo(8);
    assertThat(result.rejected().keySet())
        .containsExactly(
            "FIELD_COUNT",
            "NOT_A_NUMBER",
            "PRICE_NOT_POSITIVE",
            "SIZE_NOT_POSITIVE",
            "TS_NOT_A_NUMBER",
            "TS_NOT_POSITIVE",
            "UNKNOWN_SIDE");
    assertThat(result.rejected().get("FIELD_COUNT"))
        .isEqualTo(new ImportResult.Rejection(2, file, 6, "5 fields where there should be 7 or 8"));
    assertThat(binance().rejected())
        .hasSize(9)
        .startsWith(
            "file,line,reason,detail,original",
            file
                + ",1,PRICE_NOT_POSITIVE,price 0.00000000 is not above zero,"
                + "\"1,0.00000000,1,1,1,1723075200000,True,True\"")
        .contains(
            file
                + ",7,FIELD_COUNT,the line ends within quotes,"
                + "\"7,10,1,1,1,\"\"1723075200000,True\"");
  }

  @Test
  void amountsLoseTheirExponentAndNothingElse() throws IOException {
    Path file =
        binance()
            .file(
                "PEPEUSDT-aggTrades-2024-08-08.csv",
                "1,3.07e-06,1E3,1,1,1723075200000,false,true",
                "2,0.123456789012345678901234567890,99999999999999999999.10,1,1,1723075200000,"
                    + "false,true");

    assertThat(binance().rows(file))
        .containsExactly(
            "1723075200000000,PEPEUSDT,0.00000307,1000,BUY,1",
            "1723075200000000,PEPEUSDT,0.123456789012345678901234567890,"
                + "99999999999999999999.10,BUY,2");
  }

  @Test
  void whatIsNotToldIsAskedFor() throws IOException {
    Path nameless = binance().file("data.csv", "1,10,1,1,1,1723075200000,true");
    Path fourHours = binance().file("BTCUSDT-4h-2024-08.csv", "1,1,1,1,1,1,1,1,1,1,1,1");
    Path trades = binance().file("ETHUSDT-trades-2024-08-08.csv", "1,10,1,10,1723075200000,true");

    assertThatThrownBy(() -> binance().run(nameless))
        .isInstanceOf(TapeException.class)
        .hasMessageStartingWith(nameless + ": neither its name")
        .hasMessageEndingWith("give --kind and --symbol");
    assertThatThrownBy(() -> binance().kind(TapeKind.TRADES).run(nameless))
        .hasMessage(nameless + ": its name tells no symbol; give --symbol");
    assertThatThrownBy(() -> binance().run(fourHours))
        .hasMessage(fourHours + ": unknown timeframe '4h': choose one of 1s, 1m, 5m, 15m, 1h");
    assertThatThrownBy(() -> binance().kind(TapeKind.QUOTES).run(trades))
        .hasMessage(trades + ": holds trades, not quotes");
  }
}
