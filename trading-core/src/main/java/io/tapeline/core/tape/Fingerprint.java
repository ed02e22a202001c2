package io.tapeline.core.tape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over the SHA-256 of each file, cut to twelve digits. */
public final class Fingerprint {

  private static final int DIGITS = 12;

  private Fingerprint() {}

  /** Of what is in these files, in this order; their names do not count. */
  public static String of(List<Path> files) throws IOException {
    MessageDigest all = sha256();
    byte[] block = new byte[1 << 16];
    for (Path file : files) {
      MessageDigest one = sha256();
      try (InputStream input = Files.newInputStream(file)) {
        for (int read = input.read(block); read >= 0; read = input.read(block)) {
          one.update(block, 0, read);
        }
      }
      all.update(one.digest());
    }
    return HexFormat.of().formatHex(all.digest()).substring(0, DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
