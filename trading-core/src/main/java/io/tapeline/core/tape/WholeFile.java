package io.tapeline.core.tape.foreign;

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
 * A file of lines that appears whole or not at all. It is written beside its place under a name
 * ending in .part, and gzipped if its name ends in .gz.
 */
final class WholeFile implements AutoCloseable {

  private static final int BLOCK = 1 << 16;

  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final @Nullable GZIPOutputStream gzip;
  private final BufferedWriter writer;

  WholeFile(Path file) throws IOException {
    this.file = file;
    part = file.resolveSibling(file.getFileName() + ".part");
    channel =
        FileChannel.open(
            part,
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

  /** Writes one line. */
  void line(String text) throws IOException {
    writer.write(text);
    writer.write('\n');
  }

  /** Makes what was written durable and moves it into its place, over what is there. */
  void commit() throws IOException {
    writer.flush();
    if (gzip != null) {
      gzip.finish();
    }
    channel.force(true);
    writer.close();
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
