package io.tapeline.backtest.diff;

import io.tapeline.backtest.diff.TradeDifference.Where;
import io.tapeline.core.export.DecisionCsv;
import io.tapeline.core.export.FillCsv;
import io.tapeline.core.export.OrderCsv;
import io.tapeline.core.export.SignalCsv;
import io.tapeline.core.export.TradeCsv;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds two runs against each other, field by field. */
public final class RunComparison {

  private static final List<String> TRADE = columns(TradeCsv.HEADER);
  private static final List<String> FILL =
      columns(FillCsv.HEADER).stream().filter(name -> !name.equals("latencyMicros")).toList();

  private final RunRows a;
  private final RunRows b;
  private final Upstream upstream;
  private final ChainWalk walk;

  private RunComparison(RunRows a, RunRows b) {
    this.a = a;
    this.b = b;
    this.upstream = new Upstream(a, b);
    this.walk = new ChainWalk(a, b, upstream);
  }

  /** What is not the same in two runs, and why. */
  public static RunDifference of(RunRows a, RunRows b) {
    return new RunComparison(a, b).compare();
  }

  private static List<String> columns(String header) {
    return Arrays.asList(header.split(",", -1));
  }

  private RunDifference compare() {
    List<TradeDifference> trades = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>(a.trades().keySet());
    ids.addAll(b.trades().keySet());
    for (String id : ids) {
      TradeDifference difference = trade(id, a.trades().get(id), b.trades().get(id));
      if (difference != null) {
        trades.add(difference);
      }
    }
    trades.sort(Comparator.comparingLong(this::entryTs).thenComparing(TradeDifference::id));
    Map<String, List<String>> rows = new LinkedHashMap<>();
    rows.put("signals", differing(RunRows::signals, columns(SignalCsv.HEADER)));
    rows.put("decisions", differing(RunRows::decisions, columns(DecisionCsv.HEADER)));
    rows.put("orders", differing(RunRows::steps, columns(OrderCsv.HEADER)));
    rows.put("fills", differing(RunRows::fills, FILL));
    boolean shouldBeEqual =
        upstream.isSameSource()
            && !upstream.isAnyFree()
            && upstream.settings().isEmpty()
            && a.info().firstSeq() == b.info().firstSeq();
    return new RunDifference(
        a.info(),
        b.info(),
        a.trades().size(),
        b.trades().size(),
        net(a),
        net(b),
        upstream.settings(),
        trades,
        rows,
        shouldBeEqual);
  }

  private long entryTs(TradeDifference trade) {
    Row row = a.trades().get(trade.id());
    Row present = row == null ? b.trades().get(trade.id()) : row;
    return present == null ? 0 : present.number("entryTs");
  }

  private static BigDecimal net(RunRows run) {
    return run.trades().values().stream()
        .map(row -> row.amount("net"))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private @Nullable TradeDifference trade(String id, @Nullable Row inA, @Nullable Row inB) {
    Row present = inA == null ? inB : inA;
    if (present == null) {
      return null;
    }
    List<FieldDifference> fields =
        inA == null || inB == null ? List.of() : inA.differences(inB, TRADE);
    if (inA != null && inB != null && fields.isEmpty()) {
      return null;
    }
    return new TradeDifference(
        id,
        present.text("symbol"),
        inA == null ? Where.ONLY_B : inB == null ? Where.ONLY_A : Where.BOTH,
        fields,
        inA == null ? BigDecimal.ZERO : inA.amount("net"),
        inB == null ? BigDecimal.ZERO : inB.amount("net"),
        walk.cause(id, present.text("signalId")));
  }

  /** Ids of the rows that are not the same, as far as both runs came. */
  private List<String> differing(Function<RunRows, Map<String, Row>> rows, List<String> columns) {
    long until = Math.min(a.settledSeq(), b.settledSeq());
    Set<String> ids = new LinkedHashSet<>(rows.apply(a).keySet());
    ids.addAll(rows.apply(b).keySet());
    List<String> differing = new ArrayList<>();
    for (String id : ids) {
      Row inA = rows.apply(a).get(id);
      Row inB = rows.apply(b).get(id);
      Row present = inA == null ? inB : inA;
      boolean same = inA != null && inB != null && inA.differences(inB, columns).isEmpty();
      if (!same && present != null && present.seq() <= until) {
        differing.add(id);
      }
    }
    return differing;
  }
}
