package io.tapeline.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Options of {@code up} and {@code backtest} that make a strategy trade. */
final class Settings {

  /**
   * Lower thresholds and a short cool-off, so that minutes of a simulated market bring several
   * trades, partial fills and denials; fees are paid, low enough for the risk desk to approve.
   */
  static final List<String> LIVELY =
      set(
          Map.of(
              "tapeline.burst.position-size", "0.01",
              "tapeline.burst.entry-threshold", "0.0003",
              "tapeline.burst.volatility-guard", "0.0004",
              "tapeline.burst.loss-skip", "1",
              "tapeline.fees.taker", "0.00002",
              "tapeline.risk.cool-off-s", "1",
              "tapeline.risk.daily-trades", "0",
              "tapeline.risk.burst.hourly-trades", "0",
              "tapeline.risk.loss-streak", "0"));

  private Settings() {}

  /** {@code --set} for each, in alphabetical order. */
  static List<String> set(Map<String, String> settings) {
    return settings.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            entry -> java.util.stream.Stream.of("--set", entry.getKey() + "=" + entry.getValue()))
        .toList();
  }

  /** {@code --tape} with these files, then the settings. */
  static List<String> tape(List<String> files, List<String> settings) {
    List<String> all = new ArrayList<>(List.of("--tape"));
    all.addAll(files);
    all.addAll(settings);
    return all;
  }

  /** All of these, one after the other. */
  @SafeVarargs
  static List<String> join(List<String>... parts) {
    List<String> all = new ArrayList<>();
    for (List<String> part : parts) {
      all.addAll(part);
    }
    return all;
  }
}
