package io.tapeline.cli.up;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names of sets of books. A tape has books for each way it is played, so that the same command
 * again carries on where it was stopped, and a command with other settings starts with fresh books.
 */
final class BookName {

  private static final int DIGITS = 10;

  private BookName() {}

  /** The books of a simulated market. */
  static String simulation(Map<String, String> settings) {
    return "sim-" + settings.getOrDefault("tapeline.sim.seed", "1");
  }

  /**
   * The books of a tape played with these settings; what is written down beside them does not
   * matter.
   *
   * @param fingerprint of the tapes' content
   */
  static String tape(
      String fingerprint, List<String> strategies, Map<String, String> settings, boolean lockstep) {
    Map<String, String> line = new TreeMap<>(settings);
    line.keySet().removeIf(key -> key.startsWith("tapeline.market-data."));
    String way = strategies + " " + line + " " + lockstep;
    return "tape-%s-%s".formatted(fingerprint, digest(way));
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
