package io.tapeline.core.tape;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a plain or gzip file as bytes, without copying; gzip is told by its magic bytes, not
 * by the name.
 *
 * <p>Of a damaged gzip file every whole line before the damage is delivered, then {@link #next}
 * throws. A last line without an end counts in a sound file only. A {@link RecordedFile} is read up
 * to its last whole member; what its recorder did not finish is left out, with a {@link #warning}.
 */
public final class LineSource implements AutoCloseable {

  private static final int LONGEST_LINE = 1 << 20;

  private final Path file;
  private final TapeBytes content;
  private final String packing;
  private final @Nullable RecordedFile recorded;
  private byte[] buffer = new byte[2 * TapeBytes.BLOCK];
  private int from;
  private int filled;
  private boolean ended;
  private @Nullable IOException damage;
  private int lineStart;
  private int lineEnd;
  private int[] marks = new int[32];
  private int markCount;
  private long line;

  private LineSource(
      Path file, TapeBytes content, String packing, @Nullable RecordedFile recorded) {
    this.file = file;
    this.content = content;
    this.packing = packing;
    this.recorded = recorded;
  }

  /**
   * As {@link #open}, and of a zip archive the one file in it.
   *
   * @throws TapeException also if the archive is damaged or holds none or several files
   */
  public static LineSource openUnpacked(Path file) throws TapeException {
    requireReadable(file);
    try {
      if (!ZippedFile.isZip(file)) {
        return open(file);
      }
      TapeBytes content = new StreamBytes(ZippedFile.open(file), null);
      return new LineSource(file, Unpacking.provided().of(content), "zip", null);
    } catch (ZipException e) {
      throw new TapeException(file + ": line 1: " + damage(e, "zip"), e);
    } catch (TapeException e) {
      throw e;
    } catch (IOException e) {
      throw new TapeException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  static LineSource open(Path file) throws TapeException {
    return open(file, Unpacking.provided());
  }

  static LineSource open(Path file, Unpacking unpacking) throws TapeException {
    requireReadable(file);
    InputStream raw = null;
    try {
      RecordedFile recorded = RecordedFile.of(file);
      requireWholeMember(file, recorded);
      raw = Files.newInputStream(file);
      CountingInput counted =
          new CountingInput(raw, recorded == null ? Long.MAX_VALUE : recorded.whole());
      PushbackInputStream head = new PushbackInputStream(counted, 2);
      byte[] magic = head.readNBytes(2);
      head.unread(magic);
      boolean gzip = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
      TapeBytes content =
          gzip
              ? unpacking.of(new StreamBytes(new GZIPInputStream(head, TapeBytes.BLOCK), counted))
              : new StreamBytes(head, counted);
      return new LineSource(file, content, "gzip", recorded);
    } catch (TapeException e) {
      throw e;
    } catch (EOFException | ZipException e) {
      closeQuietly(raw);
      throw new TapeException(file + ": line 1: " + damage(e, "gzip"), e);
    } catch (IOException e) {
      closeQuietly(raw);
      throw new TapeException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static void requireWholeMember(Path file, @Nullable RecordedFile recorded)
      throws TapeException {
    if (recorded != null && recorded.whole() == 0) {
      throw new TapeException(
          file + ": holds no whole record: its recorder was stopped as it began; delete the file");
    }
  }

  /**
   * What is left out at the end of a recording whose recorder was killed, in one line; null if
   * nothing is.
   */
  @Nullable String warning() {
    return recorded == null || !recorded.isTorn()
        ? null
        : "%s: its recorder was cut off: the last %d bytes, from byte %d on, are no whole record and are left out"
            .formatted(file, recorded.size() - recorded.whole(), recorded.whole());
  }

  private static void requireReadable(Path file) throws TapeException {
    if (Files.isDirectory(file)) {
      throw new TapeException(file + ": is a folder; name the tape files in it");
    }
    if (!Files.exists(file)) {
      throw new TapeException(file + ": no such file");
    }
    if (!Files.isReadable(file)) {
      throw new TapeException(file + ": cannot be read; check its permissions");
    }
  }

  /** Moves to the next line that holds more than blanks; false at the end of a sound file. */
  public boolean nextFilled() throws TapeException {
    while (next()) {
      if (!isBlank()) {
        return true;
      }
    }
    return false;
  }

  /** Moves to the next line; false at the end of a sound file. */
  boolean next() throws TapeException {
    int scanned = from;
    markCount = 0;
    while (true) {
      int newline = scan(scanned);
      if (newline >= 0) {
        takeLine(newline);
        from = newline + 1;
        return true;
      }
      if (ended) {
        return lastLine();
      }
      scanned = filled - from;
      fill();
      scanned += from;
    }
  }

  private boolean lastLine() throws TapeException {
    if (damage != null) {
      throw new TapeException(
          file + ": line " + (line + 1) + ": " + damage(damage, packing), damage);
    }
    if (from == filled) {
      return false;
    }
    takeLine(filled);
    from = filled;
    return true;
  }

  private void takeLine(int end) {
    lineStart = from;
    lineEnd = end;
    if (end > from && buffer[end - 1] == '\r') {
      lineEnd--;
      markCount--;
    }
    line++;
  }

  /** Goes on to the next newline and marks the bytes on the way that are not above a comma. */
  private int scan(int start) {
    byte[] bytes = buffer;
    int[] places = marks;
    int count = markCount;
    int i = start;
    for (; i <= filled - Long.BYTES; i += Long.BYTES) {
      long noted = Words.notAbove(Words.at(bytes, i), (byte) ',');
      if (count + Long.BYTES > places.length) {
        places = moreMarks();
      }
      for (; noted != 0; noted &= noted - 1) {
        int place = i + Words.first(noted);
        if (bytes[place] == '\n') {
          markCount = count;
          return place;
        }
        places[count++] = place - from;
      }
    }
    return scanBytes(i, count);
  }

  /** The same byte by byte, of the last few before the end of what was read. */
  private int scanBytes(int start, int marked) {
    if (marked + Long.BYTES > marks.length) {
      moreMarks();
    }
    markCount = marked;
    for (int i = start; i < filled; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
      if (buffer[i] <= ',') {
        marks[markCount++] = i - from;
      }
    }
    return -1;
  }

  private int[] moreMarks() {
    marks = Arrays.copyOf(marks, marks.length * 2);
    return marks;
  }

  private void fill() throws TapeException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, filled - from);
      filled -= from;
      from = 0;
    }
    if (filled >= LONGEST_LINE) {
      throw new TapeException(
          file + ": line " + (line + 1) + ": longer than 1 MiB; this is not a CSV tape");
    }
    if (buffer.length - filled < TapeBytes.BLOCK) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    try {
      int read = content.read(buffer, filled);
      if (read < 0) {
        ended = true;
      } else {
        filled += read;
      }
    } catch (IOException e) {
      ended = true;
      damage = e;
    }
  }

  private static String damage(IOException damage, String packing) {
    return switch (damage) {
      case EOFException _ -> "the " + packing + " file is cut off; copy or download it again";
      case ZipException _ ->
          "the %s file is damaged (%s); copy or download it again"
              .formatted(packing, damage.getMessage());
      default -> "reading failed: " + damage.getMessage();
    };
  }

  byte[] bytes() {
    return buffer;
  }

  /** First byte of the line in {@link #bytes}. */
  int start() {
    return lineStart;
  }

  /** One past the last byte of the line, its line end excluded. */
  int end() {
    return lineEnd;
  }

  /** How many bytes of the line are marked: commas, quotes, blanks, and what is no text. */
  int marks() {
    return markCount;
  }

  /** Where a marked byte is, counted from the start of the line. */
  int mark(int index) {
    return marks[index];
  }

  /** Number of the line, from 1. */
  public long line() {
    return line;
  }

  private boolean isBlank() {
    if (lineStart < lineEnd && buffer[lineStart] > ' ') {
      return false;
    }
    for (int i = lineStart; i < lineEnd; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** The line as text, its line end excluded. */
  public String text() {
    return new String(buffer, lineStart, lineEnd - lineStart, StandardCharsets.UTF_8);
  }

  /** Bytes of the file read so far, compressed where it is. */
  long bytesRead() {
    return content.bytesRead();
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private static void closeQuietly(@Nullable InputStream stream) {
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        // The first failure is the one to tell.
      }
    }
  }
}
