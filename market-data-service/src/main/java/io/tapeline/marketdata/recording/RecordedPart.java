package io.tapeline.marketdata.recording;

import io.tapeline.core.tape.GzipMember;
import io.tapeline.core.tape.RecordedFile;
import io.tapeline.core.tape.TapeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file being written: rows are collected, and appended as one piece per flush. */
final class RecordedPart {

  private final Path file;
  private final String header;
  private final boolean packed;
  private final StringBuilder rows = new StringBuilder();
  private long length;

  /**
   * @param length bytes of it that are whole
   */
  RecordedPart(Path file, String header, long length) {
    this.file = file;
    this.header = header;
    this.length = length;
    this.packed = isPacked(file);
  }

  private static boolean isPacked(Path file) {
    return file.toString().endsWith(".gz");
  }

  /**
   * Bytes of a file that are whole; a torn end is cut off.
   *
   * @throws TapeException if there is a file that no recorder wrote
   */
  static long repaired(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    if (!isPacked(file)) {
      return cutTo(file, afterLastLine(file));
    }
    RecordedFile recorded = RecordedFile.of(file);
    if (recorded == null) {
      if (Files.size(file) < Long.BYTES * 2) {
        return cutTo(file, 0);
      }
      throw new TapeException(
          file + ": is there and no recorder wrote it; move it away or record elsewhere");
    }
    recorded.repair(file);
    return recorded.whole();
  }

  private static long afterLastLine(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** Cuts a file off where it is longer; returns its length then. */
  static long cutTo(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
      return channel.size();
    }
  }

  long length() {
    return length;
  }

  /** True if nothing is written and nothing collected. */
  boolean isNew() {
    return length == 0 && rows.isEmpty();
  }

  boolean hasRows() {
    return !rows.isEmpty();
  }

  void add(String row) {
    rows.append(row).append('\n');
  }

  /** Appends what was collected; if that fails, the file is as it was. */
  void flush() throws IOException {
    String text = length == 0 ? header + "\n" + rows : rows.toString();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer piece = ByteBuffer.wrap(packed ? GzipMember.of(bytes) : bytes);
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      try {
        long at = length;
        while (piece.hasRemaining()) {
          at += channel.write(piece, at);
        }
        channel.force(false);
        length = at;
      } catch (IOException e) {
        channel.truncate(length);
        throw e;
      }
    }
    rows.setLength(0);
  }
}
