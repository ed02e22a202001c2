package io.tapeline.protocol.codec;

/**
 * Events of one type to bytes and back. What is encoded can be decoded, and is then equal, to the
 * scale of every decimal. Immutable and safe for many threads.
 */
public interface Codec<V> {

  /**
   * The value as it travels.
   *
   * @throws IllegalArgumentException if a reader would have to refuse the bytes
   */
  byte[] encode(V value);

  /**
   * The value that was encoded. Fields this version does not know are ignored.
   *
   * @throws WireException if the bytes are malformed, a mandatory field is missing or a value is
   *     not legal
   */
  V decode(byte[] bytes);
}
