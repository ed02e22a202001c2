package io.tapeline.core.tape;

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
 * A file of lines that appears whole or not at all: it is written beside its place under another
 * name, gzipped if its own ends in .gz, and moved when it is on the disk.
 */
public final class WholeFile implements AutoCloseable {

  private static final int BLOCK = 1 << 16;
  private static final String PART = ".part";

  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final @Nullable GZIPOutputStream gzip;
  private final BufferedWriter writer;
  private boolean complete;

  /** Begins a file that is written under its name with {@code .part} behind. */
  public WholeFile(Path file) throws IOException {
    this(file, PART);
  }

  /**
   * Begins a file.
   *
   * @param suffix behind its name while it is written
   */
  public WholeFile(Path file, String suffix) throws IOException {
    this.file = file;
    part = file.resolveSibling(file.getFileName() + suffix);
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

  /** Writes a small file whole. */
  public static void write(Path file, String text) throws IOException {
    try (WholeFile whole = new WholeFile(file)) {
      whole.writer.write(text);
      whole.commit();
    }
  }

  /** Writes one line. */
  public void line(String text) throws IOException {
    writer.write(text);
    writer.write('\n');
  }

  /** Ends the file and makes it durable, in its place or not; returns its length in bytes. */
  public long complete() throws IOException {
    if (!complete) {
      complete = true;
      writer.flush();
      if (gzip != null) {
        gzip.finish();
      }
      channel.force(true);
    }
    return channel.size();
  }

  /** Makes what was written durable and moves it into its place, over what is there. */
  public void commit() throws IOException {
    complete();
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
