package io.tapeline.marketdata.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that appears whole or not at all: it is written beside its place under a name
 * ending in .new, gzipped if its own ends in .gz, and moved when it is on the disk.
 */
final class DurableFile implements AutoCloseable {

  private static final int BLOCK = 1 << 16;

  private final Path file;
  private final Path written;
  private final FileChannel channel;
  private final @Nullable GZIPOutputStream gzip;
  private final BufferedWriter writer;

  DurableFile(Path file) throws IOException {
    this.file = file;
    written = file.resolveSibling(file.getFileName() + ".new");
    channel =
        FileChannel.open(
            written,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    OutputStream bytes = Channels.newOutputStream(channel);
    boolean packed = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    gzip = packed ? new GZIPOutputStream(bytes, BLOCK) : null;
    writer =
        new BufferedWriter(
            new OutputStreamWriter(gzip == null ? bytes : gzip, StandardCharsets.UTF_8), BLOCK);
  }

  /** Writes a small file whole. */
  static void write(Path file, String text) throws IOException {
    try (DurableFile durable = new DurableFile(file)) {
      durable.writer.write(text);
      durable.complete();
      durable.publish();
    }
  }

  void line(String text) throws IOException {
    writer.write(text);
    writer.write('\n');
  }

  /** Ends the file and makes it durable; returns its length in bytes. */
  long complete() throws IOException {
    writer.flush();
    if (gzip != null) {
      gzip.finish();
    }
    channel.force(true);
    return channel.size();
  }

  /** Moves what is complete into its place, over what is there. */
  void publish() throws IOException {
    writer.close();
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what was not published. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
