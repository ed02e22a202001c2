package io.tapeline.marketdata.history;

import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.history.Pages.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The pages fetched so far, in the file beside a tape that ends in .part. A page is appended whole,
 * with a checksum and the cursor of the page after it; what a crash left of one that is not whole
 * is cut off when the file is opened again. So whatever its length, the file says where to go on.
 *
 * <pre>
 * tapeline-history {task}
 * # checksum bytes rows refused gaps reached last cursor
 * rows, then refused rows
 * </pre>
 */
final class Journal implements AutoCloseable {

  private static final String MAGIC = "tapeline-history ";
  private static final int LONGEST_LINE = 1 << 24;
  private static final int HEADER_CELLS = 8;

  /**
   * A page in the file.
   *
   * @param start of its rows, bytes from the start of the file
   * @param bytes of its rows, refused ones among them
   */
  record Block(
      long start,
      int bytes,
      int rows,
      int refused,
      long gaps,
      EventTime reached,
      boolean last,
      String cursor) {}

  private final Path file;
  private final FileChannel channel;
  private final List<Block> blocks = new ArrayList<>();
  private long end;

  private Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Path beside(Path tape) {
    return tape.resolveSibling(tape.getFileName() + ".part");
  }

  /** The task of a journal; null if there is no file, or it was cut off before its task. */
  static @Nullable Task task(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      String line = line(channel, 0);
      return line == null || !line.startsWith(MAGIC)
          ? null
          : JsonLines.parse(line.substring(MAGIC.length()), Task.class);
    }
  }

  /**
   * Opens the journal of a task, a new one if there is none.
   *
   * @throws HistoryException if the file is that of another task or no journal, or in use
   */
  static Journal open(Path file, Task task) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(file, channel);
      Journal journal = new Journal(file, channel);
      journal.read(task);
      return journal;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException _) {
      // Told below.
    }
    throw new HistoryException(file + ": another run is fetching into it; wait for it or end it");
  }

  private void read(Task task) throws IOException {
    String head = MAGIC + JsonLines.of(task);
    String found = line(channel, 0);
    if (found == null && isCutOff()) {
      channel.truncate(0);
      write((head + "\n").getBytes(StandardCharsets.UTF_8), 0);
      channel.force(true);
    } else if (!head.equals(found)) {
      Task other = task(file);
      throw new HistoryException(
          other == null
              ? file + ": is in the way and no part of a history; move it, or name another --out"
              : "%s: holds part of another history, %s; remove it, or name another --out"
                  .formatted(file, other));
    }
    end = 1L + head.getBytes(StandardCharsets.UTF_8).length;
    for (Block block = blockAt(end); block != null; block = blockAt(end)) {
      blocks.add(block);
      end = block.start() + block.bytes();
    }
    channel.truncate(end);
  }

  /** Whether it is a journal that ends within its first line. */
  private boolean isCutOff() throws IOException {
    int length = (int) Math.min(MAGIC.length(), channel.size());
    return MAGIC.startsWith(new String(bytes(0, length), StandardCharsets.UTF_8));
  }

  /** The page that begins here, null if it is not whole. */
  private @Nullable Block blockAt(long at) throws IOException {
    String header = line(channel, at);
    String[] cells = header == null ? new String[0] : header.split(" ", HEADER_CELLS + 1);
    if (header == null || cells.length != HEADER_CELLS + 1 || !cells[0].equals("#")) {
      return null;
    }
    try {
      long start = at + header.getBytes(StandardCharsets.UTF_8).length + 1;
      Block block =
          new Block(
              start,
              Integer.parseInt(cells[2]),
              Integer.parseInt(cells[3]),
              Integer.parseInt(cells[4]),
              Long.parseLong(cells[5]),
              new EventTime(Long.parseLong(cells[6])),
              cells[7].equals("1"),
              cells[8]);
      if (block.bytes() < 0 || start + block.bytes() > channel.size()) {
        return null;
      }
      String rest = header.substring(header.indexOf(' ', 2) + 1);
      byte[] body = bytes(start, block.bytes());
      return checksum(rest, body).equals(cells[1]) ? block : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /** Appends a page and makes it durable. */
  void append(Page page) throws IOException {
    StringBuilder text = new StringBuilder();
    page.rows().forEach(row -> text.append(row).append('\n'));
    page.refused().forEach(row -> text.append(TapeLines.refused(row)).append('\n'));
    byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
    String rest =
        "%d %d %d %d %d %d %s"
            .formatted(
                body.length,
                page.rows().size(),
                page.refused().size(),
                page.gaps(),
                page.reached().micros(),
                page.last() ? 1 : 0,
                page.next());
    byte[] header =
        "# %s %s\n".formatted(checksum(rest, body), rest).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream block = new ByteArrayOutputStream(header.length + body.length);
    block.writeBytes(header);
    block.writeBytes(body);
    write(block.toByteArray(), end);
    channel.force(false);
    blocks.add(
        new Block(
            end + header.length,
            body.length,
            page.rows().size(),
            page.refused().size(),
            page.gaps(),
            page.reached(),
            page.last(),
            page.next()));
    end += block.size();
  }

  /** Pages in the order in which they were fetched. */
  List<Block> blocks() {
    return List.copyOf(blocks);
  }

  @Nullable Block newest() {
    return blocks.isEmpty() ? null : blocks.getLast();
  }

  long rows() {
    return blocks.stream().mapToLong(Block::rows).sum();
  }

  /** The rows of a page, then its refused rows. */
  List<String> lines(Block block) throws IOException {
    return new String(bytes(block.start(), block.bytes()), StandardCharsets.UTF_8).lines().toList();
  }

  private byte[] bytes(long at, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new IOException(file + ": became shorter while it was read");
      }
    }
    return buffer.array();
  }

  private void write(byte[] bytes, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer, at + buffer.position());
    }
  }

  /** The line that begins here without its end; null if the file ends within it. */
  private static @Nullable String line(FileChannel channel, long at) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 10);
    long next = at;
    while (line.size() < LONGEST_LINE && channel.read(buffer.clear(), next) > 0) {
      for (int i = 0; i < buffer.position(); i++) {
        if (buffer.get(i) == '\n') {
          return line.toString(StandardCharsets.UTF_8);
        }
        line.write(buffer.get(i));
      }
      next += buffer.position();
    }
    return null;
  }

  private static String checksum(String header, byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(header.getBytes(StandardCharsets.UTF_8));
    crc.update(body);
    return "%08x".formatted(crc.getValue());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
