package io.tapeline.core.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines and their fields, however the bytes come in, against splitting them as text. */
class LineSourceTest {

  private static final String ALPHABET = "0123456789.,,,, \t\"-+eB\r\u0001é~";

  @TempDir private Path folder;

  @Test
  void givesTheSameLinesHoweverTheBytesComeIn() throws IOException {
    for (long seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      List<String> lines = lines(random, 12);
      Path file = zipped(lines, random.nextBoolean() ? "\n" : "\r\n");

      List<String> read = new ArrayList<>();
      try (LineSource source = LineSource.open(file, content -> new Portions(content, random))) {
        while (source.next()) {
          read.add(source.text());
        }
        assertThat(source.bytesRead()).isEqualTo(Files.size(file));
      }

      assertThat(read).as("seed %d", seed).isEqualTo(lines);
    }
  }

  @Test
  void findsTheFieldsThatStandBetweenCommasOutsideQuotes() throws IOException {
    for (long seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      Path file = zipped(lines(random, 40), "\n");
      int width = random.nextInt(1, 12);
      RowFields fields = new RowFields(width);
      RowFields alone = new RowFields(width);
      try (LineSource source = LineSource.open(file, content -> new Portions(content, random))) {
        while (source.next()) {
          List<String> wanted = fieldsOf(source.text());
          byte[] line = source.text().getBytes(StandardCharsets.UTF_8);

          assertThat(fields.split(source)).as(source.text()).isEqualTo(wanted.size());
          assertThat(alone.split(line, 0, line.length)).isEqualTo(wanted.size());
          for (int i = 0; i < Math.min(width, wanted.size()); i++) {
            assertThat(fields.text(i)).as(source.text()).isEqualTo(wanted.get(i));
            assertThat(alone.text(i)).as(source.text()).isEqualTo(wanted.get(i));
          }
        }
      }
    }
  }

  @Test
  void readsALineOfManyCommas() throws IOException {
    String wide = "7,".repeat(300_000);
    Path file = zipped(List.of("a,b", wide, "c,d"), "\n");

    try (LineSource source = LineSource.open(file, Unpacking.IN_PLACE)) {
      assertThat(source.next()).isTrue();
      assertThat(source.next()).isTrue();
      assertThat(new RowFields(2).split(source)).isEqualTo(300_001);
      assertThat(source.next()).isTrue();
      assertThat(source.text()).isEqualTo("c,d");
      assertThat(source.next()).isFalse();
    }
  }

  private static List<String> lines(Random random, int most) {
    List<String> lines = new ArrayList<>();
    for (int count = random.nextInt(1, most); count > 0; count--) {
      boolean plain = random.nextBoolean();
      StringBuilder line = new StringBuilder();
      int longest = random.nextInt(8) == 0 ? 90_000 : 90;
      for (int length = random.nextInt(longest); length > 0; length--) {
        line.append(ALPHABET.charAt(random.nextInt(plain ? 15 : ALPHABET.length())));
      }
      lines.add(line.append("8").toString());
    }
    return lines;
  }

  /** As a spreadsheet does, one character after the other. */
  private static List<String> fieldsOf(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (char each : (line + ",").toCharArray()) {
      quoted ^= each == '"';
      field.append(each);
      if (each == ',' && !quoted) {
        fields.add(bare(field.substring(0, field.length() - 1)));
        field.setLength(0);
      }
    }
    if (!field.isEmpty()) {
      fields.add(bare(field.substring(0, field.length() - 1)));
    }
    return fields;
  }

  private static String bare(String field) {
    String trimmed = field.trim();
    boolean quoted = trimmed.length() > 1 && trimmed.startsWith("\"") && trimmed.endsWith("\"");
    return quoted ? bare(trimmed.substring(1, trimmed.length() - 1)) : trimmed;
  }

  private Path zipped(List<String> lines, String end) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(String.join(end, lines).getBytes(StandardCharsets.UTF_8));
    }
    return Files.write(folder.resolve("lines.csv.gz"), bytes.toByteArray());
  }

  /** Content in portions of any size. */
  private static final class Portions implements TapeBytes {

    private final TapeBytes content;
    private final Random random;
    private final byte[] block = new byte[BLOCK];
    private int at;
    private int filled;

    Portions(TapeBytes content, Random random) {
      this.content = content;
      this.random = random;
    }

    @Override
    public int read(byte[] target, int offset) throws IOException {
      if (at == filled) {
        at = 0;
        filled = content.read(block, 0);
        if (filled < 0) {
          filled = 0;
          return -1;
        }
      }
      int length = Math.min(filled - at, random.nextInt(1, random.nextBoolean() ? 20 : BLOCK));
      System.arraycopy(block, at, target, offset, length);
      at += length;
      return length;
    }

    @Override
    public long bytesRead() {
      return content.bytesRead();
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}
