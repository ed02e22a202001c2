package io.tapeline.backtest.diff;

import io.tapeline.core.export.RunInfo;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is not the same in two runs.
 *
 * @param settings settings that differ
 * @param trades trades that differ, each with its cause, by time of entry
 * @param rows ids of the signals, decisions, order steps and fills that differ
 * @param shouldBeEqual true if nothing the outcome follows from differs: then nothing else may
 */
public record RunDifference(
    RunInfo a,
    RunInfo b,
    int tradesA,
    int tradesB,
    BigDecimal netA,
    BigDecimal netB,
    List<FieldDifference> settings,
    List<TradeDifference> trades,
    Map<String, List<String>> rows,
    boolean shouldBeEqual) {

  public RunDifference {
    settings = List.copyOf(settings);
    trades = List.copyOf(trades);
    rows = new LinkedHashMap<>(rows);
  }

  /** Trades of one cause: how many, and what B made more with them than A. */
  public record Share(int trades, BigDecimal netDifference) {}

  /** True if both runs left the same behind. */
  public boolean isEmpty() {
    return trades.isEmpty() && rows.values().stream().allMatch(List::isEmpty);
  }

  /** What has no cause although it differs: trades, and rows of runs that should be equal. */
  public List<String> unexplained() {
    List<String> unexplained = new ArrayList<>();
    trades.stream()
        .filter(trade -> !trade.cause().isExplained())
        .forEach(trade -> unexplained.add("trade " + trade.id()));
    if (shouldBeEqual && trades.isEmpty()) {
      rows.forEach((file, ids) -> ids.forEach(id -> unexplained.add(file + " " + id)));
    }
    return unexplained;
  }

  /** The differing trades by cause. */
  public Map<CauseKind, Share> summary() {
    Map<CauseKind, Share> summary = new EnumMap<>(CauseKind.class);
    for (TradeDifference trade : trades) {
      summary.merge(
          trade.cause().kind(),
          new Share(1, trade.netDifference()),
          (x, y) -> new Share(x.trades() + y.trades(), x.netDifference().add(y.netDifference())));
    }
    return summary;
  }

  /** What B made more than A, over all trades. */
  public BigDecimal netDifference() {
    return netB.subtract(netA);
  }
}
