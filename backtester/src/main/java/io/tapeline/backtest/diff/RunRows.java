package io.tapeline.backtest.diff;

import io.tapeline.core.export.RunInfo;
import io.tapeline.core.export.RunTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run left behind, by id. Where an id is there twice the first row counts, as everywhere on
 * the line.
 */
public final class RunRows {

  private final RunInfo info;
  private final long settledSeq;
  private final Map<String, Row> trades;
  private final Map<String, Row> decisions;
  private final Map<String, Row> signals;
  private final Map<String, Row> steps;
  private final Map<String, Row> fills;
  private final Map<String, Row> verdicts = new LinkedHashMap<>();
  private final Map<String, List<Row>> stepsByEntry = new LinkedHashMap<>();
  private final Map<String, List<Row>> fillsByEntry = new LinkedHashMap<>();

  /**
   * @param settledSeq number of the market event up to which the rows are complete
   * @param tables rows as they were written; a table that is missing is empty
   */
  public RunRows(RunInfo info, long settledSeq, Map<RunTable, List<Row>> tables) {
    this.info = info;
    this.settledSeq = settledSeq;
    this.trades = byId(tables, RunTable.TRADES);
    this.decisions = byId(tables, RunTable.DECISIONS);
    this.signals = byId(tables, RunTable.SIGNALS);
    this.steps = byId(tables, RunTable.ORDERS);
    this.fills = byId(tables, RunTable.FILLS);
    for (Row decision : decisions.values()) {
      if (decision.text("stage").equals("risk") && !decision.text("signalId").isEmpty()) {
        verdicts.put(decision.text("signalId"), decision);
      }
    }
    group(steps, stepsByEntry);
    group(fills, fillsByEntry);
    Comparator<Row> byStep =
        Comparator.comparingLong((Row row) -> row.seq())
            .thenComparing(row -> row.text("orderId"))
            .thenComparingLong(row -> row.number("number"));
    stepsByEntry.values().forEach(list -> list.sort(byStep));
    fillsByEntry.values().forEach(list -> list.sort(byStep));
  }

  private static Map<String, Row> byId(Map<RunTable, List<Row>> tables, RunTable table) {
    Map<String, Row> byId = new LinkedHashMap<>();
    tables.getOrDefault(table, List.of()).forEach(row -> byId.putIfAbsent(row.id(), row));
    return byId;
  }

  private static void group(Map<String, Row> rows, Map<String, List<Row>> byEntry) {
    for (Row row : rows.values()) {
      byEntry.computeIfAbsent(row.text("entryOrderId"), _ -> new ArrayList<>()).add(row);
    }
  }

  RunInfo info() {
    return info;
  }

  long settledSeq() {
    return settledSeq;
  }

  Map<String, Row> trades() {
    return trades;
  }

  Map<String, Row> decisions() {
    return decisions;
  }

  Map<String, Row> signals() {
    return signals;
  }

  Map<String, Row> steps() {
    return steps;
  }

  Map<String, Row> fills() {
    return fills;
  }

  /** The risk desk's answer to a signal. */
  @Nullable Row verdict(String signalId) {
    return verdicts.get(signalId);
  }

  Map<String, Row> verdicts() {
    return verdicts;
  }

  /** Entry orders and what became of them, in the order they were sent. */
  Map<String, List<Row>> stepsByEntry() {
    return stepsByEntry;
  }

  /** Every step of the orders of a position, as they happened. */
  List<Row> steps(String entryOrderId) {
    return stepsByEntry.getOrDefault(entryOrderId, List.of());
  }

  /** Steps of a position's opening or closing orders. */
  List<Row> steps(String entryOrderId, String intent) {
    return steps(entryOrderId).stream().filter(row -> row.text("intent").equals(intent)).toList();
  }

  /** Fills of a position, as they happened. */
  List<Row> fillsOf(String entryOrderId) {
    return fillsByEntry.getOrDefault(entryOrderId, List.of());
  }

  boolean isFree() {
    return info.mode() == RunInfo.Mode.FREE;
  }
}
