package io.tapeline.cli;

import io.tapeline.core.tape.foreign.ImportResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code tape import} prints of what it did. */
final class ImportReport {

  private static final int MOST_SYMBOLS = 10;

  private ImportReport() {}

  static String text(ImportResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(result.out() + ": imported");
    lines.add("  kind          " + result.kind().label());
    String from = result.inputs() == 1 ? "" : " from " + result.inputs() + " files";
    lines.add("  rows          " + result.rows() + from);
    lines.add("  time          %s to %s".formatted(result.first(), result.last()));
    lines.add("  symbols       " + symbols(result));
    lines.add("  out of order  " + result.outOfOrder());
    if (result.farBack() > 0) {
      lines.add(
          "  far back      %d rows more than a day before earlier ones: give the files in order of time"
              .formatted(result.farBack()));
    }
    if (result.passedOver() > 0) {
      lines.add(
          "  passed over   %d lines that tell nothing of %s"
              .formatted(result.passedOver(), result.kind().label()));
    }
    lines.add(
        "  rejected      "
            + (result.rejectedFile() == null
                ? "0"
                : result.rejectedLines() + ", kept in " + result.rejectedFile()));
    result
        .rejected()
        .forEach(
            (reason, found) ->
                lines.add(
                    "    %s: %d, first in line %d of %s: %s"
                        .formatted(
                            reason, found.count(), found.line(), found.file(), found.detail())));
    return String.join("\n", lines);
  }

  private static String symbols(ImportResult result) {
    String names =
        result.symbols().stream()
            .limit(MOST_SYMBOLS)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    int more = result.symbols().size() - MOST_SYMBOLS;
    return more > 0 ? names + " and " + more + " more" : names;
  }

  static String json(ImportResult result) {
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("out", result.out().toString());
    root.put("kind", result.kind().label());
    root.put("inputs", result.inputs());
    root.put("rows", result.rows());
    root.put("firstTs", result.first().micros());
    root.put("lastTs", result.last().micros());
    root.put("symbols", List.copyOf(result.symbols()));
    root.put("outOfOrder", result.outOfOrder());
    root.put("farBack", result.farBack());
    root.put("passedOver", result.passedOver());
    root.put("rejectedLines", result.rejectedLines());
    root.put(
        "rejectedFile", result.rejectedFile() == null ? null : result.rejectedFile().toString());
    List<Map<String, Object>> rejected = new ArrayList<>();
    result.rejected().forEach((reason, found) -> rejected.add(fields(reason, found)));
    root.put("rejected", rejected);
    return Json.of(root);
  }

  private static Map<String, Object> fields(String reason, ImportResult.Rejection found) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("code", reason);
    fields.put("count", found.count());
    fields.put("file", found.file().toString());
    fields.put("firstLine", found.line());
    fields.put("detail", found.detail());
    return fields;
  }
}
