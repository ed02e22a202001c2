package io.tapeline.backtest.diff;

import io.tapeline.core.export.RunInfo;
import io.tapeline.core.export.RunTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run written by hand. Event n happens n × 1,000 µs after the epoch; a signal's position is named
 * after the number of its event.
 */
final class MadeUpRun {

  private RunInfo.Mode mode = RunInfo.Mode.BACKTEST;
  private String source = "tape 1";
  private final Map<String, String> settings =
      new TreeMap<>(Map.of("tapeline.paper.latency-ms", "5"));
  private long firstSeq = 1;
  private long lastSeq = 10_000;
  private final Map<RunTable, List<Row>> tables = new EnumMap<>(RunTable.class);

  MadeUpRun() {
    for (RunTable table : RunTable.values()) {
      tables.put(table, new ArrayList<>());
    }
  }

  static String entry(long seq) {
    return "O-burst-BTC-" + seq + "-in";
  }

  private static String exit(long seq) {
    return "O-burst-BTC-" + seq + "-out1";
  }

  private static String signalId(long seq) {
    return "S-burst-BTC-" + seq;
  }

  MadeUpRun free() {
    mode = RunInfo.Mode.FREE;
    return this;
  }

  MadeUpRun source(String name) {
    source = name;
    return this;
  }

  MadeUpRun set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  MadeUpRun events(long first, long last) {
    firstSeq = first;
    lastSeq = last;
    return this;
  }

  RunRows rows() {
    RunInfo info =
        new RunInfo(
            mode,
            "tape",
            source,
            List.of("t.csv"),
            List.of("burst"),
            settings,
            "max",
            "TRADE",
            false,
            firstSeq,
            lastSeq);
    return new RunRows(info, lastSeq, tables);
  }

  private MadeUpRun row(RunTable table, Object... namesAndValues) {
    Map<String, String> cells = new LinkedHashMap<>();
    Arrays.stream(table.header().split(",", -1)).forEach(name -> cells.put(name, ""));
    cells.put("account", "main");
    cells.put("strategy", "burst");
    cells.put("symbol", "BTC");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      cells.put((String) namesAndValues[i], namesAndValues[i + 1].toString());
    }
    tables.getOrDefault(table, List.of()).add(new Row(cells));
    return this;
  }

  MadeUpRun signal(long seq) {
    return signal(seq, "100");
  }

  MadeUpRun signal(long seq, String refPrice) {
    return row(
        RunTable.SIGNALS,
        "id",
        signalId(seq),
        "ts",
        seq * 1000,
        "seq",
        seq,
        "side",
        "BUY",
        "refPrice",
        refPrice,
        "quantity",
        "1",
        "stop",
        "99",
        "target",
        "102");
  }

  MadeUpRun skip(long seq, String reason) {
    return row(
        RunTable.DECISIONS,
        "id",
        "D-signal-burst-BTC-" + seq,
        "ts",
        seq * 1000,
        "seq",
        seq,
        "stage",
        "signal",
        "outcome",
        "SKIP",
        "reason",
        reason,
        "values",
        "rule=X; value=1; limit=2");
  }

  /** Approved at once, on a quote 2 ms old. */
  MadeUpRun approved(long seq) {
    return approved(seq, "1", "R-DATA=PASS(0.002 s|2 s); R-FRESH=PASS(0 s|2 s)");
  }

  MadeUpRun approved(long seq, String quantity, String checks) {
    return row(
        RunTable.DECISIONS,
        "id",
        "D-risk-" + signalId(seq),
        "ts",
        seq * 1000,
        "seq",
        seq,
        "stage",
        "risk",
        "outcome",
        "BUY",
        "reason",
        "APPROVED",
        "signalId",
        signalId(seq),
        "orderId",
        entry(seq),
        "checks",
        checks,
        "values",
        "qty=%s; price=100".formatted(quantity));
  }

  MadeUpRun denied(long seq, String code, String rule, String value, String limit, String before) {
    return row(
        RunTable.DECISIONS,
        "id",
        "D-risk-" + signalId(seq),
        "ts",
        seq * 1000,
        "seq",
        seq,
        "stage",
        "risk",
        "outcome",
        "DENIED",
        "reason",
        code,
        "signalId",
        signalId(seq),
        "checks",
        before + "%s=FAIL(%s|%s)".formatted(rule, value, limit),
        "values",
        "rule=%s; value=%s; limit=%s".formatted(rule, value, limit));
  }

  /** The entry order at the venue: known there on an event, decided at an event's time. */
  MadeUpRun sent(long seq, long known, long decided) {
    return step(entry(seq), seq, 1, "OPEN", "ACCEPTED", known, decided, "0", "");
  }

  private MadeUpRun step(
      String order,
      long seq,
      int number,
      String intent,
      String status,
      long at,
      long decided,
      String filled,
      String reason) {
    return row(
        RunTable.ORDERS,
        "id",
        order + "/" + number,
        "ts",
        at * 1000,
        "seq",
        at,
        "orderId",
        order,
        "number",
        number,
        "status",
        status,
        "entryOrderId",
        entry(seq),
        "signalId",
        signalId(seq),
        "intent",
        intent,
        "side",
        intent.equals("OPEN") ? "BUY" : "SELL",
        "type",
        "MARKET",
        "quantity",
        "1",
        "filled",
        filled,
        "refPrice",
        "100",
        "decidedTs",
        decided * 1000,
        "exitReason",
        reason);
  }

  MadeUpRun expired(long seq, long at, long decided) {
    return step(entry(seq), seq, 2, "OPEN", "EXPIRED", at, decided, "0", "");
  }

  MadeUpRun filled(long seq, long at, String price) {
    return filled(seq, at, price, "0.1", "");
  }

  MadeUpRun filled(long seq, long at, String price, String fee, String latency) {
    step(entry(seq), seq, 2, "OPEN", "FILLED", at, seq, "1", "");
    return fill(entry(seq), seq, "OPEN", at, price, fee, latency);
  }

  private MadeUpRun fill(
      String order, long seq, String intent, long at, String price, String fee, String latency) {
    return row(
        RunTable.FILLS,
        "id",
        order + "/P" + at,
        "ts",
        at * 1000,
        "seq",
        at,
        "orderId",
        order,
        "entryOrderId",
        entry(seq),
        "signalId",
        signalId(seq),
        "intent",
        intent,
        "side",
        intent.equals("OPEN") ? "BUY" : "SELL",
        "quantity",
        "1",
        "price",
        price,
        "fee",
        fee,
        "touch",
        price,
        "slippageBps",
        "0",
        "latencyMicros",
        latency);
  }

  /** Left: decided on one event, filled on another. */
  MadeUpRun left(long seq, String reason, long decided, long at, String price) {
    step(exit(seq), seq, 1, "CLOSE", "ACCEPTED", decided, decided, "0", reason);
    step(exit(seq), seq, 2, "CLOSE", "FILLED", at, decided, "1", reason);
    return fill(exit(seq), seq, "CLOSE", at, price, "0.1", "");
  }

  MadeUpRun trade(long seq, long entryAt, long exitAt, String reason, String net) {
    return row(
        RunTable.TRADES,
        "id",
        entry(seq),
        "signalId",
        signalId(seq),
        "side",
        "LONG",
        "qty",
        "1",
        "entryTs",
        entryAt * 1000,
        "exitTs",
        exitAt * 1000,
        "exitReason",
        reason,
        "net",
        net);
  }

  /** Signal, approval, fill 6 events later at 100, exit on event + 20 by a target at 102: +1.8. */
  MadeUpRun winner(long seq) {
    return signal(seq)
        .approved(seq)
        .sent(seq, seq, seq)
        .filled(seq, seq + 6, "100")
        .left(seq, "TP", seq + 20, seq + 26, "102")
        .trade(seq, seq + 6, seq + 26, "TP", "1.8");
  }
}
