package io.tapeline.cli;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.history.HistoryResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code history} prints of what it did. */
final class HistoryReport {

  private HistoryReport() {}

  static String text(HistoryResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        result.out()
            + (result.alreadyThere() ? ": is there already, nothing to do" : ": complete"));
    lines.add("  history   " + what(result));
    lines.add("  range     %s to %s".formatted(result.range().from(), result.range().to()));
    lines.add(
        "  rows      "
            + result.rows()
            + (result.first() == null
                ? ""
                : ", %s to %s".formatted(result.first(), result.last())));
    if (result.missing() > 0) {
      lines.add("  missing   %d slots without a candle".formatted(result.missing()));
    }
    if (result.gaps() > 0) {
      lines.add("  gaps      %d in the venue's numbering".formatted(result.gaps()));
    }
    if (result.stepsBack() > 0) {
      lines.add("  backward  %d rows earlier than the one before".formatted(result.stepsBack()));
    }
    if (result.rejectedFile() != null) {
      lines.add("  rejected  %d, kept in %s".formatted(result.rejected(), result.rejectedFile()));
    }
    return String.join("\n", lines);
  }

  private static String what(HistoryResult result) {
    Timeframe timeframe = result.request().timeframe();
    return "%s %s%s, %s"
        .formatted(
            result.request().symbol(),
            timeframe == null ? "trades" : timeframe.label(),
            result.request().fromTrades() ? " made of trades" : "",
            result.request().venue().label());
  }

  static String json(HistoryResult result, double seconds) {
    Timeframe timeframe = result.request().timeframe();
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("out", result.out().toString());
    root.put("venue", result.request().venue().label());
    root.put("symbol", result.request().symbol());
    root.put("kind", result.request().kind().label());
    root.put("timeframe", timeframe == null ? null : timeframe.label());
    root.put("fromTrades", result.request().fromTrades());
    root.put("from", result.range().from().micros());
    root.put("to", result.range().to().micros());
    root.put("rows", result.rows());
    root.put("firstTs", micros(result.first()));
    root.put("lastTs", micros(result.last()));
    root.put("rejected", result.rejected());
    root.put("rejectedFile", text(result.rejectedFile()));
    root.put("missing", result.missing());
    root.put("gaps", result.gaps());
    root.put("stepsBack", result.stepsBack());
    root.put("alreadyThere", result.alreadyThere());
    root.put("resumedRows", result.resumedRows());
    root.put("requests", result.requests());
    root.put("retries", result.retries());
    root.put("seconds", Math.round(seconds * 1000) / 1000.0);
    return Json.of(root);
  }

  private static @Nullable Long micros(@Nullable EventTime time) {
    return time == null ? null : time.micros();
  }

  private static @Nullable String text(@Nullable Path file) {
    return file == null ? null : file.toString();
  }
}
