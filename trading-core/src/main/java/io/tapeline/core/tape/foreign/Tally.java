package io.tapeline.core.tape.foreign;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.tape.BadRow;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.time.EventTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts what an import meets. */
final class Tally {

  private static final long DAY = EventTime.micros(Duration.ofDays(1));

  private final Map<String, ImportResult.Rejection> rejected = new TreeMap<>();
  private final Map<Symbol, Long> latest = new HashMap<>();
  private long rows;
  private long passedOver;
  private long outOfOrder;
  private long farBack;
  private long lastInReach = Long.MIN_VALUE;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  void row(TapeRow.Usable row) {
    long micros = row.micros();
    Long before = latest.put(row.symbol(), micros);
    if (before != null && micros < before) {
      outOfOrder++;
    }
    if (lastInReach != Long.MIN_VALUE && micros < lastInReach - DAY) {
      farBack++;
    } else {
      lastInReach = micros;
    }
    first = Math.min(first, micros);
    last = Math.max(last, micros);
    rows++;
  }

  void rejected(Path file, long line, BadRow why) {
    rejected.merge(
        why.reason(),
        new ImportResult.Rejection(1, file, line, why.detail()),
        (known, _) -> known.again());
  }

  void passedOver() {
    passedOver++;
  }

  long rows() {
    return rows;
  }

  /** Why nothing could be used, in a few words. */
  String nothing() {
    if (rejected.isEmpty()) {
      return passedOver == 0
          ? "there is no row"
          : "none of the %d lines tells of this kind".formatted(passedOver);
    }
    Map.Entry<String, ImportResult.Rejection> some = rejected.entrySet().iterator().next();
    long lines = rejected.values().stream().mapToLong(ImportResult.Rejection::count).sum();
    return "all %d lines are refused, as line %d for %s: %s"
        .formatted(lines, some.getValue().line(), some.getKey(), some.getValue().detail());
  }

  ImportResult result(Path out, TapeKind kind, int inputs, @Nullable Path rejectedFile) {
    return new ImportResult(
        out,
        kind,
        inputs,
        rows,
        Collections.unmodifiableMap(new TreeMap<>(rejected)),
        rejectedFile,
        passedOver,
        outOfOrder,
        farBack,
        new EventTime(first),
        new EventTime(last),
        Collections.unmodifiableSortedSet(new TreeSet<>(latest.keySet())));
  }
}
