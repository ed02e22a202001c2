package io.tapeline.core.candle;

import java.util.List;

/** Candles as short text, by which tests compare them. */
final class Told {

  private Told() {}

  /** What each candle says; a synthetic one, a correction and the start of a segment are marked. */
  static List<String> of(List<Candle> candles) {
    return candles.stream().map(Told::of).toList();
  }

  static String of(Candle c) {
    return "%s@%d %s %s %s %s v%s n%d by %d%s%s%s"
        .formatted(
            c.timeframe().label(),
            c.openTime().micros(),
            c.open(),
            c.high(),
            c.low(),
            c.close(),
            c.volume(),
            c.trades(),
            c.origin().seq(),
            c.startsSegment() ? " segment" : "",
            c.synthetic() ? " synthetic" : "",
            c.revision() == 0 ? "" : " r" + c.revision());
  }
}
