package io.tapeline.core.tape.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.tape.TapeCheck;
import io.tapeline.core.tape.TapeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worked rows of Tardis, Kraken, LOBSTER, TrueFX and Dukascopy. */
class OtherFormatsTest {

  @TempDir private Path folder;

  private Import of(ForeignFormat format) {
    return Import.of(folder, format);
  }

  @Test
  void tardisTrades() throws IOException {
    Path file =
        of(ForeignFormat.TARDIS)
            .file(
                "deribit_trades.csv",
                "exchange,symbol,timestamp,local_timestamp,id,side,price,amount",
                "deribit,BTC-PERPETUAL,1577836801278000,1577836801383218,71258500,sell,7164.5,50",
                "deribit,ETH-PERPETUAL,1577836801279000,1577836801383219,71258501,unknown,128.6,7");

    assertThat(of(ForeignFormat.TARDIS).rows(file))
        .containsExactly(
            "1577836801278000,BTC-PERPETUAL,7164.5,50,SELL,71258500",
            "1577836801279000,ETH-PERPETUAL,128.6,7,,71258501");
  }

  @Test
  void tardisTradesWithIdsThatAreNoNumbersHaveNone() throws IOException {
    Path file =
        of(ForeignFormat.TARDIS)
            .file(
                "bitmex_trades.csv",
                "exchange,symbol,timestamp,local_timestamp,id,side,price,amount",
                "bitmex,XBTUSD,1577836801278000,1577836801383218,2a1b7c9e-0f3d,sell,7164.5,50",
                "bitmex,XBTUSD,1577836801278000,1577836801383218,9223372036854775807,sell,7164.5,50",
                "bitmex,XBTUSD,1577836801278000,1577836801383218,9223372036854775808,sell,7164.5,50");

    assertThat(of(ForeignFormat.TARDIS).rows(file))
        .containsExactly(
            "1577836801278000,XBTUSD,7164.5,50,SELL,",
            "1577836801278000,XBTUSD,7164.5,50,SELL,9223372036854775807",
            "1577836801278000,XBTUSD,7164.5,50,SELL,");
  }

  @Test
  void tardisQuotesHaveTheAskFirst() throws IOException {
    Path file =
        of(ForeignFormat.TARDIS)
            .file(
                "quotes.csv",
                "exchange,symbol,timestamp,local_timestamp,ask_amount,ask_price,bid_price,bid_amount",
                "huobi-dm-swap,BTC-USD,1588291201099000,1588291201234268,9193,8629.4,8629.2,127");

    assertThat(of(ForeignFormat.TARDIS).rows(file))
        .containsExactly("1588291201099000,BTC-USD,8629.2,127,8629.4,9193");
  }

  @Test
  void tardisSnapshotHasTheTimeOfItsFirstRow() throws IOException {
    String header = "exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount";
    Path file =
        of(ForeignFormat.TARDIS)
            .file(
                "incremental_book_L2.csv",
                header,
                "x,A,1577836800000001,1577836800000100,true,ask,11,5",
                "x,A,1577836800000002,1577836800000100,true,bid,10,4",
                "x,A,1577836800000003,1577836800000200,false,bid,10,0",
                "x,A,1577836800000009,1577836800000300,true,ask,12,5",
                "x,B,1577836800000010,1577836800000300,true,ask,13,5");

    assertThat(of(ForeignFormat.TARDIS).rows(file))
        .containsExactly(
            "1577836800000001,A,ASK,11,5,snapshot",
            "1577836800000001,A,BID,10,4,snapshot",
            "1577836800000003,A,BID,10,0,update",
            "1577836800000009,A,ASK,12,5,snapshot",
            "1577836800000010,B,ASK,13,5,snapshot");
  }

  @Test
  void otherTardisFilesAreRefused() throws IOException {
    Path file =
        of(ForeignFormat.TARDIS)
            .file("d.csv", "exchange,symbol,timestamp,local_timestamp,funding_rate", "x,A,1,1,1");

    assertThatThrownBy(() -> of(ForeignFormat.TARDIS).run(file))
        .hasMessageContaining("line 1: no header of Tardis trades, quotes or incremental_book_L2");
  }

  @Test
  void krakenTradesInSecondsWithAndWithoutFraction() throws IOException {
    Path file =
        of(ForeignFormat.KRAKEN)
            .file("XBTUSD.csv", "1381095255,122.00000,0.10000000", "1381095255.0456,123.61000,0.1");

    assertThat(of(ForeignFormat.KRAKEN).rows(file))
        .containsExactly(
            "1381095255000000,XBTUSD,122.00000,0.10000000,",
            "1381095255045600,XBTUSD,123.61000,0.1,");
  }

  @Test
  void krakenCandlesOfTheMinutesInTheName() throws IOException {
    Import kraken = of(ForeignFormat.KRAKEN).overwriting();
    Path minutes = kraken.file("XBTUSD_1.csv", "1723075260,55036.1,55037,55036,55036.5,0.75,12");
    Path hours = kraken.file("XBTUSD_60.csv", "1723075200,1,2,1,2,3,4");
    Path days = kraken.file("XBTUSD_1440.csv", "1723075200,1,2,1,2,3,4");

    assertThat(kraken.rows(minutes))
        .containsExactly("1723075260000000,XBTUSD,1m,55036.1,55037,55036,55036.5,0.75");
    assertThat(kraken.rows(hours)).containsExactly("1723075200000000,XBTUSD,1h,1,2,1,2,3");
    assertThatThrownBy(() -> kraken.run(days)).hasMessageContaining("unknown timeframe '1440m'");
  }

  /** Midnight of 2012-06-21 in New York is 04:00 UTC, 1340251200 s. */
  @Test
  void lobsterExecutionsAreTradesOfTheOtherSide() throws IOException {
    Import lobster = of(ForeignFormat.LOBSTER).kind(TapeKind.TRADES);
    Path messages =
        lobster.file(
            "AAPL_2012-06-21_34200000_57600000_message_1.csv",
            "34200.004241176,1,16113575,18,5853300,1",
            "34200.025551909,4,16120456,18,5859100,-1",
            "34200.201743010,5,0,100,5859001,1",
            "34201.0,9,1,1,1,1");

    ImportResult result = lobster.run(messages);

    assertThat(Files.readAllLines(lobster.out()))
        .containsExactly(
            "ts,symbol,price,size,side",
            "1340285400025551,AAPL,585.9100,18,BUY",
            "1340285400201743,AAPL,585.9001,100,SELL");
    assertThat(result.passedOver()).isEqualTo(1);
    assertThat(result.rejected()).containsOnlyKeys("UNKNOWN_TYPE");
  }

  /** Midnight of 2015-01-05 in New York is 05:00 UTC, 1420434000 s. */
  @Test
  void lobsterHiddenExecutionsTellNoSideSinceMid2014() throws IOException {
    Import lobster = of(ForeignFormat.LOBSTER).kind(TapeKind.TRADES);
    Path messages =
        lobster.file(
            "AAPL_2015-01-05_34200000_57600000_message_1.csv",
            "34200.5,5,0,100,1080000,1",
            "34200.6,4,7,1,1080000,1");

    assertThat(lobster.rows(messages))
        .containsExactly(
            "1420468200500000,AAPL,108.0000,100,", "1420468200600000,AAPL,108.0000,1,SELL");
  }

  @Test
  void lobsterBookIsASnapshotAndItsChanges() throws IOException {
    Import lobster = of(ForeignFormat.LOBSTER).kind(TapeKind.BOOK);
    Path messages =
        lobster.file(
            "AAPL_2012-06-21_34200000_57600000_message_2.csv",
            "34200.1,1,1,18,5853300,1",
            "34200.2,1,2,5,5859300,-1",
            "34200.2,3,1,18,5853300,1",
            "34200.3,5,0,1,5859000,1");
    Path books =
        lobster.file(
            "AAPL_2012-06-21_34200000_57600000_orderbook_2.csv",
            "5859400,200,5853300,18,9999999999,0,-9999999999,0",
            "5859300,5,5853300,18,5859400,200,-9999999999,0",
            "5859300,5,-9999999999,0,5859400,150,-9999999999,0",
            "5859300,5,-9999999999,0,5859400,150,-9999999999,0");

    assertThat(lobster.rows(messages, books))
        .containsExactly(
            "1340285400100000,AAPL,BID,585.3300,18,snapshot",
            "1340285400100000,AAPL,ASK,585.9400,200,snapshot",
            "1340285400200000,AAPL,ASK,585.9300,5,update",
            "1340285400200000,AAPL,BID,585.3300,0,update",
            "1340285400200000,AAPL,ASK,585.9400,150,update");
    assertThat(TapeCheck.of(lobster.out()).verdict()).isEqualTo(TapeCheck.Verdict.USABLE);
  }

  @Test
  void lobsterLineThatIsRefusedChangesNothingOfTheBook() throws IOException {
    Import lobster = of(ForeignFormat.LOBSTER).kind(TapeKind.BOOK);
    Path messages =
        lobster.file(
            "AAPL_2012-06-21_34200000_57600000_message_1.csv",
            "34200.1,1,1,18,5853300,1",
            "34200.2,1,2,5,5859300,-1",
            "34200.3,1,3,7,5853300,1");
    lobster.file(
        "AAPL_2012-06-21_34200000_57600000_orderbook_1.csv",
        "5859400,200,5853300,18",
        "5859300,5,5853300,-18",
        "5859300,5,5853300,25");

    assertThat(lobster.rows(messages))
        .containsExactly(
            "1340285400100000,AAPL,BID,585.3300,18,snapshot",
            "1340285400100000,AAPL,ASK,585.9400,200,snapshot",
            "1340285400300000,AAPL,BID,585.3300,25,update",
            "1340285400300000,AAPL,ASK,585.9400,0,update",
            "1340285400300000,AAPL,ASK,585.9300,5,update");
    assertThat(lobster.rejected())
        .containsExactly(
            "file,line,reason,detail,original",
            messages + ",2,SIZE_NEGATIVE,size -18 is below zero,\"34200.2,1,2,5,5859300,-1",
            "5859300,5,5853300,-18\"");
  }

  @Test
  void lobsterPairThatDoesNotFitIsRefused() throws IOException {
    Import lobster = of(ForeignFormat.LOBSTER).kind(TapeKind.BOOK);
    Path messages =
        lobster.file(
            "A_2012-06-21_34200000_57600000_message_1.csv",
            "34200.1,1,1,18,5853300,1",
            "34200.2,1,1,18,5853300,1");
    assertThatThrownBy(() -> lobster.run(messages))
        .hasMessageContaining("A_2012-06-21_34200000_57600000_orderbook_1.csv must lie beside it");
    lobster.file("A_2012-06-21_34200000_57600000_orderbook_1.csv", "5859400,200,5853300,18");
    assertThatThrownBy(() -> lobster.run(messages))
        .hasMessageContaining("ends after line 1, before its message file");
    assertThatThrownBy(() -> of(ForeignFormat.LOBSTER).run(messages))
        .hasMessageEndingWith("give --kind trades or --kind book");
  }

  @Test
  void truefxTicks() throws IOException {
    Path file =
        of(ForeignFormat.TRUEFX)
            .file("EURUSD-2014-05.csv", "EUR/USD,20140501 00:00:00.123,1.38655,1.3866");

    assertThat(of(ForeignFormat.TRUEFX).rows(file))
        .containsExactly("1398902400123000,EUR/USD,1.38655,,1.3866,");
  }

  @Test
  void dukascopyTicksInTheirSeveralForms() throws IOException {
    Import dukascopy = of(ForeignFormat.DUKASCOPY).overwriting();
    Path platform =
        dukascopy.file(
            "EURUSD_Ticks_01.05.2014-01.05.2014.csv",
            "Gmt time,Ask,Bid,AskVolume,BidVolume",
            "01.05.2014 00:00:00.123,1.38662,1.38658,1.5,0.75");
    Path local =
        dukascopy.file(
            "EURUSD_Ticks_02.csv",
            "Local time,Ask,Bid,AskVolume,BidVolume",
            "01.05.2014 02:00:00.500 GMT+0200,1.38662,1.38658,1.5,0.75");
    Path downloader =
        dukascopy.file(
            "eurusd-tick-2014-05-01-2014-05-02.csv",
            "timestamp,askPrice,bidPrice",
            "1398902401000,1.38662,1.38658");

    assertThat(dukascopy.rows(platform, local, downloader))
        .containsExactly(
            "1398902400123000,EURUSD,1.38658,0.75,1.38662,1.5",
            "1398902400500000,EURUSD,1.38658,0.75,1.38662,1.5",
            "1398902401000000,EURUSD,1.38658,,1.38662,");
  }
}
