package io.tapeline.core.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.tape.TapeCheck.Verdict;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapeCheckTest {

  @TempDir private Path folder;

  /** The counts are those that the makers of the tapes published beside them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          binance_spot_BTCUSDT_20240808_quotes     | 28040  | 0 | 0    | 1855   | 0.636
          binance_spot_BTCUSDT_20240808_trades     | 9757   | 0 | 1071 | 6534   | 2.014
          binance_spot_TRXUSDT_20250304_bookdeltas | 9999   | 0 | 0    | 7167   | 1.1
          binance_spot_TRXUSDT_20250304_trades     | 10000  | 0 | 876  | 5466   | 12.699
          binance_spot_XRPETH_20191011_trades      | 5929   | 0 | 1    | 1378   | 494.249
          binance_usdm_BTCUSDT_20240808_trades     | 21313  | 0 | 1835 | 16053  | 1.199
          binance_usdm_BTCUSDT_20240808_quotes     | 66089  | 0 | 0    | 31843  | 0.752
          binance_usdm_BTCUSDT_20240808_book       | 445262 | 0 | 0    | 438714 | 0.39
          coinbase_multi_20210417_book             | 18081  | 5 | 0    | 9794   | 4.136
          coinbase_multi_20210417_quotes           | 107    | 0 | 18   | 24     | 35.373
          kraken_spot_multi_20210417_book          | 11745  | 0 | 0    | 7466   | 8.789
          oanda_XAUUSD_20140505_quotes             | 186204 | 0 | 0    | 0      | 2760.16
          oanda_EURUSD_20140501_quotes             | 24179  | 0 | 0    | 70     | 387.307
          binance_spot_BTCUSDT_202104_candles_1m   | 61272  | 0 | 0    | 0      | 17100
          """)
  void countsAreThoseOfTheTapesMakers(
      String name, long rows, long outOfOrder, long duplicates, long sameTime, BigDecimal gap) {
    TapeCheck.Result result = TapeCheck.of(Tapes.shared(name));

    assertThat(result.problem()).isNull();
    assertThat(result.usableRows()).isEqualTo(rows);
    assertThat(result.rejected()).isEmpty();
    assertThat(result.count("OUT_OF_ORDER")).isEqualTo(outOfOrder);
    assertThat(result.count("DUPLICATE")).isEqualTo(duplicates);
    assertThat(result.symbols().stream().mapToLong(s -> s.sameTime()).sum()).isEqualTo(sameTime);
    long largest = result.symbols().stream().mapToLong(s -> s.largestGapMicros()).max().orElse(-1);
    assertThat(BigDecimal.valueOf(largest, 6).setScale(3, RoundingMode.HALF_EVEN))
        .isEqualByComparingTo(gap);
    assertThat(result.count("BOOK_CROSSED")).isZero();
  }

  @Test
  void plantedFaultsAreNamedWithTheirLines() {
    TapeCheck.Result result =
        TapeCheck.of(Tapes.shared("bad_binance_spot_TRXUSDT_20250304_bookdeltas"));

    assertThat(result.verdict()).isEqualTo(Verdict.USABLE_WITH_WARNINGS);
    assertThat(result.rows()).isEqualTo(10_000);
    assertThat(result.rejected()).containsOnlyKeys("TS_NOT_POSITIVE");
    assertThat(result.faults())
        .containsOnlyKeys("OUT_OF_ORDER", "NO_SNAPSHOT", "LONE_LAST_ROW")
        .hasEntrySatisfying(
            "LONE_LAST_ROW", found -> assertThat(found.firstLine()).isEqualTo(10_001));
  }

  @Test
  void equalTradesInARowAreNoFault() throws IOException {
    Path tape =
        Tapes.write(
            folder, "t", "ts,symbol,price,size", "1000,X,1,1", "1000,X,1.0,1", "2000,X,1,1");

    TapeCheck.Result result = TapeCheck.of(tape);

    assertThat(result.verdict()).isEqualTo(Verdict.USABLE);
    assertThat(result.count("DUPLICATE")).isEqualTo(1);
  }

  @Test
  void crossedQuotesAreCountedAndTheFirstIsNamed() throws IOException {
    Path tape =
        Tapes.write(folder, "q", "ts,symbol,bid,ask", "1,X,1,2", "2,X,3,2", "3,X,4,2", "4,X,2,2");

    TapeCheck.Result result = TapeCheck.of(tape);

    assertThat(result.verdict()).isEqualTo(Verdict.USABLE_WITH_WARNINGS);
    assertThat(result.usableRows()).isEqualTo(1);
    assertThat(result.count("CROSSED_QUOTE")).isEqualTo(2);
    assertThat(result.rejected().get("CROSSED_QUOTE"))
        .isEqualTo(new TapeCheck.Finding(2, 3, "bid 3 is above ask 2"));
    assertThat(result.count("LOCKED_QUOTE")).isEqualTo(1);
  }

  @Test
  void bookThatCrossesItselfIsAWarning() throws IOException {
    Path tape =
        Tapes.write(
            folder,
            "b",
            "ts,symbol,side,price,size,type",
            "1,X,BID,1,1,snapshot",
            "1,X,ASK,2,1,snapshot",
            "2,X,BID,3,1,update",
            "3,X,ASK,2,0,update");

    TapeCheck.Result result = TapeCheck.of(tape);

    assertThat(result.verdict()).isEqualTo(Verdict.USABLE_WITH_WARNINGS);
    assertThat(result.faults()).containsOnlyKeys("BOOK_CROSSED");
    assertThat(result.count("BOOK_CROSSED")).isEqualTo(1);
  }

  /** Counted by a script of its own from the same files. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          binance_spot_HOTUSDT_202104_candles_5m          | 0   | 1 | 3   | false
          binance_usdm_DOGEUSDT_202601_candles_1m         | 0   | 0 | 239 | false
          kucoin_spot_SHIBUSDT_202303_candles_1m          | 0   | 0 | 394 | false
          binance_spot_XRPETH_20191011_candles_1m         | 0   | 0 | 33  | true
          coinbase_BTCEUR_20180404_candles_1m             | 0   | 0 | 11  | true
          oanda_XAUUSD_20140505_candles_1m_ask            | 0   | 0 | 0   | false
          """)
  void realCandlesAreUsableAndWhatIsNotableIsNoted(
      String name, long refusedJumps, long confirmedJumps, long spikes, boolean gaps) {
    TapeCheck.Result result = TapeCheck.of(Tapes.shared(name));

    assertThat(result.verdict()).isEqualTo(Verdict.USABLE);
    assertThat(result.count("PRICE_JUMP")).isEqualTo(refusedJumps);
    assertThat(result.count("PRICE_JUMP_CONFIRMED")).isEqualTo(confirmedJumps);
    assertThat(result.count("VOLUME_SPIKE")).isEqualTo(spikes);
    assertThat(result.count("TOO_MANY_GAPS")).isEqualTo(gaps ? 1 : 0);
    assertThat(result.count("INSUFFICIENT_DATA")).isZero();
  }

  @Test
  void candlesThatCannotBeAreNamedWithTheirLines() throws IOException {
    Path tape =
        Tapes.write(
            folder,
            "c",
            "ts,symbol,timeframe,open,high,low,close,volume",
            "60000000,X,1m,10,11,9,10,1",
            "120000000,X,1m,10,9.9,9.5,9.6,1",
            "60000000,X,1m,10,11,9,10.5,1",
            "180000000,X,1m,20,20,20,20,1",
            "240000000,X,1m,10,10,10,10,1",
            "300000000,X,1m,10,10,10,10,-1",
            "600000000,X,1m,10,10,10,10,1");

    TapeCheck.Result result = TapeCheck.of(tape, new EventTime(480_000_000));

    assertThat(result.verdict()).isEqualTo(Verdict.USABLE_WITH_WARNINGS);
    assertThat(result.rejected())
        .containsOnlyKeys(
            "HIGH_BELOW_BODY", "CONFLICTING_DUPLICATE", "VOLUME_NEGATIVE", "FROM_THE_FUTURE");
    assertThat(result.rejected().get("CONFLICTING_DUPLICATE"))
        .extracting(TapeCheck.Finding::firstLine)
        .isEqualTo(4L);
    assertThat(result.faults())
        .containsOnlyKeys("PRICE_JUMP", "TOO_MANY_GAPS", "INSUFFICIENT_DATA");
    assertThat(result.faults().get("PRICE_JUMP"))
        .isEqualTo(new TapeCheck.Finding(1, 5, "close 20 after 10, not confirmed"));
    assertThat(result.usableRows()).isEqualTo(3);
    assertThat(result.rows()).isEqualTo(7);
  }

  @Test
  void withoutAUsableRowOrAHeaderATapeIsUnusable() throws IOException {
    Path noRows = Tapes.write(folder, "none", "ts,symbol,price,size");
    Path badRows = Tapes.write(folder, "bad", "ts,symbol,price,size", "1,X,0,1");
    Path noTape = Files.writeString(folder.resolve("text"), "hello\n");

    assertThat(TapeCheck.of(noRows).verdict()).isEqualTo(Verdict.UNUSABLE);
    assertThat(TapeCheck.of(badRows).verdict()).isEqualTo(Verdict.UNUSABLE);
    assertThat(TapeCheck.of(noTape).verdict()).isEqualTo(Verdict.UNUSABLE);
    assertThat(TapeCheck.of(noTape).problem()).contains("not a tape");
  }
}
