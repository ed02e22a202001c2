package io.tapeline.core.tape;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A gzip member (RFC 1952) that says how long it is, in an extra field {@code TL} of its header: a
 * file made of them is an ordinary gzip file, and yet the end of its last whole member can be found
 * without unpacking anything.
 */
public final class GzipMember {

  /** Bytes of the header, the extra field included. */
  static final int HEADER = 20;

  /** More than a writer puts into one; a longer one is damage. */
  static final int LONGEST = 64 << 20;

  private static final int TRAILER = 8;
  private static final byte[] FIXED = {
    0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, (byte) 0xff, 8, 0, 'T', 'L', 4, 0
  };

  private GzipMember() {}

  /** The member that holds this content. */
  public static byte[] of(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 3 + 64);
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(content);
      deflater.finish();
      byte[] block = new byte[1 << 14];
      while (!deflater.finished()) {
        packed.write(block, 0, deflater.deflate(block));
      }
    } finally {
      deflater.end();
    }
    CRC32 checksum = new CRC32();
    checksum.update(content);
    int length = HEADER + packed.size() + TRAILER;
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(FIXED)
        .putInt(length)
        .put(packed.toByteArray())
        .putInt((int) checksum.getValue())
        .putInt(content.length)
        .array();
  }

  /** Length of the member that has this header, -1 if it is none. */
  static long length(byte[] header) {
    for (int i = 0; i < FIXED.length; i++) {
      if (header[i] != FIXED[i]) {
        return -1;
      }
    }
    int length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(FIXED.length);
    return length < HEADER + TRAILER || length > LONGEST ? -1 : length;
  }
}
