package io.tapeline.backtest.diff;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came before a signal on the same account and is not the same in both runs. */
final class Predecessors {

  private static final List<String> FILL_COLUMNS =
      List.of("seq", "intent", "side", "quantity", "price", "fee");
  private static final List<String> VERDICT_COLUMNS = List.of("outcome", "reason");

  private final RunRows a;
  private final RunRows b;

  Predecessors(RunRows a, RunRows b) {
    this.a = a;
    this.b = b;
  }

  /** Entry orders of an instrument that a run sent for signals before an event, latest first. */
  List<String> entries(RunRows run, String symbol, long before) {
    return run.stepsByEntry().entrySet().stream()
        .filter(entry -> entry.getValue().getFirst().text("symbol").equals(symbol))
        .map(Map.Entry::getKey)
        .filter(entry -> signalSeq(run, entry) < before)
        .sorted(Comparator.comparingLong((String entry) -> signalSeq(run, entry)).reversed())
        .toList();
  }

  private static long signalSeq(RunRows run, String entry) {
    Row first = run.steps(entry).getFirst();
    Row signal = run.signals().get(first.text("signalId"));
    return signal == null ? first.seq() : signal.seq();
  }

  /** True if an entry order, or the position it opened, was under way on the event. */
  static boolean isOpenAt(RunRows run, String entry, long seq) {
    List<Row> steps = run.steps(entry);
    if (steps.isEmpty()) {
      return false;
    }
    boolean done =
        run.trades().containsKey(entry)
            || (run.fillsOf(entry).isEmpty() && isTerminal(steps.getLast().text("status")));
    return !done || lastSeq(run, entry) >= seq;
  }

  private static boolean isTerminal(String status) {
    return Set.of("FILLED", "CANCELLED", "REJECTED", "EXPIRED").contains(status);
  }

  /** Number of the event of the last step of a position's orders, 0 without one. */
  static long lastSeq(RunRows run, String entry) {
    return run.steps(entry).stream().mapToLong(Row::seq).max().orElse(0);
  }

  /** The latest trade of the account that had, before the verdict, other fills; null without. */
  @Nullable String differing(Row verdict) {
    Set<String> entries = new LinkedHashSet<>(a.stepsByEntry().keySet());
    entries.addAll(b.stepsByEntry().keySet());
    String latest = null;
    long latestSeq = -1;
    for (String entry : entries) {
      long seq = firstOtherFill(entry, verdict.text("account"));
      boolean own = any(entry).text("signalId").equals(verdict.text("signalId"));
      if (!own && seq > latestSeq && seq <= verdict.seq()) {
        latest = entry;
        latestSeq = seq;
      }
    }
    return latest;
  }

  /** Number of the event of the first fill that only one run has, -1 if all are the same. */
  private long firstOtherFill(String entry, String account) {
    List<Row> fillsA = a.fillsOf(entry);
    List<Row> fillsB = b.fillsOf(entry);
    if (!any(entry).text("account").equals(account)) {
      return -1;
    }
    for (int i = 0; i < Math.max(fillsA.size(), fillsB.size()); i++) {
      if (i >= fillsA.size()) {
        return fillsB.get(i).seq();
      }
      if (i >= fillsB.size()) {
        return fillsA.get(i).seq();
      }
      if (!fillsA.get(i).differences(fillsB.get(i), FILL_COLUMNS).isEmpty()) {
        return Math.min(fillsA.get(i).seq(), fillsB.get(i).seq());
      }
    }
    return -1;
  }

  private Row any(String entry) {
    List<Row> steps = a.steps(entry);
    return steps.isEmpty() ? b.steps(entry).getFirst() : steps.getFirst();
  }

  /** The latest signal of the strategy before this one that was answered otherwise. */
  @Nullable String differingVerdict(Row verdict) {
    String latest = null;
    long latestSeq = -1;
    for (Row before : a.verdicts().values()) {
      String signal = before.text("signalId");
      Row other = b.verdict(signal);
      boolean same = other != null && before.differences(other, VERDICT_COLUMNS).isEmpty();
      boolean ours =
          before.text("strategy").equals(verdict.text("strategy"))
              && before.text("account").equals(verdict.text("account"));
      if (ours && !same && before.seq() < verdict.seq() && before.seq() > latestSeq) {
        latest = signal;
        latestSeq = before.seq();
      }
    }
    return latest;
  }

  /** True if the signal came after the first fill that makes the trade another. */
  boolean isLater(String signalId, String entry) {
    Row verdict = a.verdict(signalId);
    long signal = verdict == null ? 0 : verdict.seq();
    return signal > firstOtherFill(entry, any(entry).text("account"));
  }
}
