package io.tapeline.core.tape;

import java.io.IOException;

/** The content of a file that is read, unpacked, a block at a time. Serves one thread. */
public interface TapeBytes extends AutoCloseable {

  /** The most bytes of one read. */
  int BLOCK = 1 << 15;

  /**
   * Reads what is at hand, a whole {@link #BLOCK} at most.
   *
   * @param target has room for a block from {@code offset} on
   * @return how many bytes were read, -1 at the end
   * @throws IOException if the file is cut off or damaged here
   */
  int read(byte[] target, int offset) throws IOException;

  /** Bytes of the file that were read for what was handed out so far, compressed where it is. */
  long bytesRead();

  @Override
  void close() throws IOException;
}
