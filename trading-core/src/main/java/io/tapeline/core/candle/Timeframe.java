package io.tapeline.core.candle;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The candle lengths of the line. */
public enum Timeframe {
  S1("1s", Duration.ofSeconds(1)),
  M1("1m", Duration.ofMinutes(1)),
  M5("5m", Duration.ofMinutes(5)),
  M15("15m", Duration.ofMinutes(15)),
  H1("1h", Duration.ofHours(1));

  private final String label;
  private final Duration length;

  Timeframe(String label, Duration length) {
    this.label = label;
    this.length = length;
  }

  /** As written on tapes and in commands: 1s, 1m, 5m, 15m, 1h. */
  public String label() {
    return label;
  }

  public Duration length() {
    return length;
  }

  /** The timeframe with this label; throws {@link IllegalArgumentException} naming the choices. */
  public static Timeframe of(String label) {
    for (Timeframe timeframe : values()) {
      if (timeframe.label.equals(label)) {
        return timeframe;
      }
    }
    throw new IllegalArgumentException(
        "unknown timeframe '%s': choose one of %s"
            .formatted(
                label,
                Arrays.stream(values()).map(Timeframe::label).collect(Collectors.joining(", "))));
  }
}
