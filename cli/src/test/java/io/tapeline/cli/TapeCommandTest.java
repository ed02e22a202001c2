package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.testsupport.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeCommandTest {

  @TempDir private Path folder;

  @Test
  void soundTapeIsUsable() {
    Run run = Run.of("tape", "check", SharedData.tape("binance_usdm_BTCUSDT_20240808_quotes"));

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().getFirst()).endsWith(".csv.gz: usable");
    assertThat(run.out())
        .contains("66089 rows, 2024-08-08T23:54:16.313Z to ", "largest gap 0.752 s");
  }

  @Test
  void plantedFaultsAreWarnings() {
    Run run = Run.of("tape", "check", SharedData.tape("bad_binance_usdm_TRXUSDT_20250304_trades"));

    assertThat(run.status()).isZero();
    assertThat(run.lines().getFirst()).endsWith(": usable with warnings");
    assertThat(run.out())
        .contains("PRICE_NOT_POSITIVE: 2, first in line 2: price -1 is not above zero");
  }

  @Test
  void jsonHoldsEveryFileAndTheWorstVerdict() throws IOException {
    Path good = write("good \"1\".csv", "ts,symbol,price,size", "1000000,X,1,2", "1250000,X,1,2");
    Path crossed = write("crossed.csv", "ts,symbol,bid,ask", "1000000,X,3,2", "2000000,X,1,2");

    Run run = Run.of("tape", "check", "--json", good, crossed);

    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(1);
    assertThat(run.out())
        .startsWith("{\"verdict\":\"usable with warnings\",\"files\":[{\"file\":")
        .contains(
            "good \\\"1\\\".csv\",\"verdict\":\"usable\",\"problem\":null,\"kind\":\"trades\","
                + "\"rows\":2,\"usableRows\":2,\"quarantinedRows\":0,\"outOfOrder\":0,"
                + "\"duplicates\":0,\"crossed\":0,\"locked\":0,\"quarantined\":[],\"noted\":[],"
                + "\"symbols\":[{\"symbol\":\"X\",\"rows\":2,\"firstTs\":1000000,"
                + "\"lastTs\":1250000,\"largestGapSeconds\":\"0.25\",\"largestGapLine\":3,"
                + "\"gaps\":0,\"sameTime\":0}]}",
            "\"quarantined\":[{\"code\":\"CROSSED_QUOTE\",\"count\":1,\"firstLine\":2,"
                + "\"detail\":\"bid 3 is above ask 2\"}]");
  }

  @Test
  void unusableFilesGiveStatusTwoAndOneLine() throws IOException {
    Path noTape = write("letter.txt", "Dear reader,", "hello");
    Path noRows = write("header.csv", "ts,symbol,price,size");

    Run one = Run.of("tape", "check", noTape);
    assertThat(one.status()).isEqualTo(2);
    assertThat(one.errors()).singleElement().asString().contains("letter.txt: line 1: not a tape");

    Run three = Run.of("tape", "check", "--json", noRows, noTape, folder);
    assertThat(three.status()).isEqualTo(2);
    assertThat(three.out()).startsWith("{\"verdict\":\"unusable\"");
    assertThat(three.errors())
        .singleElement()
        .asString()
        .contains("header.csv: no usable row")
        .endsWith("(and 2 more)");
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }
}
