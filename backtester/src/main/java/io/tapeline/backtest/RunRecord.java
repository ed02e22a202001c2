package io.tapeline.backtest;

import io.tapeline.backtest.diff.Row;
import io.tapeline.backtest.diff.RunRows;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.export.DecisionCsv;
import io.tapeline.core.export.FillCsv;
import io.tapeline.core.export.OrderCsv;
import io.tapeline.core.export.RunInfo;
import io.tapeline.core.export.RunTable;
import io.tapeline.core.export.SignalCsv;
import io.tapeline.core.export.TradeCsv;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.position.Position;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps what a run decides, to be written down or held against another run. */
public final class RunRecord implements Consumer<Event> {

  private final Map<RunTable, List<Event>> tables = new EnumMap<>(RunTable.class);
  private long lastSeq;

  @Override
  public void accept(Event event) {
    if (event instanceof MarketEvent market) {
      lastSeq = market.seq();
      return;
    }
    RunTable table = RunTable.of(event);
    if (table != null) {
      tables.computeIfAbsent(table, _ -> new ArrayList<>()).add(event);
    }
  }

  /** Number of the newest market event. */
  public long lastSeq() {
    return lastSeq;
  }

  /** A table's lines in the order of its file, the header first, without line ends. */
  public List<String> lines(RunTable table) {
    List<String> lines = new ArrayList<>(List.of(table.header()));
    tables.getOrDefault(table, List.of()).stream()
        .sorted(order(table))
        .map(event -> RunTable.line(event, null))
        .forEach(lines::add);
    return lines;
  }

  private static Comparator<Event> order(RunTable table) {
    return switch (table) {
      case SIGNALS -> (x, y) -> SignalCsv.ORDER.compare((Signal) x, (Signal) y);
      case DECISIONS -> (x, y) -> DecisionCsv.ORDER.compare((Decision) x, (Decision) y);
      case ORDERS -> (x, y) -> OrderCsv.ORDER.compare((OrderEvent) x, (OrderEvent) y);
      case FILLS -> (x, y) -> FillCsv.ORDER.compare((Fill) x, (Fill) y);
      case TRADES -> (x, y) -> TradeCsv.ORDER.compare((Position) x, (Position) y);
    };
  }

  /** The run's rows as its files would hold them. */
  public RunRows rows(RunInfo info) throws IOException {
    Map<RunTable, List<Row>> rows = new EnumMap<>(RunTable.class);
    for (RunTable table : RunTable.values()) {
      String text = String.join("\n", lines(table));
      rows.put(table, Row.read(new BufferedReader(new StringReader(text))));
    }
    return new RunRows(info, info.lastSeq(), rows);
  }
}
