package io.tapeline.core.tape;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The content of a stream, with a count of the bytes of the file beneath it. */
final class StreamBytes implements TapeBytes {

  private final InputStream content;
  private final @Nullable CountingInput file;

  /**
   * @param content made of the bytes of the file
   * @param file null if they cannot be counted
   */
  StreamBytes(InputStream content, @Nullable CountingInput file) {
    this.content = content;
    this.file = file;
  }

  @Override
  public int read(byte[] target, int offset) throws IOException {
    return content.read(target, offset, BLOCK);
  }

  @Override
  public long bytesRead() {
    return file == null ? 0 : file.count();
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
