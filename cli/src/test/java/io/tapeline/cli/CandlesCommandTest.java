package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.testsupport.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandlesCommandTest {

  private static final String HEADER = CandlesCommand.HEADER;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "oanda_XAUUSD_20140504, 1s, bid",
    "oanda_XAUUSD_20140504, 1m, ask",
    "oanda_XAUUSD_20140505, 1s, ask",
    "oanda_EURUSD_20140501, 1m, bid",
    "oanda_EURUSD_20140501, 1m, ask",
  })
  void outputIsTheOtherAggregatorsTapeToTheByte(String tape, String timeframe, String price)
      throws IOException {
    Path quotes = SharedData.tape(tape + "_quotes");
    Path other = SharedData.tape("%s_candles_%s_%s".formatted(tape, timeframe, price));

    Run run = Run.of("candles", "--tape", quotes, "--timeframe", timeframe, "--price", price);

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(text(other));
  }

  @Test
  void fullMinutesAreTheExchangesToTheByte() throws IOException {
    Path trades = SharedData.tape("binance_usdm_BTCUSDT_20240808_trades");
    List<String> exchange =
        text(SharedData.tape("binance_usdm_BTCUSDT_20240808_candles_1m_exchange")).lines().toList();

    Run run = Run.of("candles", "--tape", trades, "--timeframe", "1m");

    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(7);
    assertThat(run.lines().getFirst()).isEqualTo(exchange.getFirst());
    assertThat(run.lines().subList(2, 7)).isEqualTo(exchange.subList(2, 7));
  }

  @Test
  void booksAloneGiveCandlesOfTheMid() throws IOException {
    Path book =
        write(
            "book.csv",
            "ts,symbol,side,price,size,type",
            "1000000,X,BID,10,1,snapshot",
            "1000000,X,ASK,11,1,snapshot",
            "1500000,X,BID,10.5,1,update");

    Run run = Run.of("candles", "--tape", book, "--timeframe", "1s");

    assertThat(run.lines())
        .containsExactly(CandlesCommand.HEADER, "1000000,X,1s,10.5,10.75,10.5,10.75,0");
  }

  @Test
  void severalTapesAndSymbolsAreSortedByCloseThenSymbol() throws IOException {
    Path one =
        write("one.csv", "ts,symbol,price,size", "1000000,B,1,1", "2000000,B,2,1", "9000000,B,3,1");
    Path two =
        write(
            "two.csv",
            "price,size,symbol,ts",
            "5,1,A,1200000",
            "6,1,A,2300000",
            "7,1,A,5000000",
            "8,2,A,9999999");

    Run run = Run.of("candles", "--timeframe", "1s", "--tape", one, two);

    assertThat(run.lines())
        .containsExactly(
            CandlesCommand.HEADER,
            "1000000,A,1s,5,5,5,5,1",
            "1000000,B,1s,1,1,1,1,1",
            "2000000,A,1s,6,6,6,6,1",
            "2000000,B,1s,2,2,2,2,1",
            "5000000,A,1s,7,7,7,7,1",
            "9000000,A,1s,8,8,8,8,2",
            "9000000,B,1s,3,3,3,3,1");
  }

  @Test
  void latePricesAndFilledMinutesArePrintedOnlyWhereWanted() throws IOException {
    Path tape =
        write(
            "late.csv",
            "ts,symbol,price,size",
            "60000000,X,1,1",
            "180000000,X,2,1",
            "119999999,X,3,1",
            "180000001,X,4,1");

    Run plain = Run.of("candles", "--timeframe", "1m", "--tape", tape);
    Run filled = Run.of("candles", "--timeframe", "1m", "--tape", tape, "--synthetic");
    Run all = Run.of("candles", "--timeframe", "1m", "--tape", tape, "--synthetic", "--revisions");

    assertThat(plain.lines())
        .containsExactly(
            CandlesCommand.HEADER, "60000000,X,1m,1,1,1,1,1", "180000000,X,1m,2,4,2,4,2");
    assertThat(plain.errors()).singleElement().asString().contains("1 prices came after");
    assertThat(filled.lines())
        .containsExactly(
            CandlesCommand.HEADER,
            "60000000,X,1m,1,1,1,1,1",
            "120000000,X,1m,1,1,1,1,0",
            "180000000,X,1m,2,4,2,4,2");
    assertThat(all.lines())
        .containsExactly(
            CandlesCommand.HEADER + ",revision",
            "60000000,X,1m,1,1,1,1,1,0",
            "120000000,X,1m,1,1,1,1,0,0",
            "60000000,X,1m,1,3,1,3,2,1",
            "120000000,X,1m,3,3,3,3,0,1",
            "180000000,X,1m,2,4,2,4,2,0");
    assertThat(all.err()).isEmpty();
  }

  @Test
  void fiveMinutesArePrintedWhereverThereIsATrade() throws IOException {
    Path trades = SharedData.tape("binance_spot_XRPETH_20191011_trades");
    Path other = SharedData.tape("binance_spot_XRPETH_20191011_candles_5m");

    Run run = Run.of("candles", "--tape", trades, "--timeframe", "5m");

    assertThat(opens(run.lines())).isEqualTo(opens(text(other).lines().toList()));
  }

  @Test
  void longerCandlesAreMadeOfATapeOfShorterOnesAsTheExchangeDoes() throws IOException {
    Path minutes = SharedData.tape("binance_usdm_DOGEUSDT_202601_candles_1m");
    Path exchange = SharedData.tape("binance_usdm_DOGEUSDT_202601_candles_5m");

    Run run = Run.of("candles", "--tape", minutes, "--timeframe", "5m");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines()).isEqualTo(text(exchange).lines().toList());
  }

  @Test
  void tapeOfCandlesWithAContradictionIsUsedWithoutIt() throws IOException {
    Path tape =
        write(
            "c.csv",
            HEADER,
            "60000000,X,1m,1,2,1,2,1",
            "60000000,X,1m,1,3,1,2,1",
            "60000000,X,1m,1,2,1,2,1",
            "120000000,X,1m,2,3,2,3,1");

    Run run = Run.of("candles", "--tape", tape, "--timeframe", "5m");

    assertThat(run.lines()).containsExactly(HEADER, "0,X,5m,1,3,1,3,2");
    assertThat(run.errors()).hasSize(2);
    assertThat(run.errors().getFirst()).contains("1 row quarantined", "CONFLICTING_DUPLICATE");
    assertThat(run.errors().getLast()).contains("1 candles repeat");
    assertRefused(Run.of("candles", "--tape", tape, "--timeframe", "5m", "--price", "trade"));
    assertRefused(Run.of("candles", "--tape", tape, "--timeframe", "1s"));
  }

  private static List<String> opens(List<String> rows) {
    return rows.stream().map(row -> row.substring(0, row.indexOf(','))).toList();
  }

  @Test
  void quarantinedRowsAreToldInOneLineAndTheRestIsUsed() throws IOException {
    Path good = SharedData.tape("binance_usdm_TRXUSDT_20250304_trades");
    Path bad = SharedData.tape("bad_binance_usdm_TRXUSDT_20250304_trades");

    Run clean = Run.of("candles", "--tape", good, "--timeframe", "5m");
    Run run = Run.of("candles", "--tape", bad, "--timeframe", "5m");

    assertThat(run.status()).isZero();
    assertThat(run.errors())
        .containsExactly(
            "tapeline: 2 rows quarantined (first: line 2 of "
                + Run.name(bad)
                + ", PRICE_NOT_POSITIVE: price -1 is not above zero)");
    // The bad tape lacks the first trade, so only the first candle differs.
    assertThat(run.lines()).hasSizeGreaterThan(3);
    assertThat(run.lines().subList(2, run.lines().size()))
        .isEqualTo(clean.lines().subList(2, clean.lines().size()));
  }

  @Test
  void cutTapeEndsWithStatusTwoAfterWhatWasReadable() throws IOException {
    Path whole = SharedData.tape("binance_usdm_BTCUSDT_20240808_trades");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));

    Run run = Run.of("candles", "--tape", cut, "--timeframe", "1s");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).singleElement().asString().contains("cut.csv.gz: line ", "cut off");
    List<String> sound = Run.of("candles", "--tape", whole, "--timeframe", "1s").lines();
    assertThat(run.lines()).hasSizeGreaterThan(50).isEqualTo(sound.subList(0, run.lines().size()));
  }

  @Test
  void inputsThatCannotGiveCandlesAreRefused() throws IOException {
    Path quotes = write("q.csv", "ts,symbol,bid,ask", "1,X,1,2");
    Path trades = write("t.csv", "ts,symbol,price,size", "1,X,1,2");
    Path none = write("none.csv", "ts,symbol,price,size");
    Path candles =
        write("c.csv", "ts,symbol,timeframe,open,high,low,close,volume", "60000000,X,1m,1,1,1,1,1");

    assertRefused(Run.of("candles", "--timeframe", "1m", "--price", "trade", "--tape", quotes));
    assertRefused(Run.of("candles", "--timeframe", "1m", "--price", "bid", "--tape", trades));
    assertRefused(Run.of("candles", "--timeframe", "1m", "--tape", none));
    assertRefused(Run.of("candles", "--timeframe", "1m", "--tape", candles));
    assertRefused(Run.of("candles", "--timeframe", "1m", "--tape", folder));
  }

  @Test
  void closedOutputEndsTheCommandQuietly() throws IOException {
    Path trades = write("t.csv", "ts,symbol,price,size", "1000000,X,1,2", "2000000,X,1,2");
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Tapeline.run(
            new Console(
                new PrintStream(closed, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            "candles",
            "--timeframe",
            "1s",
            "--tape",
            trades.toString());

    assertThat(status).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private static void assertRefused(Run run) {
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).singleElement().asString().startsWith("tapeline: ");
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private static String text(Path gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
