package io.tapeline.cli.crash;

import io.tapeline.cli.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a crash test has found.
 *
 * @param reference counts of the undisturbed run
 * @param failure null if every round gave the undisturbed run's books
 */
record CrashReport(
    long seed,
    int asked,
    int roundsPassed,
    int rounds,
    double seconds,
    Map<String, Object> reference,
    Map<String, Tally> tallies,
    long lost,
    long doubled,
    long changed,
    @Nullable String failure) {

  private static final String ROW = "%-14s %6s %7s %10s %9s %9s %9s %9s%n";

  /** Processes killed in all. */
  int kills() {
    return tallies.values().stream().mapToInt(Tally::kills).sum();
  }

  /** Processes paused in all. */
  int pauses() {
    return tallies.values().stream().mapToInt(Tally::pauses).sum();
  }

  private String result() {
    return failure == null ? "equal" : "FAILED";
  }

  private static String seconds(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  /** The table for people. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        ROW.formatted(
            "process", "kills", "pauses", "recovering", "listens", "p50 s", "max s", "own exits"));
    tallies.forEach(
        (name, tally) ->
            text.append(
                ROW.formatted(
                    name,
                    tally.kills(),
                    tally.pauses(),
                    tally.killedWhileRecovering(),
                    seconds(tally.medianListeningSeconds()),
                    seconds(tally.medianSeconds()),
                    seconds(tally.maxSeconds()),
                    tally.ownExits())));
    text.append(ROW.formatted("all", kills(), pauses(), "", "", "", "", "").stripTrailing())
        .append('\n');
    text.append(conclusion());
    return text.toString();
  }

  private String conclusion() {
    String counts =
        "%d kills and %d pauses in %d of %d rounds, %.0f s: lost %d, doubled %d, changed %d: %s"
            .formatted(
                kills(), pauses(), roundsPassed, rounds, seconds, lost, doubled, changed, result());
    return failure == null ? counts : counts + "\nseed " + seed + ": " + failure;
  }

  /** The same as a page. */
  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("# Crash test");
    lines.add("");
    lines.add("Seed %d, %s.".formatted(seed, conclusion().replace("\n", ". ")));
    lines.add("Undisturbed run: %s.".formatted(reference));
    lines.add("");
    lines.add(
        "| process | kills | pauses | killed while recovering | listens, p50 s | ready, p50 s | ready, max s | own exits |");
    lines.add("|---|--:|--:|--:|--:|--:|--:|--:|");
    tallies.forEach(
        (name, tally) ->
            lines.add(
                "| %s | %d | %d | %d | %s | %s | %s | %d |"
                    .formatted(
                        name,
                        tally.kills(),
                        tally.pauses(),
                        tally.killedWhileRecovering(),
                        seconds(tally.medianListeningSeconds()),
                        seconds(tally.medianSeconds()),
                        seconds(tally.maxSeconds()),
                        tally.ownExits())));
    lines.add("| **all** | **%d** | **%d** | | | | | |".formatted(kills(), pauses()));
    return String.join("\n", lines) + "\n";
  }

  /** The same for programs. */
  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", seed);
    json.put("asked", asked);
    json.put("kills", kills());
    json.put("pauses", pauses());
    json.put("rounds", rounds);
    json.put("roundsPassed", roundsPassed);
    json.put("lost", lost);
    json.put("doubled", doubled);
    json.put("changed", changed);
    json.put("result", result().toLowerCase(Locale.ROOT));
    json.put("failure", failure == null ? "" : failure);
    json.put("wallSeconds", Math.round(seconds * 10) / 10.0);
    json.put("undisturbed", reference);
    List<Object> processes = new ArrayList<>();
    tallies.forEach((name, tally) -> processes.add(row(name, tally)));
    json.put("processes", processes);
    return RunReport.json(json);
  }

  private static Map<String, Object> row(String name, Tally tally) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("process", name);
    row.put("kills", tally.kills());
    row.put("pauses", tally.pauses());
    row.put("killsWhileRecovering", tally.killedWhileRecovering());
    row.put("recoveries", tally.recoveries());
    if (tally.recoveries() > 0) {
      row.put("listensP50Seconds", millis(tally.medianListeningSeconds()));
      row.put("recoveryP50Seconds", millis(tally.medianSeconds()));
      row.put("recoveryMaxSeconds", millis(tally.maxSeconds()));
    }
    row.put("ownExits", tally.ownExits());
    return row;
  }

  private static double millis(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }
}
