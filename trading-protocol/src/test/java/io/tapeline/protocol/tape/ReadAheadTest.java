package io.tapeline.protocol.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.tape.GzipMember;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeReader;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.tape.Unpacking;
import io.tapeline.testsupport.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tapes read with a second thread give what they give without, to the last word of an error. */
class ReadAheadTest {

  private static final String HEADER = "ts,symbol,price,size,side\n";

  @TempDir private Path folder;

  @Test
  void isWhatTheCoreFinds() {
    assertThat(Unpacking.provided()).isInstanceOf(ReadAhead.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"book", "quotes", "trades"})
  void changesNothingInARealTape(String kind) throws IOException {
    Path tape = SharedData.tape("binance_usdm_BTCUSDT_20240808_" + kind);

    try (TapeReader ahead = TapeReader.open(tape, new ReadAhead());
        TapeReader plain = TapeReader.open(tape, Unpacking.IN_PLACE)) {
      TapeRow row;
      do {
        row = ahead.next();
        assertThat(row).isEqualTo(plain.next());
        assertThat(ahead.bytesRead()).isEqualTo(plain.bytesRead());
      } while (row != null);
      assertThat(ahead.bytesRead()).isEqualTo(Files.size(tape));
    }
  }

  @Test
  void changesNothingInConcatenatedMembers() throws IOException {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(zipped(HEADER));
      for (int members = random.nextInt(1, 12); members > 0; members--) {
        bytes.writeBytes(zipped(rows(random, random.nextInt(6000))));
      }

      assertSame(Files.write(folder.resolve("members.csv.gz"), bytes.toByteArray()), seed);
    }
  }

  @Test
  void leavesOutTheTornTailOfARecordingWithTheSameWarning() throws IOException {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(GzipMember.of(HEADER.getBytes(StandardCharsets.UTF_8)));
      for (int members = random.nextInt(2, 12); members > 0; members--) {
        String rows = rows(random, random.nextInt(1, 6000));
        bytes.writeBytes(GzipMember.of(rows.getBytes(StandardCharsets.UTF_8)));
      }
      byte[] torn = Arrays.copyOf(bytes.toByteArray(), bytes.size() - random.nextInt(1, 60));

      List<String> read = assertSame(Files.write(folder.resolve("torn.csv.gz"), torn), seed);

      assertThat(read.getLast()).contains("its recorder was cut off");
    }
  }

  @Test
  void meetsDamageInTheSameLineAndInTheSameWords() throws IOException {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      byte[] bytes = zipped(HEADER + rows(random, random.nextInt(5000, 20_000)));
      byte[] damaged =
          random.nextBoolean()
              ? Arrays.copyOf(bytes, random.nextInt(100, bytes.length))
              : spoiled(bytes, random);

      List<String> read = assertSame(Files.write(folder.resolve("bad.csv.gz"), damaged), seed);

      assertThat(read.getLast()).contains("bad.csv.gz: line ");
    }
  }

  private static byte[] spoiled(byte[] bytes, Random random) {
    byte[] spoiled = bytes.clone();
    int at = random.nextInt(100, bytes.length - 4);
    spoiled[at] ^= (byte) (1 << random.nextInt(8));
    return spoiled;
  }

  private static List<String> assertSame(Path tape, long seed) {
    List<String> plain = told(tape, Unpacking.IN_PLACE);
    assertThat(told(tape, new ReadAhead())).as("seed %d", seed).isEqualTo(plain);
    return plain;
  }

  /** Each row, then how it ended. */
  private static List<String> told(Path tape, Unpacking unpacking) {
    List<String> told = new ArrayList<>();
    try (TapeReader reader = TapeReader.open(tape, unpacking)) {
      for (TapeRow row = reader.next(); row != null; row = reader.next()) {
        told.add(row.toString());
      }
      told.add(reader.bytesRead() + " bytes, " + reader.warning());
    } catch (TapeException e) {
      told.add(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return told;
  }

  private static String rows(Random random, int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append(1_723_161_256_493_000L + i)
          .append(",BTCUSDT,")
          .append(random.nextInt(1, 7_000_000))
          .append(".10,")
          .append(random.nextInt(0, 400))
          .append(".001,BUY\n");
    }
    return rows.toString();
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
