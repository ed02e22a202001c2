package io.tapeline.cli;

import io.tapeline.core.tape.TapeCheck;
import io.tapeline.core.tape.TapeCheck.Finding;
import io.tapeline.core.tape.TapeCheck.SymbolSummary;
import io.tapeline.core.tape.TapeCheck.Verdict;
import io.tapeline.core.tape.TapeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code tape check} prints of its findings. */
final class TapeReport {

  private TapeReport() {}

  static Verdict worst(List<TapeCheck.Result> results) {
    Verdict worst = Verdict.USABLE;
    for (TapeCheck.Result result : results) {
      worst = result.verdict().compareTo(worst) > 0 ? result.verdict() : worst;
    }
    return worst;
  }

  static String text(TapeCheck.Result result) {
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s".formatted(result.file(), words(result.verdict())));
    if (result.problem() != null) {
      lines.add("  problem       " + result.problem());
    }
    TapeKind kind = result.kind();
    if (kind == null) {
      return String.join("\n", lines);
    }
    lines.add("  kind          " + kind.label());
    lines.add("  rows          %d (%d usable)".formatted(result.rows(), result.usableRows()));
    lines.add("  crossed       " + crossed(result));
    lines.add("  locked        " + result.count("LOCKED_QUOTE"));
    findings(lines, "quarantined", result.rejected());
    findings(lines, "noted", result.faults());
    lines.add("  symbols       " + result.symbols().size());
    for (SymbolSummary symbol : result.symbols()) {
      lines.add(
          "    %s: %d rows, %s to %s, largest gap %s s (line %d), %d gaps over %s"
              .formatted(
                  symbol.symbol(),
                  symbol.rows(),
                  symbol.first(),
                  symbol.last(),
                  seconds(symbol.largestGapMicros()),
                  symbol.largestGapLine(),
                  symbol.gaps(),
                  kind == TapeKind.CANDLES ? "a candle" : "5 s"));
    }
    return String.join("\n", lines);
  }

  private static void findings(List<String> lines, String title, Map<String, Finding> findings) {
    new TreeMap<>(findings)
        .forEach(
            (code, finding) ->
                lines.add(
                    "  %-13s %s: %d, first in line %d: %s"
                        .formatted(
                            title, code, finding.count(), finding.firstLine(), finding.detail())));
  }

  /** One object: the worst verdict, and each file with what was found in it. */
  static String json(List<TapeCheck.Result> results) {
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("verdict", words(worst(results)));
    root.put("files", results.stream().map(TapeReport::fields).toList());
    return Json.of(root);
  }

  private static Map<String, @Nullable Object> fields(TapeCheck.Result result) {
    TapeKind kind = result.kind();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("file", result.file().toString());
    fields.put("verdict", words(result.verdict()));
    fields.put("problem", result.problem());
    fields.put("kind", kind == null ? null : kind.label());
    fields.put("rows", result.rows());
    fields.put("usableRows", result.usableRows());
    fields.put("quarantinedRows", result.rows() - result.usableRows());
    fields.put("outOfOrder", result.count("OUT_OF_ORDER"));
    fields.put("duplicates", result.count("DUPLICATE"));
    fields.put("crossed", crossed(result));
    fields.put("locked", result.count("LOCKED_QUOTE"));
    fields.put("quarantined", findings(result.rejected()));
    fields.put("noted", findings(result.faults()));
    fields.put("symbols", result.symbols().stream().map(TapeReport::fields).toList());
    return fields;
  }

  private static List<Map<String, Object>> findings(Map<String, Finding> findings) {
    List<Map<String, Object>> list = new ArrayList<>();
    new TreeMap<>(findings)
        .forEach(
            (code, finding) -> {
              Map<String, Object> fields = new LinkedHashMap<>();
              fields.put("code", code);
              fields.put("count", finding.count());
              fields.put("firstLine", finding.firstLine());
              fields.put("detail", finding.detail());
              list.add(fields);
            });
    return list;
  }

  private static Map<String, Object> fields(SymbolSummary symbol) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("symbol", symbol.symbol().value());
    fields.put("rows", symbol.rows());
    fields.put("firstTs", symbol.first().micros());
    fields.put("lastTs", symbol.last().micros());
    fields.put("largestGapSeconds", seconds(symbol.largestGapMicros()));
    fields.put("largestGapLine", symbol.largestGapLine());
    fields.put("gaps", symbol.gaps());
    fields.put("sameTime", symbol.sameTime());
    return fields;
  }

  private static long crossed(TapeCheck.Result result) {
    return result.count("CROSSED_QUOTE") + result.count("BOOK_CROSSED");
  }

  private static String seconds(long micros) {
    return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
  }

  private static String words(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
