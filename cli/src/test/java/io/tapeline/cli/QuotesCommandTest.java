package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.testsupport.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotesCommandTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"binance_usdm", "binance_spot"})
  void lastRowUpToEachPointIsTheExchangesOwnTop(String venue) throws IOException {
    Path book = SharedData.tape(venue + "_BTCUSDT_20240808_book");
    List<String> points = lines(SharedData.tape(venue + "_BTCUSDT_20240808_booktop_oracle"));

    Run run = Run.of("quotes", "--tape", book);

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    List<String> rows = run.lines();
    assertThat(rows.getFirst()).isEqualTo(points.getFirst());
    int row = 0;
    for (String point : points.subList(1, points.size())) {
      while (row + 1 < rows.size() && ts(rows.get(row + 1)) <= ts(point)) {
        row++;
      }
      assertThat(top(rows.get(row))).as(point).isEqualTo(top(point));
    }
  }

  @Test
  void rowsDifferFromTheOneBeforeInPriceOrSize() throws IOException {
    Run run = Run.of("quotes", "--tape", SharedData.tape("binance_spot_BTCUSDT_20240808_book"));

    List<String> rows = run.lines();
    assertThat(rows).hasSizeGreaterThan(1000);
    for (int i = 1; i < rows.size(); i++) {
      assertThat(top(rows.get(i))).isNotEqualTo(top(rows.get(i - 1)));
    }
  }

  @Test
  void changesWithoutSnapshotGiveAHeaderAndANote() {
    Run run =
        Run.of("quotes", "--tape", SharedData.tape("binance_spot_TRXUSDT_20250304_bookdeltas"));

    assertThat(run.status()).isZero();
    assertThat(run.lines()).containsExactly(QuotesCommand.HEADER);
    assertThat(run.errors())
        .containsExactly(
            "tapeline: no quotes of TRXUSDT: the tape has changes but no snapshot to apply them"
                + " to");
  }

  @Test
  void tapesWithoutABookAreRefused() throws IOException {
    Path trades = Files.write(folder.resolve("t.csv"), List.of("ts,symbol,price,size", "1,X,1,1"));

    Run run = Run.of("quotes", "--tape", trades);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).singleElement().asString().contains("t.csv: is a trades tape");
  }

  private static long ts(String row) {
    return Long.parseLong(row.substring(0, row.indexOf(',')));
  }

  private static String top(String row) {
    return row.substring(row.indexOf(','));
  }

  private static List<String> lines(Path gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
