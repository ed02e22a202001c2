package io.tapeline.marketdata.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of a disk is left to others. */
public final class DiskRoom {

  private static final long MEGABYTE = 1 << 20;

  private final long keepFreeMegabytes;
  private final Usable usable;

  /** Asks a disk. */
  @FunctionalInterface
  interface Usable {

    /** Bytes that can still be written where this path lies. */
    long bytes(Path path) throws IOException;
  }

  /**
   * @param keepFreeMegabytes so much is left free
   */
  public DiskRoom(long keepFreeMegabytes) {
    this(keepFreeMegabytes, path -> Files.getFileStore(path).getUsableSpace());
  }

  DiskRoom(long keepFreeMegabytes, Usable usable) {
    this.keepFreeMegabytes = keepFreeMegabytes;
    this.usable = usable;
  }

  /**
   * Looks whether so many bytes more may be written.
   *
   * @throws NoRoomException if not
   */
  void require(Path path, long bytes) throws IOException {
    long left = usable.bytes(path);
    if (left - bytes < keepFreeMegabytes * MEGABYTE) {
      throw new NoRoomException(
          "%s: %d MB are left on its disk and %d are to stay free (tapeline.recorder.keep-free-megabytes): nothing more is recorded; make room and start again"
              .formatted(path, left / MEGABYTE, keepFreeMegabytes));
    }
  }
}
