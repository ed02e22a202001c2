package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.testsupport.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "binance_usdm_BTCUSDT_20240808_trades",
        "binance_usdm_BTCUSDT_20240808_quotes",
        "coinbase_multi_20210417_book",
        "coinbase_multi_20210417_quotes",
        "binance_usdm_DOGEUSDT_202601_candles_1m"
      })
  void realTapeComesBackRowForRow(String name) throws IOException {
    Path tape = SharedData.tape(name);
    Path parquet = folder.resolve("tape.parquet");
    Path back = folder.resolve("back.csv");

    Run export = Run.of("tape", "export", tape, parquet);
    Run imported = Run.of("tape", "import", "--format", "parquet", "--out", back, parquet);

    assertThat(export.err()).isEmpty();
    assertThat(export.status()).isZero();
    assertThat(imported.err()).isEmpty();
    assertThat(imported.status()).isZero();
    assertThat(Files.readAllLines(back)).isEqualTo(unpacked(tape));
  }

  @Test
  void numbersOfTradesComeBackWhereATapeHasThem() throws IOException {
    String tape =
        """
        ts,symbol,price,size,side,trade_id
        1000000,BTCUSDT,61800.10,0.5,BUY,41
        1000000,BTCUSDT,61800.10,0.5,BUY,42
        1000001,BTCUSDT,61800.00,1,,
        """;
    Path csv = Files.writeString(folder.resolve("ids.csv"), tape);
    Path packed = folder.resolve("ids.tape");
    Path parquet = folder.resolve("ids.parquet");
    Path back = folder.resolve("back.csv");

    assertThat(Run.of("tape", "pack", csv, packed).status()).isZero();
    assertThat(Run.of("tape", "export", packed, parquet).status()).isZero();
    Run imported = Run.of("tape", "import", "--format", "parquet", "--out", back, parquet);

    assertThat(imported.err()).isEmpty();
    assertThat(Files.readString(back)).isEqualTo(tape);
  }

  @Test
  void foreignTypesAreUnderstood() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            """
            message trades {
              required int64 time (TIMESTAMP(NANOS,true));
              required int64 px (DECIMAL(18,2));
              required double qty;
              optional boolean maker;
            }""");
    Path parquet = folder.resolve("foreign.parquet");
    SimpleGroupFactory groups = new SimpleGroupFactory(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(parquet))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .build()) {
      writer.write(row(groups, 1_723_161_256_322_999_999L, 6_180_010, 0.1, true));
      writer.write(row(groups, 1_723_161_257_000_000_000L, 6_180_000, 1e-7, false));
    }
    Path back = folder.resolve("back.csv");

    Run run =
        Run.of(
            "tape",
            "import",
            "--format",
            "parquet",
            "--kind",
            "trades",
            "--symbol",
            "BTCUSDT",
            "--columns",
            "ts=time:us,price=px,size=qty,side=maker:maker",
            "--out",
            back,
            parquet);

    assertThat(run.err()).isEmpty();
    assertThat(Files.readAllLines(back))
        .containsExactly(
            "ts,symbol,price,size,side",
            "1723161256322999,BTCUSDT,61800.10,0.1,SELL",
            "1723161257000000,BTCUSDT,61800.00,0.0000001,BUY");
  }

  private static Group row(
      SimpleGroupFactory groups, long nanos, long cents, double size, boolean maker) {
    Group group = groups.newGroup();
    group.add("time", nanos);
    group.add("px", cents);
    group.add("qty", size);
    group.add("maker", maker);
    return group;
  }

  @Test
  void damagedFilesAndWrongUsageAreOneLine() throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), "ts,symbol,price,size\n1,X,1.10,2\n");
    Path parquet = folder.resolve("a.parquet");
    assertThat(Run.of("tape", "export", csv, parquet).status()).isZero();
    byte[] bytes = Files.readAllBytes(parquet);
    Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length - 9));
    Path out = folder.resolve("out.csv");

    refused(
        "cannot be read as Parquet", "tape", "import", "--format", "parquet", "--out", out, cut);
    refused(
        "with --format parquet", "tape", "import", "--format", "binance", "--out", out, parquet);
    refused("is there already", "tape", "export", csv, parquet);
    refused("ends in .parquet", "tape", "export", csv, out);
    assertThat(out).doesNotExist();
  }

  private static void refused(String why, Object... arguments) {
    Run run = Run.of(arguments);

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
    assertThat(run.errors()).singleElement().asString().contains(why);
  }

  private static List<String> unpacked(Path gzip) throws IOException {
    try (InputStream input = new GZIPInputStream(Files.newInputStream(gzip))) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
