package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.EqualLevels.Level;
import io.tapeline.core.indicator.MarketStructure.Break;
import io.tapeline.core.indicator.MarketStructure.Event;
import io.tapeline.core.indicator.SwingPoint.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Breaks and levels of random candles, each found again by looking at a whole segment. */
class StructureAgainstNaiveTest {

  /** A swing point by the number of its candle in the list. */
  private record Swing(Kind kind, int at, BigDecimal price) {}

  private static List<Candle> candles(long seed) {
    return seed % 2 == 0 ? Candles.coarse(seed, 3_000) : Candles.random(seed, 3_000);
  }

  private static BigDecimal level(Candle candle, Kind kind) {
    return kind == Kind.HIGH ? candle.high().value() : candle.low().value();
  }

  private static int sign(Kind kind) {
    return kind == Kind.HIGH ? 1 : -1;
  }

  private static boolean isSwing(List<Candle> segment, int at, Kind kind) {
    if (at < 2 || at + 2 >= segment.size() || segment.get(at).synthetic()) {
      return false;
    }
    for (int i = at - 2; i <= at + 2; i++) {
      int out = sign(kind) * level(segment.get(at), kind).compareTo(level(segment.get(i), kind));
      if (i < at ? out <= 0 : out < 0) {
        return false;
      }
    }
    return true;
  }

  private static List<Swing> swings(List<Candle> segment) {
    List<Swing> swings = new ArrayList<>();
    for (int at = 0; at < segment.size(); at++) {
      for (Kind kind : Kind.values()) {
        if (isSwing(segment, at, kind)) {
          swings.add(new Swing(kind, at, level(segment.get(at), kind)));
        }
      }
    }
    return swings;
  }

  private static List<List<Candle>> segments(List<Candle> candles) {
    List<List<Candle>> segments = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= candles.size(); i++) {
      if (i == candles.size() || candles.get(i).startsSegment()) {
        segments.add(candles.subList(from, i));
        from = i;
      }
    }
    return segments;
  }

  @ParameterizedTest(name = "seed {0}, buffer {1}, {2} closes")
  @CsvSource({
    "1, 0.05, 1",
    "2, 0.07, 1",
    "3, 0.05, 2",
    "4, 0.07, 2",
    "5, 0.01, 3",
    "6, 0.14, 3",
    "8, 0, 1"
  })
  void structureIsBrokenByTheCloseAlone(long seed, String buffer, int closes) {
    MarketStructure structure =
        new MarketStructure(new FixedValue(Double.parseDouble(buffer)), closes);
    Map<String, String> made = new TreeMap<>();
    Map<String, String> expected = new TreeMap<>();
    for (List<Candle> segment : segments(candles(seed))) {
      for (Candle candle : segment) {
        structure.take(candle);
        Break found = structure.reading().orNull();
        if (found != null && found.age() == 0) {
          assertThat(found.openTime()).isEqualTo(candle.openTime());
          made.put(candle.id(), found.event() + " " + found.level());
        }
      }
      expected.putAll(breaks(segment, new BigDecimal(buffer), closes));
    }
    assertThat(made).isEqualTo(expected);
    assertThat(made.values().stream().map(each -> each.split(" ", 2)[0]).distinct()).hasSize(4);
  }

  /** By the id of the candle whose close completes it. */
  private static Map<String, String> breaks(List<Candle> segment, BigDecimal buffer, int closes) {
    List<Swing> swings = swings(segment);
    Map<String, String> breaks = new TreeMap<>();
    Set<Swing> used = new HashSet<>();
    int trend = 0;
    int i = 0;
    while (i < segment.size()) {
      Swing broken = null;
      for (Kind kind : List.of(Kind.LOW, Kind.HIGH)) {
        Swing last = last(swings, kind, i);
        boolean standing = last != null && !used.contains(last);
        broken = standing && isBeyond(segment.get(i), last, buffer) ? last : broken;
      }
      int end = i + 1;
      while (broken != null
          && end < segment.size()
          && end < i + closes
          && isBeyond(segment.get(end), broken, buffer)) {
        end++;
      }
      if (broken != null && end == i + closes) {
        int way = sign(broken.kind);
        Event event =
            trend * way < 0
                ? (way > 0 ? Event.CHOCH_UP : Event.CHOCH_DOWN)
                : (way > 0 ? Event.BOS_UP : Event.BOS_DOWN);
        breaks.put(segment.get(end - 1).id(), event + " " + broken.price.toPlainString());
        used.add(broken);
        trend = way;
      }
      i = end;
    }
    return breaks;
  }

  private static @Nullable Swing last(List<Swing> swings, Kind kind, int now) {
    Swing last = null;
    for (Swing swing : swings) {
      last = swing.kind == kind && swing.at + 2 <= now ? swing : last;
    }
    return last;
  }

  private static boolean isBeyond(Candle candle, @Nullable Swing swing, BigDecimal buffer) {
    if (swing == null) {
      return false;
    }
    BigDecimal by = candle.close().value().subtract(swing.price);
    return by.multiply(BigDecimal.valueOf(sign(swing.kind))).compareTo(buffer) > 0;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void levelsAreThoseOfTheSwingPointsOfTwoHundredCandles(long seed) {
    EqualLevels levels = new EqualLevels(0.01, new FixedValue(0.28));
    int told = 0;
    for (List<Candle> segment : segments(candles(seed))) {
      List<Swing> standing = new ArrayList<>();
      List<Swing> swings = swings(segment);
      for (int i = 0; i < segment.size(); i++) {
        int now = i;
        levels.take(segment.get(i));
        swings.stream().filter(swing -> swing.at + 2 == now).forEach(standing::add);
        standing.removeIf(swing -> swing.at <= now - 200);
        List<Level> expected = levels(standing, segment.get(i));
        List<Level> made = levels.reading().orNull();
        assertThat(made).hasSameSizeAs(expected);
        for (int each = 0; made != null && each < made.size(); each++) {
          assertThat(made.get(each).kind()).isEqualTo(expected.get(each).kind());
          assertThat(made.get(each).touches()).isEqualTo(expected.get(each).touches());
          assertThat(made.get(each).price()).isCloseTo(expected.get(each).price(), within(1e-9));
          told++;
        }
      }
    }
    assertThat(told).isGreaterThan(500);
  }

  /** Takes the swing points of broken levels out of those that stand. */
  private static List<Level> levels(List<Swing> standing, Candle candle) {
    double close = Candles.number(candle.close());
    double tolerance = Math.max(0.01, Math.min(0.25 * 0.28, 0.0005 * close));
    List<Level> levels = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<Swing> left =
          new ArrayList<>(
              standing.stream()
                  .filter(swing -> swing.kind == kind)
                  .sorted(Comparator.comparing(Swing::price))
                  .toList());
      while (!left.isEmpty()) {
        double lowest = left.getFirst().price.doubleValue();
        List<Swing> cluster =
            left.stream()
                .filter(swing -> swing.price.doubleValue() - lowest <= tolerance + 1e-9)
                .toList();
        left.removeAll(cluster);
        double mean =
            cluster.stream().mapToDouble(each -> each.price.doubleValue()).sum() / cluster.size();
        if (cluster.size() > 1 && sign(kind) * (close - mean) > tolerance + 1e-9) {
          standing.removeAll(cluster);
        } else if (cluster.size() > 1) {
          levels.add(new Level(kind, mean, cluster.size()));
        }
      }
    }
    return levels;
  }
}
