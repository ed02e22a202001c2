package io.tapeline.backtest.diff;

import io.tapeline.backtest.diff.Upstream.Stage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chain of a trade from the tick by signal, decision, approval, order and fill to the
 * exit, and stops at the first link that is not the same in both runs.
 */
final class ChainWalk {

  private static final List<String> SIGNAL =
      List.of("seq", "ts", "symbol", "side", "refPrice", "quantity", "stop", "target", "evidence");
  private static final List<String> SENT =
      List.of("status", "side", "type", "quantity", "refPrice");
  private static final List<String> STEP = List.of("status", "seq", "filled");
  private static final List<String> EXIT =
      List.of("status", "seq", "filled", "quantity", "exitReason", "refPrice");
  private static final List<String> FILL =
      List.of("seq", "ts", "side", "quantity", "price", "fee", "touch", "slippageBps");
  private static final Set<String> BY_HAND = Set.of("KILL", "MANUAL", "SHUTDOWN");

  private final RunRows a;
  private final RunRows b;
  private final Upstream upstream;
  private final VerdictWalk verdicts;

  ChainWalk(RunRows a, RunRows b, Upstream upstream) {
    this.a = a;
    this.b = b;
    this.upstream = upstream;
    this.verdicts = new VerdictWalk(a, b, upstream);
  }

  /** The cause of a difference in a trade. */
  Cause cause(String entry, String signalId) {
    Cause cause = signal(signalId);
    cause = cause == null ? verdicts.cause(signalId) : cause;
    cause = cause == null ? sent(entry) : cause;
    cause = cause == null ? entered(entry) : cause;
    cause = cause == null ? filled(entry, "OPEN", "fill") : cause;
    cause = cause == null ? left(entry) : cause;
    cause = cause == null ? filled(entry, "CLOSE", "exit") : cause;
    return cause == null
        ? upstream.cause(
            Stage.EXECUTION, "trade", "every order and fill is the same, the trade is not")
        : cause;
  }

  private @Nullable Cause signal(String signalId) {
    Row inA = a.signals().get(signalId);
    Row inB = b.signals().get(signalId);
    if (inA == null && inB == null) {
      return null;
    }
    if (inA != null && inB != null) {
      List<FieldDifference> fields = inA.differences(inB, SIGNAL);
      return fields.isEmpty()
          ? null
          : upstream.cause(
              Stage.SIGNAL,
              "signal",
              "signal of event #%d differs: %s".formatted(inA.seq(), told(fields)));
    }
    boolean isA = inA != null;
    Row only = inA != null ? inA : inB;
    long seq = only == null ? 0 : only.seq();
    String text = "signal of event #%d only in %s".formatted(seq, isA ? "A" : "B");
    String refusal = only == null ? "" : refusal(isA ? b : a, only);
    return upstream.missing(Stage.SIGNAL, "tick", isA, seq, text + refusal);
  }

  /** What the strategy said instead, where that was told. */
  private static String refusal(RunRows run, Row signal) {
    String id =
        "D-signal-%s-%s-%d".formatted(signal.text("strategy"), signal.text("symbol"), signal.seq());
    Row decision = run.decisions().get(id);
    return decision == null
        ? ""
        : ", the other has %s (%s)".formatted(decision.text("reason"), decision.text("values"));
  }

  static String told(List<FieldDifference> fields) {
    return fields.stream().map(FieldDifference::toString).collect(Collectors.joining(", "));
  }

  /** Approved alike: the entry order must have come to the venue, and be the same one. */
  private @Nullable Cause sent(String entry) {
    List<Row> inA = a.steps(entry, "OPEN");
    List<Row> inB = b.steps(entry, "OPEN");
    if (inA.isEmpty() && inB.isEmpty()) {
      return null;
    }
    if (inA.isEmpty() || inB.isEmpty()) {
      boolean isA = inB.isEmpty();
      long seq = (isA ? inA : inB).getFirst().seq();
      return upstream.missing(
          Stage.EXECUTION,
          "order",
          isA,
          seq,
          "order came to the venue on event #%d in %s alone".formatted(seq, isA ? "A" : "B"));
    }
    List<FieldDifference> fields = inA.getFirst().differences(inB.getFirst(), SENT);
    if (fields.isEmpty()) {
      return null;
    }
    String text = "order differs: " + told(fields);
    boolean refused =
        inA.getFirst().text("status").equals("REJECTED")
            != inB.getFirst().text("status").equals("REJECTED");
    return refused
        ? new Cause(CauseKind.CONTROL, "order", text)
        : upstream.cause(Stage.EXECUTION, "order", text);
  }

  /** What became of the entry order at the venue. */
  private @Nullable Cause entered(String entry) {
    List<Row> inA = a.steps(entry, "OPEN");
    List<Row> inB = b.steps(entry, "OPEN");
    int at = firstDifference(inA, inB, STEP, 1);
    if (at < 0) {
      return null;
    }
    Row stepA = at < inA.size() ? inA.get(at) : null;
    Row stepB = at < inB.size() ? inB.get(at) : null;
    Timing timing = new Timing(inA.getFirst(), inB.getFirst(), stepA, stepB);
    String text = outcome(stepA, "A") + ", " + outcome(stepB, "B") + timing.apart();
    if (upstream.isAnyFree() && at == 1 && timing.explains(latencyMicros())) {
      return new Cause(CauseKind.LATER_FILL, "fill", text + timing.because() + latency(entry));
    }
    if (stepA == null || stepB == null) {
      Row only = stepA == null ? stepB : stepA;
      long seq = only == null ? 0 : only.seq();
      return upstream.missing(Stage.EXECUTION, "fill", stepB == null, seq, text);
    }
    return upstream.cause(Stage.EXECUTION, "fill", text);
  }

  private @Nullable Long latencyMicros() {
    String millis = a.info().settings().getOrDefault("tapeline.paper.latency-ms", "");
    return millis.isEmpty() ? null : new BigDecimal(millis).movePointRight(3).longValue();
  }

  private static String outcome(@Nullable Row step, String run) {
    return step == null
        ? "nothing in " + run
        : "%s on event #%d (ts %d) in %s"
            .formatted(
                step.text("status").toLowerCase(Locale.ROOT).replace('_', ' '),
                step.seq(),
                step.number("ts"),
                run);
  }

  /** How long signal, approval and order took on the line, by its own clock. */
  private String latency(String entry) {
    String line = latencyOf(a, entry, "A") + latencyOf(b, entry, "B");
    return line.isEmpty() ? "" : "; latency of the line" + line;
  }

  private static String latencyOf(RunRows run, String entry, String name) {
    return run.fillsOf(entry).stream()
        .map(fill -> fill.text("latencyMicros"))
        .filter(micros -> !micros.isEmpty())
        .findFirst()
        .map(micros -> " %s µs in %s".formatted(micros, name))
        .orElse("");
  }

  /** The fills of opening or closing orders, to the last digit. */
  private @Nullable Cause filled(String entry, String intent, String point) {
    List<Row> inA = fills(a, entry, intent);
    List<Row> inB = fills(b, entry, intent);
    int at = firstDifference(inA, inB, FILL, 0);
    if (at < 0) {
      return null;
    }
    if (at >= inA.size() || at >= inB.size()) {
      boolean isA = at < inA.size();
      long seq = (isA ? inA : inB).get(at).seq();
      return upstream.missing(
          Stage.EXECUTION,
          point,
          isA,
          seq,
          "fill on event #%d only in %s".formatted(seq, isA ? "A" : "B"));
    }
    List<FieldDifference> fields = inA.get(at).differences(inB.get(at), FILL);
    return upstream.cause(
        Stage.EXECUTION, point, "fill on event #%d: %s".formatted(inA.get(at).seq(), told(fields)));
  }

  private static List<Row> fills(RunRows run, String entry, String intent) {
    return run.fillsOf(entry).stream().filter(row -> row.text("intent").equals(intent)).toList();
  }

  /** Entered alike: when and why the position was left. */
  private @Nullable Cause left(String entry) {
    List<Row> inA = a.steps(entry, "CLOSE");
    List<Row> inB = b.steps(entry, "CLOSE");
    int at = firstDifference(inA, inB, EXIT, 0);
    if (at < 0) {
      return null;
    }
    Row stepA = at < inA.size() ? inA.get(at) : null;
    Row stepB = at < inB.size() ? inB.get(at) : null;
    String text = "exit decided on " + exit(stepA, "A") + ", " + exit(stepB, "B");
    boolean byHand = isByHand(stepA) != isByHand(stepB);
    if (byHand) {
      return new Cause(CauseKind.CONTROL, "exit", text);
    }
    if (stepA == null || stepB == null) {
      Row only = stepA == null ? stepB : stepA;
      long seq = only == null ? 0 : only.seq();
      return upstream.missing(Stage.EXECUTION, "exit", stepB == null, seq, text);
    }
    return upstream.cause(Stage.EXECUTION, "exit", text);
  }

  private static boolean isByHand(@Nullable Row step) {
    return step != null && BY_HAND.contains(step.text("exitReason"));
  }

  private static String exit(@Nullable Row step, String run) {
    return step == null
        ? "no event in " + run
        : "event #%d (%s, %s) in %s"
            .formatted(step.seq(), step.text("exitReason"), step.text("status"), run);
  }

  private static int firstDifference(List<Row> inA, List<Row> inB, List<String> columns, int from) {
    for (int i = from; i < Math.max(inA.size(), inB.size()); i++) {
      boolean both = i < inA.size() && i < inB.size();
      if (!both || !inA.get(i).differences(inB.get(i), columns).isEmpty()) {
        return i;
      }
    }
    return -1;
  }
}
