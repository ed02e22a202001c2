package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.indicator.named.NamedIndicator;
import io.tapeline.core.indicator.named.NamedIndicators;
import io.tapeline.testsupport.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndicatorCommandTest {

  private static final String CANDLES = "ts,symbol,timeframe,open,high,low,close,volume";

  @TempDir private Path folder;

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  @Test
  void valuesOfCandlesBeginWhereTheIndicatorIsReady() throws IOException {
    Path candles =
        write(
            "c.csv",
            CANDLES,
            "60000000,X,1m,10,10,10,10,1",
            "120000000,X,1m,11,11,11,11,1",
            "180000000,X,1m,10.5,10.5,10.5,10.5,1",
            "240000000,X,1m,11.5,11.5,11.5,11.5,1",
            "300000000,X,1m,11,11,11,11,1");

    Run run = Run.of("indicator", "rsi", "--candles", candles, "--set", "n=3");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines()).hasSize(3);
    assertThat(run.lines().getFirst()).isEqualTo("ts,symbol,value");
    assertThat(run.lines().get(1)).startsWith("240000000,X,");
    assertThat(value(run.lines().get(1))).isCloseTo(80.0, within(1e-9));
    assertThat(value(run.lines().get(2))).isCloseTo(61.538462, within(5e-7));
  }

  private static double value(String row) {
    return Double.parseDouble(row.split(",", -1)[2]);
  }

  @Test
  void symbolsAreFollowedByThemselves() throws IOException {
    Path candles =
        write(
            "two.csv",
            CANDLES,
            "60000000,A,1m,10,12,9,10,1",
            "60000000,B,1m,1,1.5,1,1,1",
            "120000000,A,1m,10,11,10,10,1",
            "120000000,B,1m,1,1,1,1,1");

    assertThat(Run.of("indicator", "tr", "--candles", candles).lines())
        .containsExactly(
            "ts,symbol,value", "60000000,A,3", "60000000,B,0.5", "120000000,A,1", "120000000,B,0");
  }

  @Test
  void filledMinutesCountButHaveNoRowAndLongerGapsBeginAnew() throws IOException {
    Path candles =
        write(
            "gap.csv",
            CANDLES,
            "60000000,X,1m,10,12,10,10,1",
            "240000000,X,1m,10,14,10,10,1",
            "600000000,X,1m,10,11,10,10,1",
            "660000000,X,1m,10,12,10,10,1");

    // Ranges 2, 0, 0, 4, then a new segment with 1, 2.
    assertThat(Run.of("indicator", "atr", "--candles", candles, "--set", "n=4").lines())
        .containsExactly("ts,symbol,value", "240000000,X,1.5");
    assertThat(Run.of("indicator", "atr", "--candles", candles, "--set", "n=2").lines())
        .containsExactly("ts,symbol,value", "240000000,X,2.25", "660000000,X,1.5");
  }

  @Test
  void tradesMakeCandlesAndDeltas() throws IOException {
    Path trades =
        write(
            "t.csv",
            "ts,symbol,price,size,side",
            "60000000,X,10,5,BUY",
            "60500000,X,12,2,SELL",
            "120000000,X,11,1.50,",
            "180000000,X,11,1,BUY");

    assertThat(Run.of("indicator", "cvd", "--tape", trades).lines())
        .containsExactly(
            "ts,symbol,value,delta",
            "60000000,X,5,5",
            "60500000,X,3,-2",
            "120000000,X,1.5,-1.5",
            "180000000,X,2.5,1");
    assertThat(Run.of("indicator", "tr", "--tape", trades).lines())
        .containsExactly("ts,symbol,value", "60000000,X,2", "120000000,X,1", "180000000,X,0");
    assertThat(Run.of("indicator", "tr", "--tape", trades, "--timeframe", "1s").lines()).hasSize(4);
  }

  @Test
  void quotesAndBooksFeedTheirIndicators() throws IOException {
    Path quotes =
        write(
            "q.csv",
            "ts,symbol,bid,bid_size,ask,ask_size",
            "1000000,X,100.00,10,100.01,12",
            "10000000,X,100.00,14,100.01,7",
            "11000000,X,100.01,6,100.02,9");
    Path book =
        write(
            "b.csv",
            "ts,symbol,side,price,size,type",
            "1000000,X,BID,99,30,snapshot",
            "1000000,X,ASK,101,10,snapshot");

    Run flow = Run.of("indicator", "ofi", "--tape", quotes);
    assertThat(flow.lines()).hasSize(2);
    assertThat(flow.lines().get(1)).startsWith("11000000,X,22,2.44");
    assertThat(Run.of("indicator", "imb", "--tape", book).lines())
        .containsExactly("ts,symbol,value", "1000000,X,0.5");
    assertThat(Run.of("indicator", "microprice", "--tape", book).lines())
        .containsExactly("ts,symbol,value", "1000000,X,100.5");
  }

  @Test
  void filesThatDoNotFitAreRefused() throws IOException {
    Path quotes = write("q.csv", "ts,symbol,bid,ask", "1,X,1,2");
    Path candles = write("c.csv", CANDLES, "60000000,X,1m,1,1,1,1,1");
    Path mixed = write("m.csv", CANDLES, "60000000,X,1m,1,1,1,1,1", "300000000,X,5m,1,1,1,1,1");

    assertRefused("is a quotes tape; give it with --tape", "atr", "--candles", quotes);
    assertRefused("is a candles tape; give it with --candles", "atr", "--tape", candles);
    assertRefused("vpin needs a trades tape; none is among the files", "vpin", "--tape", quotes);
    assertRefused("m.csv: line 3: candles of 5m among candles of 1m", "atr", "--candles", mixed);
    assertRefused("no usable row", "atr", "--candles", write("none.csv", CANDLES));
  }

  private static void assertRefused(String message, Object... args) {
    Object[] all = new Object[args.length + 1];
    all[0] = "indicator";
    System.arraycopy(args, 0, all, 1, args.length);
    Run run = Run.of(all);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).singleElement().asString().contains(message);
  }

  @Test
  void badRowsAreToldAndTooFewAreNoError() throws IOException {
    Path candles =
        write(
            "c.csv",
            CANDLES,
            "60000000,X,1m,10,9.9,9.5,9.6,1",
            "120000000,X,1m,1,1,1,1,1",
            "120000000,X,1m,1,1,1,1,1");

    Run run = Run.of("indicator", "atr", "--candles", candles);

    assertThat(run.status()).isZero();
    assertThat(run.lines()).containsExactly("ts,symbol,value");
    assertThat(run.errors()).hasSize(3);
    assertThat(run.errors().get(0)).contains("1 row quarantined", "HIGH_BELOW_BODY");
    assertThat(run.errors().get(1)).contains("1 candles repeat");
    assertThat(run.errors().get(2)).contains("atr: no value");
  }

  @Test
  void listNamesEveryIndicatorWithItsParameters() {
    Run run = Run.of("indicator", "--list");

    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(NamedIndicators.list().size());
    assertThat(run.out())
        .contains("atr            average true range, Wilder. From candles or any tape.")
        .contains("Parameters: n=14.");
  }

  /** Every indicator has values on the same hours of real candles and minutes of real ticks. */
  @Test
  void everyIndicatorHasValuesOfRealData() {
    Path candles = SharedData.tape("coinbase_BTCEUR_20180404_candles_1m");
    Path trades = SharedData.tape("binance_usdm_BTCUSDT_20240808_trades");
    Path book = SharedData.tape("binance_usdm_BTCUSDT_20240808_book");
    Path quotes = SharedData.tape("binance_usdm_BTCUSDT_20240808_quotes");
    for (NamedIndicator each : NamedIndicators.list()) {
      Run run =
          switch (each.input()) {
            case CANDLES, TRADES_OR_CANDLES ->
                Run.of("indicator", each.name(), "--candles", candles);
            case TRADES -> Run.of("indicator", each.name(), "--tape", trades, "--set", "bucket=1");
            case QUOTES -> Run.of("indicator", each.name(), "--tape", quotes);
            case BOOK -> Run.of("indicator", each.name(), "--tape", book);
          };

      assertThat(run.status()).as(each.name()).isZero();
      assertThat(run.lines()).as(each.name()).hasSizeGreaterThan(1);
      int columns = each.columns().size() + 2;
      assertThat(run.lines())
          .as(each.name())
          .allMatch(row -> row.split(",", -1).length == columns)
          .noneMatch(row -> row.contains("NaN") || row.contains("Infinity"));
    }
  }
}
