package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.tape.GzipMember;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapeRecordCommandTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --symbol BTC/USD --out x                                 | Missing required option: '--feed=kraken'
          --feed sim --symbol BTC/USD --out x                      | --feed sim: choose alpaca or binance or kraken or ticks or xchange
          --feed kraken --symbol BTC/USD --out x --seconds 0       | --seconds 0: give a number above zero
          --feed kraken --symbol BTC/USD --out x --set a=b         | --set a: there is no such setting
          --feed kraken --symbol BTC/USD --out x --set tapeline.kraken.book-depth=7 | book-depth must be 0, 10, 25
          --feed kraken --symbol BTC/USD --out x --set tapeline.recorder.flush=1h   | tapeline.recorder.flush is 'PT1H'
          """)
  void wrongUsageIsOneLine(String arguments, String message) {
    Run run = Run.of((Object[]) ("tape record " + arguments).split(" "));

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
    assertThat(run.errors()).singleElement().asString().contains(message);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void aTornRecordingIsReadWithOneWarningAndCanBeRepaired() throws IOException {
    Path tape = folder.resolve("2026-11-21.trades.csv.gz");
    byte[] first =
        GzipMember.of(
            "ts,symbol,price,size\n60000000,X,1,2\n180000000,X,2,2\n"
                .getBytes(StandardCharsets.UTF_8));
    byte[] second = GzipMember.of("190000000,X,3,2\n".getBytes(StandardCharsets.UTF_8));
    byte[] torn = Arrays.copyOf(first, first.length + second.length - 5);
    System.arraycopy(second, 0, torn, first.length, second.length - 5);
    Files.write(tape, torn);

    Run candles = Run.of("candles", "--tape", tape, "--timeframe", "1m");
    Run check = Run.of("tape", "check", tape);
    Run repair = Run.of("tape", "repair", tape);
    Run after = Run.of("candles", "--tape", tape, "--timeframe", "1m");

    assertThat(candles.status()).isZero();
    assertThat(candles.lines())
        .containsExactly(
            CandlesCommand.HEADER, "60000000,X,1m,1,1,1,1,2", "180000000,X,1m,2,2,2,2,2");
    assertThat(candles.errors())
        .singleElement()
        .asString()
        .contains("from byte " + first.length + " on, are no whole record");
    assertThat(check.status()).isZero();
    assertThat(check.out()).contains("usable with warnings", "TORN_TAIL: 1", "tape repair FILE");
    assertThat(repair.status()).isZero();
    assertThat(repair.out()).contains("cut off " + (second.length - 5) + " bytes");
    assertThat(after.errors()).isEmpty();
    assertThat(after.out()).isEqualTo(candles.out());
    assertThat(Run.of("tape", "repair", tape).out()).contains("is whole");
  }

  @Test
  void aPackedTapeGivesTheCandlesOfItsCsvAndAnExistingFileIsLeftAlone() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("a.csv"),
            "ts,symbol,price,size\n60000000,X,1.10,2\n120000000,X,2,0.50\n-5,X,2,2\n");
    Path packed = folder.resolve("a.tape");

    Run pack = Run.of("tape", "pack", csv, packed);
    Run again = Run.of("tape", "pack", csv, packed);

    assertThat(pack.status()).isZero();
    assertThat(pack.out()).contains("a.tape: 2 rows of trades, ");
    assertThat(pack.errors()).singleElement().asString().contains("1 rows could not be used");
    assertThat(again.status()).isEqualTo(ExitStatus.WRONG_INPUT);
    assertThat(again.errors()).singleElement().asString().contains("is there already");
    Run candles = Run.of("candles", "--tape", packed, "--timeframe", "1m");
    assertThat(candles.status()).isZero();
    assertThat(candles.out())
        .isEqualTo(Run.of("candles", "--tape", csv, "--timeframe", "1m").out());
    assertThat(Run.of("tape", "check", packed).lines().getFirst()).endsWith("a.tape: usable");
  }

  @Test
  void whatNoRecorderWroteIsNotRepaired() throws IOException {
    Path tape = Files.writeString(folder.resolve("a.csv"), "ts,symbol,price,size\n1,X,1,2\n");

    Run run = Run.of("tape", "repair", tape);

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
    assertThat(run.errors()).singleElement().asString().contains("no recorder wrote it");
  }
}
