package io.tapeline.cli.diff;

import io.tapeline.backtest.diff.FieldDifference;
import io.tapeline.backtest.diff.RunDifference;
import io.tapeline.backtest.diff.TradeDifference;
import io.tapeline.core.export.Csv;
import io.tapeline.core.export.RunInfo;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells the difference of two runs: one JSON object, or lines for people. */
public final class DifferenceReport {

  private final RunDifference difference;

  public DifferenceReport(RunDifference difference) {
    this.difference = difference;
  }

  /** The whole as values of JSON; amounts are strings. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("equal", difference.isEmpty());
    json.put("explained", difference.unexplained().isEmpty());
    json.put("a", run(difference.a(), difference.tradesA(), difference.netA()));
    json.put("b", run(difference.b(), difference.tradesB(), difference.netB()));
    json.put("netDifference", Csv.plain(difference.netDifference()));
    json.put("settings", fields(difference.settings()));
    json.put("trades", difference.trades().stream().map(DifferenceReport::trade).toList());
    Map<String, Object> causes = new LinkedHashMap<>();
    difference
        .summary()
        .forEach(
            (kind, share) ->
                causes.put(
                    kind.name(),
                    Map.of(
                        "trades",
                        share.trades(),
                        "netDifference",
                        Csv.plain(share.netDifference()))));
    json.put("causes", causes);
    Map<String, Object> rows = new LinkedHashMap<>();
    difference.rows().forEach((table, ids) -> rows.put(table, ids.size()));
    json.put("rows", rows);
    json.put("unexplained", difference.unexplained());
    return json;
  }

  private static Map<String, Object> run(RunInfo info, int trades, BigDecimal net) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("mode", mode(info));
    run.put("source", info.source());
    run.put("speed", info.speed());
    run.put("settingsHash", info.settingsHash());
    run.put("firstEvent", info.firstSeq());
    run.put("lastEvent", info.lastSeq());
    run.put("trades", trades);
    run.put("net", Csv.plain(net));
    return run;
  }

  private static String mode(RunInfo info) {
    return info.mode().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> trade(TradeDifference trade) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", trade.id());
    json.put("symbol", trade.symbol());
    json.put("where", trade.where().name());
    json.put("netA", Csv.plain(trade.netA()));
    json.put("netB", Csv.plain(trade.netB()));
    json.put("netDifference", Csv.plain(trade.netDifference()));
    json.put("cause", trade.cause().kind().name());
    json.put("point", trade.cause().point());
    json.put("text", trade.cause().text());
    json.put("fields", fields(trade.fields()));
    return json;
  }

  private static List<Map<String, String>> fields(List<FieldDifference> fields) {
    return fields.stream()
        .map(
            field -> {
              Map<String, String> json = new LinkedHashMap<>();
              json.put("field", field.field());
              json.put("a", field.a());
              json.put("b", field.b());
              return json;
            })
        .toList();
  }

  /** The same for people. */
  public List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add(line("A", difference.a(), difference.tradesA(), difference.netA()));
    lines.add(line("B", difference.b(), difference.tradesB(), difference.netB()));
    if (difference.isEmpty()) {
      lines.add("no difference");
      return lines;
    }
    for (TradeDifference trade : difference.trades()) {
      lines.addAll(lines(trade));
    }
    lines.addAll(end());
    return lines;
  }

  private static String line(String name, RunInfo info, int trades, BigDecimal net) {
    return "%s  %s, %s, settings %s, events %d to %d: %d trades, net %s"
        .formatted(
            name,
            mode(info),
            info.source(),
            info.settingsHash(),
            info.firstSeq(),
            info.lastSeq(),
            trades,
            Csv.plain(net));
  }

  private static List<String> lines(TradeDifference trade) {
    String where =
        switch (trade.where()) {
          case BOTH -> "in both";
          case ONLY_A -> "only in A";
          case ONLY_B -> "only in B";
        };
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "%s  %s, net %s | %s, difference %s"
            .formatted(
                trade.id(),
                where,
                Csv.plain(trade.netA()),
                Csv.plain(trade.netB()),
                Csv.plain(trade.netDifference())));
    lines.add(
        "  %s, at the %s: %s"
            .formatted(trade.cause().kind(), trade.cause().point(), trade.cause().text()));
    if (!trade.fields().isEmpty()) {
      lines.add(
          "  "
              + trade.fields().stream()
                  .map(FieldDifference::toString)
                  .collect(Collectors.joining(", ")));
    }
    return lines;
  }

  private List<String> end() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    if (difference.trades().isEmpty()) {
      lines.add("every trade is the same");
    }
    difference
        .summary()
        .forEach(
            (kind, share) ->
                lines.add(
                    "%-16s %4d trades, difference %s"
                        .formatted(kind, share.trades(), Csv.plain(share.netDifference()))));
    lines.add(
        "%-16s %4d trades, net %s | %s, difference %s"
            .formatted(
                "all that differ",
                difference.trades().size(),
                Csv.plain(difference.netA()),
                Csv.plain(difference.netB()),
                Csv.plain(difference.netDifference())));
    String rows =
        difference.rows().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue().size())
            .collect(Collectors.joining(", "));
    lines.add("rows that differ: " + rows);
    return lines;
  }
}
