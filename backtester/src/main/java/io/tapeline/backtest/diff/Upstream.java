package io.tapeline.backtest.diff;

import io.tapeline.core.export.RunInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What two runs were given: feed and settings. A stage is deterministic, so where it had the same
 * input and did another thing, the reason is here or there is none.
 */
final class Upstream {

  /** Settings of the paper venue that the risk desk does not look at. */
  private static final Set<String> VENUE_ALONE =
      Set.of(
          "tapeline.paper.latency-ms",
          "tapeline.paper.entry-timeout-s",
          "tapeline.paper.stale-fill-after-s");

  private static final Set<String> RISK_ALONE =
      Set.of("tapeline.paper.initial-capital", "tapeline.burst.loss-skip");

  /** A stage of the line, with the settings that can change what it does. */
  enum Stage {
    SIGNAL,
    RISK,
    EXECUTION;

    private boolean reads(String key) {
      boolean risks = key.startsWith("tapeline.risk.") || RISK_ALONE.contains(key);
      return switch (this) {
        case SIGNAL ->
            !risks && !key.startsWith("tapeline.paper.") && !key.startsWith("tapeline.fees.");
        case RISK -> !VENUE_ALONE.contains(key);
        case EXECUTION -> !risks;
      };
    }
  }

  private final RunInfo a;
  private final RunInfo b;
  private final RunRows rowsA;
  private final RunRows rowsB;

  Upstream(RunRows rowsA, RunRows rowsB) {
    this.rowsA = rowsA;
    this.rowsB = rowsB;
    this.a = rowsA.info();
    this.b = rowsB.info();
  }

  boolean isSameSource() {
    return a.source().equals(b.source());
  }

  /** True if one of the runs did not keep the order of events that a backtest has. */
  boolean isAnyFree() {
    return rowsA.isFree() || rowsB.isFree();
  }

  /** Settings, and the strategies, that are not the same. */
  List<FieldDifference> settings() {
    List<FieldDifference> differences = new ArrayList<>();
    if (!a.strategies().equals(b.strategies())) {
      differences.add(
          new FieldDifference(
              "strategies", String.join(",", a.strategies()), String.join(",", b.strategies())));
    }
    Set<String> keys = new TreeSet<>(a.settings().keySet());
    keys.addAll(b.settings().keySet());
    for (String key : keys) {
      String one = a.settings().getOrDefault(key, "");
      String other = b.settings().getOrDefault(key, "");
      if (!Row.isSame(one, other)) {
        differences.add(new FieldDifference(key, one, other));
      }
    }
    return differences;
  }

  private List<FieldDifference> settings(Stage stage) {
    return settings().stream().filter(difference -> stage.reads(difference.field())).toList();
  }

  boolean hasSettings(Stage stage) {
    return !settings(stage).isEmpty();
  }

  /** The cause of a difference that no earlier one in the chain explains. */
  Cause cause(Stage stage, String point, String text) {
    if (!isSameSource()) {
      return new Cause(
          CauseKind.TAPES,
          point,
          "%s; tapes differ: %s | %s".formatted(text, a.source(), b.source()));
    }
    List<FieldDifference> settings = settings(stage);
    if (!settings.isEmpty()) {
      String keys =
          settings.stream().map(FieldDifference::toString).collect(Collectors.joining(", "));
      return new Cause(CauseKind.SETTINGS, point, "%s; settings differ: %s".formatted(text, keys));
    }
    if (a.firstSeq() != b.firstSeq()) {
      return new Cause(
          CauseKind.CARRIED_OVER,
          point,
          "%s; the run begins at event #%d in A, #%d in B, on what came before"
              .formatted(text, a.firstSeq(), b.firstSeq()));
    }
    return new Cause(CauseKind.UNEXPLAINED, point, text);
  }

  /** The cause of a thing that one run has on an event and the other has not at all. */
  Cause missing(Stage stage, String point, boolean inA, long seq, String text) {
    RunRows without = inA ? rowsB : rowsA;
    if (seq > without.settledSeq()) {
      return new Cause(
          CauseKind.NOT_REACHED,
          point,
          "%s; %s ended at event #%d".formatted(text, inA ? "B" : "A", without.settledSeq()));
    }
    return cause(stage, point, text);
  }
}
