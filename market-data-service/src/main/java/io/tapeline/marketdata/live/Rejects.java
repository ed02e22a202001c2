package io.tapeline.marketdata.live;

import io.tapeline.core.quarantine.Quarantined;
import java.util.List;

/** Keeps what a venue sent and nobody can use, whole up to 10,000 characters. */
public final class Rejects {

  private static final int MOST_ORIGINAL = 10_000;
  private static final String HIDDEN = "***";

  private final String venue;
  private final Desk desk;
  private final FeedStatus status;
  private final List<String> secrets;
  private long newest;

  /**
   * @param secrets texts that must not be written down, should the venue repeat them
   */
  public Rejects(String venue, Desk desk, FeedStatus status, String... secrets) {
    this.venue = venue;
    this.desk = desk;
    this.status = status;
    this.secrets = List.of(secrets);
  }

  /**
   * Keeps it.
   *
   * @param part of the venue's stream it came in
   * @param reason stable upper-case code
   */
  public void keep(String part, String reason, String detail, String original, long seenMicros)
      throws InterruptedException {
    newest = Math.max(newest + 1, seenMicros);
    status.rejected(reason);
    desk.take(
        new Said.Unusable(
            new Quarantined(
                venue + "/" + part, newest, reason, withoutSecrets(detail), kept(original))),
        seenMicros);
  }

  private String kept(String original) {
    String safe = withoutSecrets(original);
    return safe.length() <= MOST_ORIGINAL ? safe : safe.substring(0, MOST_ORIGINAL);
  }

  private String withoutSecrets(String text) {
    String safe = text;
    for (String secret : secrets) {
      safe = secret.isEmpty() ? safe : safe.replace(secret, HIDDEN);
    }
    return safe;
  }
}
