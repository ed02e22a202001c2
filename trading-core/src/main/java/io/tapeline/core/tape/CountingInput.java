package io.tapeline.core.tape;

import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream, counted. */
final class CountingInput extends InputStream {

  private final InputStream source;
  private final long limit;
  private long count;

  /**
   * @param limit bytes after which the source counts as ended
   */
  CountingInput(InputStream source, long limit) {
    this.source = source;
    this.limit = limit;
  }

  /** Bytes read so far. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int value = count == limit ? -1 : source.read();
    if (value >= 0) {
      count++;
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read =
        count == limit ? -1 : source.read(target, offset, (int) Math.min(length, limit - count));
    if (read > 0) {
      count += read;
    }
    return read;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(source.available(), limit - count);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
