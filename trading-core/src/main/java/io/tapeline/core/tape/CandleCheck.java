package io.tapeline.core.tape;

import io.tapeline.core.candle.CandleFault;
import io.tapeline.core.candle.CandleValidator;
import io.tapeline.core.candle.RawCandle;
import io.tapeline.core.candle.SeriesHealth;
import io.tapeline.core.candle.SeriesHealth.Flag;
import io.tapeline.core.candle.SeriesHealth.Judged;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be said of the candles of a tape beyond each row by itself (MD-VALID). */
final class CandleCheck {

  /** Codes of findings that are no reason to warn. */
  static final List<String> FOR_INFORMATION =
      List.of(
          Flag.INSUFFICIENT_DATA.name(),
          Flag.TOO_MANY_GAPS.name(),
          Flag.VOLUME_SPIKE.name(),
          "PRICE_JUMP_CONFIRMED");

  private final CandleValidator validator = new CandleValidator();
  private final Map<Key, Series> series = new LinkedHashMap<>();
  private final Findings found;
  private final @Nullable EventTime now;

  /**
   * @param now the time at the reader, null if nothing is to be from the future
   */
  CandleCheck(@Nullable EventTime now, Findings found) {
    this.now = now;
    this.found = found;
  }

  /** Where findings go. */
  interface Findings {
    void find(String code, long line, String detail);
  }

  private record Key(Symbol symbol, Timeframe timeframe) {}

  /** Takes a row; returns why it cannot be used, null if it can. */
  @Nullable CandleFault take(TapeRow.Bar row) {
    RawCandle candle = row.raw();
    CandleFault fault = validator.check(candle, now);
    if (fault == null) {
      series
          .computeIfAbsent(
              new Key(row.symbol(), row.timeframe()), key -> new Series(key, row.line()))
          .take(candle, row.line());
    }
    return fault;
  }

  /** Says what holds of each series as a whole. */
  void finish() {
    series.values().forEach(Series::finish);
  }

  private final class Series {

    private final Key key;
    private final SeriesHealth health;
    private final long firstLine;
    private final Map<EventTime, Long> lines = new HashMap<>();

    Series(Key key, long firstLine) {
      this.key = key;
      this.health = new SeriesHealth(key.timeframe());
      this.firstLine = firstLine;
    }

    void take(RawCandle candle, long line) {
      final long spikes = health.volumeSpikes();
      final long confirmed = health.confirmedJumps();
      lines.putIfAbsent(candle.openTime(), line);
      tell(health.take(candle));
      if (health.volumeSpikes() > spikes) {
        found.find(
            Flag.VOLUME_SPIKE.name(), line, "more than ten times the mean of the twenty before");
      }
      if (health.confirmedJumps() > confirmed) {
        found.find("PRICE_JUMP_CONFIRMED", line, "the candles before it confirm a jump");
      }
    }

    private void tell(List<Judged> judged) {
      for (Judged each : judged) {
        Long line = lines.remove(each.candle().openTime());
        String refused = each.refused();
        if (refused != null) {
          found.find(Flag.PRICE_JUMP.name(), line == null ? firstLine : line, refused);
        }
      }
      if (!judged.isEmpty()) {
        lines.clear();
      }
    }

    void finish() {
      tell(health.end());
      String name = key.symbol() + " " + key.timeframe().label();
      if (health.flags(null).contains(Flag.INSUFFICIENT_DATA)) {
        found.find(
            Flag.INSUFFICIENT_DATA.name(),
            firstLine,
            "%s: %d candles, fewer than %d".formatted(name, health.count(), SeriesHealth.FEWEST));
      }
      if (health.flags(null).contains(Flag.TOO_MANY_GAPS)) {
        found.find(
            Flag.TOO_MANY_GAPS.name(),
            firstLine,
            "%s: %d of %d candles missing"
                .formatted(name, health.missing(), health.missing() + health.count()));
      }
    }
  }
}
