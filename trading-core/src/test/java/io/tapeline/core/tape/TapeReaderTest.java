package io.tapeline.core.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.quarantine.Quarantined;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TapeReaderTest {

  private static final Symbol BTC = new Symbol("BTCUSDT");
  private static final long DAY = 86_400_000_000L;

  @TempDir private Path folder;

  @Test
  void columnsMayStandInAnyOrderWithOthersBetween() throws IOException {
    Path tape =
        Tapes.write(
            folder, "a.csv", "side,id,Size,SYMBOL,price,ts", "sell,7,0.5,BTCUSDT,101.10,1000");

    assertThat(Tapes.rows(tape)).containsExactly(trade(2, 1000, "101.10", "0.5", Aggressor.SELL));
  }

  @Test
  void missingOrEmptySidesAndSizesAreUnknown() throws IOException {
    Path trades = Tapes.write(folder, "t.csv", "ts,symbol,price,size", "1000,BTCUSDT,1,2");
    Path quotes = Tapes.write(folder, "q.csv", "ts,symbol,bid,ask,ask_size", "1000,BTCUSDT,1,2,");

    assertThat(Tapes.rows(trades)).containsExactly(trade(2, 1000, "1", "2", Aggressor.UNKNOWN));
    assertThat(Tapes.rows(quotes))
        .containsExactly(
            new TapeRow.BidAsk(2, 1000, BTC, Price.of("1"), null, Price.of("2"), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.50            | 1.50
          3.07e-06        | 0.00000307
          1.5E3           | 1500
          +2              | 2
          .5              | 0.5
          0.000022900     | 0.000022900
          123456789012345678901234.5 | 123456789012345678901234.5
          """)
  void pricesAreExactDecimalsInTheDigitsOfTheSource(String written, String read)
      throws IOException {
    Path tape =
        Tapes.write(folder, "a.csv", "ts,symbol,price,size", "1000,BTCUSDT," + written + ",1");

    assertThat(Tapes.rows(tape))
        .singleElement()
        .isInstanceOfSatisfying(
            TapeRow.Trade.class, trade -> assertThat(trade.price()).hasToString(read));
  }

  @Test
  void paddedQuotedAndWindowsLinesAreUnderstood() throws IOException {
    Path tape = folder.resolve("a.csv");
    Files.writeString(
        tape,
        "\uFEFFts,\"symbol\", price ,size,side\r\n\r\n 1000 ,\"BTCUSDT\",  1.5,\t2 , buy \r\n"
            + "2000,BTCUSDT,\" 1.6 \",3,");

    assertThat(Tapes.rows(tape))
        .containsExactly(
            trade(3, 1000, "1.5", "2", Aggressor.BUY),
            trade(4, 2000, "1.6", "3", Aggressor.UNKNOWN));
  }

  @Test
  void gzipIsToldByContentNotByName() throws IOException {
    List<String> lines = List.of("ts,symbol,price,size", "1000,BTCUSDT,1,2");
    Path plain = Files.write(folder.resolve("plain.csv.gz"), lines);
    Path packed = folder.resolve("packed.csv");
    gzip(packed, lines);

    assertThat(Tapes.rows(packed)).hasSize(1).isEqualTo(Tapes.rows(plain));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ts,symbol,price,size,side            | 1000,BTCUSDT,1                    | FIELD_COUNT
          ts,symbol,price,size,side            | 1000,BTCUSDT,1,1,BUY,9            | FIELD_COUNT
          ts,symbol,price,size,side            | 1e3,BTCUSDT,1,1,BUY               | TS_NOT_A_NUMBER
          ts,symbol,price,size,side            | 0,BTCUSDT,-1,1,BUY                | TS_NOT_POSITIVE
          ts,symbol,price,size,side            | -5,BTCUSDT,1,1,BUY                | TS_NOT_POSITIVE
          ts,symbol,price,size,side            | 1000,,1,1,BUY                     | SYMBOL_EMPTY
          ts,symbol,price,size,side            | 1000,BTCUSDT,abc,1,BUY            | NOT_A_NUMBER
          ts,symbol,price,size,side            | 1000,BTCUSDT,,1,BUY               | NOT_A_NUMBER
          ts,symbol,price,size,side            | 1000,BTCUSDT,NaN,1,BUY            | NOT_A_NUMBER
          ts,symbol,price,size,side            | 1000,BTCUSDT,1e999999999,1,BUY    | NOT_A_NUMBER
          ts,symbol,price,size,side            | 1000,BTCUSDT,1.2.3,1,BUY          | NOT_A_NUMBER
          ts,symbol,price,size,side            | 1000,BTCUSDT,0.0,0.0,BUY          | PRICE_NOT_POSITIVE
          ts,symbol,price,size,side            | 1000,BTCUSDT,-1,243.0,BUY         | PRICE_NOT_POSITIVE
          ts,symbol,price,size,side            | 1000,BTCUSDT,1,0,BUY              | SIZE_NOT_POSITIVE
          ts,symbol,price,size,side            | 1000,BTCUSDT,1,1,BOTH             | UNKNOWN_SIDE
          ts,symbol,bid,bid_size,ask,ask_size  | 1000,BTCUSDT,2,1,1,1              | CROSSED_QUOTE
          ts,symbol,bid,bid_size,ask,ask_size  | 1000,BTCUSDT,2,1,2.0,1            | LOCKED_QUOTE
          ts,symbol,bid,bid_size,ask,ask_size  | 1000,BTCUSDT,1,-1,2,1             | SIZE_NEGATIVE
          ts,symbol,side,price,size,type       | 1000,BTCUSDT,BUY,1,1,update       | UNKNOWN_SIDE
          ts,symbol,side,price,size,type       | 1000,BTCUSDT,BID,1,1,delta        | UNKNOWN_TYPE
          ts,symbol,side,price,size,type       | 1000,BTCUSDT,BID,1,-1,update      | SIZE_NEGATIVE
          ts,symbol,timeframe,open,high,low,close,volume | 60000000,BTCUSDT,1m,10,9.9,9.5,9.6,1 | HIGH_BELOW_BODY
          ts,symbol,timeframe,open,high,low,close,volume | 60000000,BTCUSDT,1m,10,11,10.5,10,1 | LOW_ABOVE_BODY
          ts,symbol,timeframe,open,high,low,close,volume | 60000001,BTCUSDT,1m,10,11,9,10,1    | MISALIGNED
          ts,symbol,timeframe,open,high,low,close,volume | 60000000,BTCUSDT,2m,10,11,9,10,1    | UNKNOWN_TIMEFRAME
          """)
  void badRowsAreKeptWholeAndReadingGoesOn(String header, String row, String reason)
      throws IOException {
    String good =
        switch (header.split(",", -1)[2]) {
          case "price" -> "1000,BTCUSDT,1,2,BUY";
          case "bid" -> "1000,BTCUSDT,1,,2,";
          case "side" -> "1000,BTCUSDT,BID,1,0,update";
          default -> "60000000,BTCUSDT,1m,10,11,9,10,0";
        };
    Path tape = Tapes.write(folder, "bad.csv", header, row, good);

    List<TapeRow> rows = Tapes.rows(tape);

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0))
        .isInstanceOfSatisfying(
            TapeRow.Rejected.class,
            bad -> {
              assertThat(bad.quarantined().reason()).isEqualTo(reason);
              assertThat(bad.quarantined().source()).isEqualTo("bad.csv");
              assertThat(bad.quarantined().position()).isEqualTo(2);
              assertThat(bad.quarantined().original()).isEqualTo(row);
            });
    assertThat(rows.get(1)).isInstanceOf(TapeRow.Usable.class);
  }

  @Test
  void oneStampFarAheadCostsOnlyItsOwnRow() throws IOException {
    long day = 20_000 * DAY;
    Path tape =
        Tapes.write(
            folder,
            "a.csv",
            "ts,symbol,price,size",
            day + ",BTCUSDT,1,1",
            (day + 5 * DAY) + ",BTCUSDT,2,1",
            (day + 1) + ",BTCUSDT,3,1",
            (day + 2) + ",BTCUSDT,4,1");

    assertThat(kept(tape)).containsExactly("1", "TS_AHEAD_OF_NEXT", "3", "4");
  }

  @Test
  void firstStampFarAheadCostsOnlyItsOwnRow() throws IOException {
    long day = 20_000 * DAY;
    Path tape =
        Tapes.write(
            folder,
            "a.csv",
            "ts,symbol,price,size",
            (day + 5 * DAY) + ",BTCUSDT,1,1",
            (day + 1) + ",BTCUSDT,2,1",
            (day + 2) + ",BTCUSDT,3,1");

    assertThat(kept(tape)).containsExactly("TS_AHEAD_OF_NEXT", "2", "3");
  }

  @Test
  void weekendsAreGapsAndSmallStepsBackAreKept() throws IOException {
    long day = 20_000 * DAY;
    Path tape =
        Tapes.write(
            folder,
            "a.csv",
            "ts,symbol,price,size",
            day + ",BTCUSDT,1,1",
            (day + 3 * DAY) + ",BTCUSDT,2,1",
            (day + 3 * DAY - 5) + ",BTCUSDT,3,1",
            (day + 2 * DAY - 6) + ",BTCUSDT,4,1",
            (day + 2 * DAY - 5) + ",BTCUSDT,5,1");

    assertThat(kept(tape)).containsExactly("1", "2", "3", "TS_BEFORE_PREVIOUS", "5");
  }

  @Test
  void refusedOutOfPlaceRowsKeepTheirOwnText() throws IOException {
    Path tape =
        Tapes.write(
            folder,
            "a.csv",
            "ts,symbol,price,size",
            (9 * DAY) + ",BTCUSDT,1,1",
            DAY + ",BTCUSDT,2,1");

    assertThat(Tapes.rows(tape).getFirst())
        .isInstanceOfSatisfying(
            TapeRow.Rejected.class,
            bad -> {
              Quarantined q = bad.quarantined();
              assertThat(q.position()).isEqualTo(2);
              assertThat(q.original()).isEqualTo((9 * DAY) + ",BTCUSDT,1,1");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ts,symbol,price,side                       | a trades tape needs the column 'size'
          symbol,price,size                          | a trades tape needs the column 'ts'
          ts,symbol,bid,bid_size                     | a quotes tape needs the column 'ask'
          ts,side,price,size,type                    | a book tape needs the column 'symbol'
          ts,symbol,timeframe,open,high,low,volume   | a candles tape needs the column 'close'
          ts,symbol,crc32,book_rows_applied          | not a tape: its header is
          1723161256322000,BTCUSDT,61800.30,0.006    | not a tape: its header is
          ts,symbol,price,price,size                 | column 'price' is named twice
          """)
  void headersThatDoNotFitSayWhatIsMissing(String header, String message) throws IOException {
    Path tape = Tapes.write(folder, "a.csv", header, "1,2,3,4");

    assertThatThrownBy(() -> TapeReader.open(tape))
        .isInstanceOf(TapeException.class)
        .hasMessageContainingAll("a.csv: line 1: ", message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void headerWithExtraColumnsOfAnotherKindIsTheKindItFitsBest() throws IOException {
    Path trades =
        Tapes.write(folder, "t.csv", "ts,symbol,price,size,side,bid,ask", "1,BTCUSDT,5,1,BUY,4,6");

    try (TapeReader reader = TapeReader.open(trades)) {
      assertThat(reader.kind()).isEqualTo(TapeKind.TRADES);
    }
  }

  @Test
  void filesThatAreNoTapesAreRefusedInOneLine() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.csv"));
    Path blank = Files.writeString(folder.resolve("blank.csv"), "\n\n  \n");
    Path binary = Files.write(folder.resolve("binary"), new byte[3 << 20]);

    assertRefused(folder, "is a folder");
    assertRefused(folder.resolve("none.csv"), "no such file");
    assertRefused(empty, "is empty");
    assertRefused(blank, "is empty");
    assertRefused(binary, "longer than 1 MiB");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.9, 0.9999})
  void cutGzipDeliversEveryWholeLineBeforeTheCut(double share) throws IOException {
    List<String> lines = new ArrayList<>(List.of("ts,symbol,price,size,side"));
    for (int i = 1; i <= 40_000; i++) {
      lines.add((1_000_000L + i * 977L) + ",BTCUSDT," + (i * 7919 % 10_007 + 1) + ",1,BUY");
    }
    Path whole = folder.resolve("whole.gz");
    gzip(whole, lines);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.gz");
    Files.write(cut, Arrays.copyOf(bytes, (int) (bytes.length * share)));

    List<TapeRow> expected = Tapes.rows(whole);
    List<TapeRow> read = new ArrayList<>();
    try (TapeReader reader = TapeReader.open(cut)) {
      assertThatThrownBy(() -> readAll(reader, read))
          .isInstanceOf(TapeException.class)
          .hasMessageContaining("cut.gz: line " + (read.size() + 2) + ": the gzip file is cut off")
          .hasMessageNotContaining("\n");
    }
    assertThat(read)
        .hasSizeGreaterThan((int) (expected.size() * (share - 0.1)))
        .isEqualTo(expected.subList(0, read.size()));
  }

  @Test
  void damagedGzipIsToldAsSuch() throws IOException {
    Path file = folder.resolve("damaged.gz");
    gzip(file, List.of("ts,symbol,price,size", "1000,BTCUSDT,1,2"));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 6] ^= 0x55;
    Files.write(file, bytes);
    try (TapeReader reader = TapeReader.open(file)) {
      assertThatThrownBy(() -> readAll(reader, new ArrayList<>()))
          .isInstanceOf(TapeException.class)
          .hasMessageContainingAll("damaged.gz: line ", "the gzip file is damaged");
    }
  }

  @Test
  void realTapeWithPlantedFaultsLosesOnlyThese() throws IOException {
    List<TapeRow> bad = Tapes.rows(Tapes.shared("bad_binance_usdm_TRXUSDT_20250304_trades"));

    assertThat(bad).hasSize(10_000);
    assertThat(
            bad.stream()
                .filter(TapeRow.Rejected.class::isInstance)
                .map(row -> ((TapeRow.Rejected) row).quarantined().id()))
        .containsExactly(
            "bad_binance_usdm_TRXUSDT_20250304_trades.csv.gz@2/PRICE_NOT_POSITIVE",
            "bad_binance_usdm_TRXUSDT_20250304_trades.csv.gz@9328/PRICE_NOT_POSITIVE");
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> TapeReader.open(file))
        .isInstanceOf(TapeException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }

  private static void readAll(TapeReader reader, List<TapeRow> rows) throws TapeException {
    for (TapeRow row = reader.next(); row != null; row = reader.next()) {
      rows.add(row);
    }
  }

  /** Prices of usable rows and reasons of the others. */
  private static List<String> kept(Path tape) throws IOException {
    return Tapes.rows(tape).stream()
        .map(
            row ->
                switch (row) {
                  case TapeRow.Trade trade -> trade.price().toString();
                  case TapeRow.Rejected bad -> bad.quarantined().reason();
                  case TapeRow.Usable other -> throw new AssertionError(other);
                })
        .toList();
  }

  private static TapeRow trade(
      long line, long micros, String price, String size, Aggressor aggressor) {
    return new TapeRow.Trade(line, micros, BTC, Price.of(price), Quantity.of(size), aggressor);
  }

  private static void gzip(Path file, List<String> lines) throws IOException {
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
