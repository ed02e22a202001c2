package io.tapeline.core.tape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that a recorder appends {@link GzipMember}s to. Killed in the middle it leaves the
 * beginning of a member at the end of the file, which is nobody's loss: what it was to hold is
 * written again, or was never acknowledged.
 *
 * @param size bytes of the file
 * @param whole bytes up to the end of its last whole member
 */
public record RecordedFile(long size, long whole) {

  /** True if the file ends in the middle of a member. */
  public boolean isTorn() {
    return whole < size;
  }

  /**
   * Finds the end of the last whole member; looks at the headers alone.
   *
   * @return null if no recorder wrote the file
   * @throws TapeException if what follows a whole member is neither a member, nor the beginning of
   *     one, nor a run of zeros as a power failure leaves it
   */
  public static @Nullable RecordedFile of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return null; // a pipe can be read only once
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      byte[] header = new byte[GzipMember.HEADER];
      long at = 0;
      while (size - at >= GzipMember.HEADER) {
        read(channel, header, at);
        long length = GzipMember.length(header);
        if (length < 0) {
          if (at == 0) {
            return null;
          }
          requireZeros(file, channel, at, size);
          break;
        }
        if (length > size - at) {
          break;
        }
        at += length;
      }
      return at == 0 && size < GzipMember.HEADER ? null : new RecordedFile(size, at);
    }
  }

  /** Removes what follows the last whole member; true if there was something. */
  public boolean repair(Path file) throws IOException {
    if (!isTorn()) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
      channel.force(true);
    }
    return true;
  }

  private static void requireZeros(Path file, FileChannel channel, long from, long size)
      throws IOException {
    byte[] block = new byte[1 << 13];
    for (long at = from; at < size; at += block.length) {
      int length = (int) Math.min(block.length, size - at);
      byte[] part = length == block.length ? block : new byte[length];
      read(channel, part, at);
      for (byte each : part) {
        if (each != 0) {
          throw new TapeException(
              "%s: is damaged at byte %d: no part of a recording begins there; copy it again"
                  .formatted(file, from));
        }
      }
    }
  }

  private static void read(FileChannel channel, byte[] target, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
  }
}
