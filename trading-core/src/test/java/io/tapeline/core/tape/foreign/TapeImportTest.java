package io.tapeline.core.tape.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.tape.TapeCheck;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How files are joined, written and refused, whatever their layout. */
class TapeImportTest {

  @TempDir private Path folder;

  private Import kraken() {
    return Import.of(folder, ForeignFormat.KRAKEN);
  }

  @Test
  void filesAreJoinedInTheOrderGivenAndDisorderIsOnlyCounted() throws IOException {
    Path second = kraken().file("XBTUSD.csv", "200,10,1", "199,10,1", "", "200.5,10,1");
    Path first = kraken().file("ETHUSD.csv", "100,5,1");

    ImportResult result = kraken().run(second, first);

    assertThat(Files.readAllLines(kraken().out()))
        .containsExactly(
            "ts,symbol,price,size,side",
            "200000000,XBTUSD,10,1,",
            "199000000,XBTUSD,10,1,",
            "200500000,XBTUSD,10,1,",
            "100000000,ETHUSD,5,1,");
    assertThat(result.outOfOrder()).isEqualTo(1);
    assertThat(result.farBack()).isZero();
    assertThat(result.rows()).isEqualTo(4);
    assertThat(result.first().micros()).isEqualTo(100_000_000);
    assertThat(result.last().micros()).isEqualTo(200_500_000);
    assertThat(result.symbols()).containsExactly(new Symbol("ETHUSD"), new Symbol("XBTUSD"));
    assertThat(result.rejectedFile()).isNull();
    assertThat(kraken().files()).containsExactly("ETHUSD.csv", "XBTUSD.csv", "tape.csv");
  }

  @Test
  void rowsThatReadersWouldRefuseAsTooOldAreTold() throws IOException {
    Path file =
        kraken().file("XBTUSD.csv", "999999,10,1", "1000000,10,1", "900000,10,1", "1000001,10,1");

    ImportResult result = kraken().run(file);

    assertThat(result.farBack()).isEqualTo(1);
    assertThat(TapeCheck.of(kraken().out()).count("TS_BEFORE_PREVIOUS")).isEqualTo(1);
  }

  @Test
  void tapeIsCompressedWhenItsNameSaysSo() throws IOException {
    Path file = kraken().file("XBTUSD.csv", "100,5,1");
    Path out = folder.resolve("x.csv.gz");

    TapeImport.run(
        new ImportSettings(
            ForeignFormat.KRAKEN, List.of(file), out, null, null, null, null, ',', false));

    assertThat(Arrays.copyOf(Files.readAllBytes(out), 2)).containsExactly(0x1f, 0x8b);
    assertThat(TapeCheck.of(out).verdict()).isEqualTo(TapeCheck.Verdict.USABLE);
  }

  @Test
  void gzippedInputIsReadAsItIs() throws IOException {
    Path file = folder.resolve("XBTUSD.csv.gz");
    Files.write(file, gzip("100,5,1\r\n101,6,1"));

    assertThat(kraken().rows(file))
        .containsExactly("100000000,XBTUSD,5,1,", "101000000,XBTUSD,6,1,");
  }

  @Test
  void existingTapeStaysUnlessItMayBeReplaced() throws IOException {
    Path file = kraken().file("XBTUSD.csv", "100,5,1");
    Path old = kraken().file("tape.csv", "precious");
    kraken().file("tape.csv.rejected.csv", "of the old one");

    assertThatThrownBy(() -> kraken().run(file))
        .isInstanceOf(TapeException.class)
        .hasMessageEndingWith("is there already; name another file or add --overwrite");
    assertThat(old).hasContent("precious");

    assertThat(kraken().overwriting().rows(file)).containsExactly("100000000,XBTUSD,5,1,");
    assertThat(kraken().files()).containsExactly("XBTUSD.csv", "tape.csv");
  }

  @Test
  void importThatFailsHalfWayLeavesNothingBehindAndTheOldTapeAsItWas() throws IOException {
    Path sound = kraken().file("ETHUSD.csv", "99,0,1", "100,5,1");
    byte[] whole =
        gzip(
            String.join(
                "\n",
                IntStream.range(0, 100_000).mapToObj(i -> i + 100 + "," + i + ",1").toList()));
    Path cut = folder.resolve("XBTUSD.csv.gz");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> kraken().run(sound, cut))
        .isInstanceOf(TapeException.class)
        .hasMessageContaining("the gzip file is cut off; copy or download it again");
    assertThat(kraken().files()).containsExactly("ETHUSD.csv", "XBTUSD.csv.gz");

    Path old = kraken().file("tape.csv", "precious");
    assertThatThrownBy(() -> kraken().overwriting().run(sound, cut))
        .isInstanceOf(TapeException.class);
    assertThat(old).hasContent("precious");
    assertThat(kraken().files()).containsExactly("ETHUSD.csv", "XBTUSD.csv.gz", "tape.csv");
  }

  @Test
  void leftoverOfACrashIsReplaced() throws IOException {
    Path file = kraken().file("XBTUSD.csv", "100,5,1");
    kraken().file("tape.csv.part", "ts,symbol,price,size,side", "1,X,1,1,", "2,X,1,1,", "3,X");

    assertThat(kraken().rows(file)).containsExactly("100000000,XBTUSD,5,1,");
    assertThat(kraken().files()).containsExactly("XBTUSD.csv", "tape.csv");
  }

  @Test
  void damagedArchivesAreToldWithWhatToDo() throws IOException {
    Path cut = kraken().zip("XBTUSD.zip", "XBTUSD.csv", "100,5,1", "101,5,1");
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 30));
    Path altered = stored("ETHUSD.zip", "100,5,1\n");
    byte[] content = Files.readAllBytes(altered);
    int price = new String(content, StandardCharsets.ISO_8859_1).indexOf("100,5,1") + 4;
    content[price] = '6';
    Files.write(altered, content);
    Path two = folder.resolve("LTCUSD.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(two))) {
      zip.putNextEntry(new ZipEntry("a.csv"));
      zip.putNextEntry(new ZipEntry("b.csv"));
    }

    assertThatThrownBy(() -> kraken().run(cut))
        .isInstanceOf(TapeException.class)
        .hasMessageStartingWith(cut + ": line 1: the zip file is damaged")
        .hasMessageEndingWith("copy or download it again");
    assertThatThrownBy(() -> kraken().run(altered))
        .isInstanceOf(TapeException.class)
        .hasMessageContaining("the zip file is damaged (its checksum does not match)");
    assertThatThrownBy(() -> kraken().run(two))
        .hasMessage(two + ": holds 2 files; unpack it and name the one to read");
    assertThat(kraken().files()).containsExactly("ETHUSD.zip", "LTCUSD.zip", "XBTUSD.zip");
  }

  @Test
  void inputsWithoutARowAreRefused() throws IOException {
    Path empty = kraken().file("A.csv", "", " ");
    Path header = kraken().file("B.csv", "timestamp,price,volume");
    Path bad = kraken().file("C.csv", "100,0,1", "101,5");

    assertThatThrownBy(() -> kraken().run(empty))
        .hasMessage(empty + ": is empty; there is nothing to import");
    assertThatThrownBy(() -> kraken().run(header))
        .hasMessage(header + ": nothing to import: there is no row");
    assertThatThrownBy(() -> kraken().run(bad))
        .hasMessageStartingWith(bad + ": nothing to import: all 2 lines are refused, as line 2 for")
        .hasMessageContaining("FIELD_COUNT");
    assertThatThrownBy(() -> kraken().run(folder.resolve("none.csv")))
        .hasMessageEndingWith("none.csv: no such file");
    assertThat(kraken().files()).containsExactly("A.csv", "B.csv", "C.csv");
  }

  @Test
  void filesThatDoNotGoTogetherAreRefused() throws IOException {
    Path trades = kraken().file("XBTUSD.csv", "100,5,1");
    Path candles = kraken().file("XBTUSD_1.csv", "60,1,1,1,1,1,1");
    Path other = kraken().file("ETHUSD.csv", "100,5,1");

    assertThatThrownBy(() -> kraken().run(trades, candles))
        .hasMessage(
            "%s: holds candles and %s holds trades; import each kind by itself"
                .formatted(candles, trades));
    assertThatThrownBy(() -> kraken().run(trades, trades)).hasMessageContaining("is named twice");
    assertThatThrownBy(() -> kraken().symbol("X").run(trades, other))
        .hasMessageContaining("--symbol X cannot stand for all of ETHUSD, XBTUSD");
    assertThatThrownBy(() -> kraken().columns("ts=1:s").run(trades))
        .hasMessage("--columns and --separator go with --format columns only");
    assertThatThrownBy(
            () ->
                TapeImport.run(
                    new ImportSettings(
                        ForeignFormat.KRAKEN,
                        List.of(trades),
                        trades,
                        TapeKind.TRADES,
                        null,
                        null,
                        null,
                        ',',
                        true)))
        .hasMessage("--out " + trades + " is one of the inputs; name another file");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** An archive whose file is not compressed, so that a changed byte still unpacks. */
  private Path stored(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry("data.csv");
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    Path file = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(entry);
      zip.write(bytes);
    }
    return file;
  }
}
