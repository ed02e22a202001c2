package io.tapeline.protocol.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes under {@code src/test/resources/wire}, stored as hex. */
final class StoredBytes {

  private StoredBytes() {}

  /** The bytes of {@code wire/NAME.hex}. */
  static byte[] read(String name) {
    String resource = "/wire/" + name + ".hex";
    try (InputStream in = StoredBytes.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
