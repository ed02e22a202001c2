package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.EqualLevels.Level;
import io.tapeline.core.indicator.MarketStructure.Break;
import io.tapeline.core.indicator.MarketStructure.Event;
import io.tapeline.core.indicator.MarketStructure.Trend;
import io.tapeline.core.indicator.SwingPoint.Kind;
import io.tapeline.core.money.Price;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructureTest {

  private static final String[] BREAKS = {
    "10.2 9.8 10.0",
    "10.6 10.0 10.5",
    "11.0 10.4 10.8",
    "10.8 10.3 10.4",
    "10.5 10.1 10.2",
    "10.3 9.9 10.0",
    "10.7 10.0 10.6",
    "11.3 10.5 11.2",
    "11.6 11.0 11.5",
    "11.4 10.9 11.0",
    "11.1 10.6 10.7",
    "11.2 10.8 11.1",
    "11.3 10.9 11.2",
    "11.0 10.3 10.4"
  };

  /** Swing highs told while candles with these highs come, each with the candle that told it. */
  private static Map<Integer, String> highs(String... highs) {
    Swings swings = new Swings(2);
    Map<Integer, String> told = new LinkedHashMap<>();
    for (int i = 0; i < highs.length; i++) {
      swings.take(Candles.of(i, "9", highs[i], "9", "9", "1"));
      for (SwingPoint point : swings.confirmed()) {
        if (point.kind() == Kind.HIGH) {
          told.put(i, point.index() + " " + point.price());
        }
      }
    }
    return told;
  }

  @Test
  void swingHighIsToldTwoCandlesLater() {
    assertThat(highs("10.2", "10.6", "11.0", "10.8", "10.5")).isEqualTo(Map.of(4, "2 11.0"));
  }

  @Test
  void firstOfEqualHighsIsTheSwing() {
    assertThat(highs("10.0", "10.5", "11.0", "11.0", "10.4", "10.3"))
        .isEqualTo(Map.of(4, "2 11.0"));
  }

  @Test
  void swingsNeedFiveCandlesOfASegmentAndNoFilledOneInTheMiddle() {
    Swings swings = new Swings(2);
    List<Candle> candles =
        new ArrayList<>(Candles.hlc("10 9 9", "11 9 10", "12 9 10", "11 9 10", "10 9 9"));

    assertThat(Candles.fed(swings, candles.subList(0, 4))).isEqualTo(Reading.warmingUp(4, 5));
    assertThat(Candles.fed(swings, candles.subList(4, 5)).isReady()).isTrue();
    swings.take(Candles.of(Candles.minute(99), "10", "10", "10", "10", "1", false, true));
    assertThat(swings.reading()).isEqualTo(Reading.warmingUp(1, 5));

    Swings filled = new Swings(2);
    candles.set(2, Candles.of(Candles.minute(2), "12", "12", "12", "12", "0", true, false));
    assertThat(Candles.fed(filled, candles)).isEqualTo(Reading.ready(List.of()));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void swingsAreThoseFoundByComparingAllNeighbours(long seed) {
    List<Candle> candles = Candles.random(seed, 3_000);
    Swings swings = new Swings(2);
    List<String> told = new ArrayList<>();
    for (Candle candle : candles) {
      swings.take(candle);
      for (SwingPoint point : swings.confirmed()) {
        told.add(point.kind() + " " + point.index());
      }
    }
    List<String> naive = new ArrayList<>();
    for (int i = 2; i + 2 < candles.size(); i++) {
      boolean whole = candles.subList(i - 1, i + 3).stream().noneMatch(Candle::startsSegment);
      if (whole && !candles.get(i).synthetic()) {
        double[] high =
            candles.subList(i - 2, i + 3).stream()
                .mapToDouble(candle -> Candles.number(candle.high()))
                .toArray();
        double[] low =
            candles.subList(i - 2, i + 3).stream()
                .mapToDouble(candle -> -Candles.number(candle.low()))
                .toArray();
        if (isPeak(high)) {
          naive.add("HIGH " + i);
        }
        if (isPeak(low)) {
          naive.add("LOW " + i);
        }
      }
    }

    assertThat(told).isEqualTo(naive).hasSizeGreaterThan(500);
  }

  private static boolean isPeak(double[] five) {
    return five[2] > five[0] && five[2] > five[1] && five[2] >= five[3] && five[2] >= five[4];
  }

  private static Map<Integer, Event> breaks(MarketStructure structure, List<Candle> candles) {
    Map<Integer, Event> events = new LinkedHashMap<>();
    for (int i = 0; i < candles.size(); i++) {
      structure.take(candles.get(i));
      Break found = structure.reading().orNull();
      if (found != null && found.age() == 0) {
        events.put(i, found.event());
      }
    }
    return events;
  }

  @Test
  void closeBeyondTheSwingBreaksStructureAndAgainstTheTrendChangesCharacter() {
    MarketStructure structure = new MarketStructure(new FixedValue(0.1), 1);

    assertThat(breaks(structure, Candles.hlc(BREAKS)))
        .isEqualTo(Map.of(7, Event.BOS_UP, 13, Event.CHOCH_DOWN));
    assertThat(structure.trend()).isEqualTo(Trend.DOWN);
    assertThat(structure.reading())
        .isEqualTo(
            Reading.ready(new Break(Event.CHOCH_DOWN, Price.of("10.6"), Candles.minute(13), 0)));
    assertThat(structure.swingLow()).isNull();
  }

  @Test
  void wickBreaksNothing() {
    List<Candle> candles = Candles.hlc(BREAKS);
    candles.set(7, Candles.of(7, "11.1", "15.0", "10.5", "11.1", "1"));

    assertThat(breaks(new MarketStructure(new FixedValue(0.1), 1), candles.subList(0, 8)))
        .isEmpty();
  }

  @Test
  void secondCloseMayBeAskedForAndCancelsIfItFails() {
    List<Candle> candles = Candles.hlc(BREAKS);
    assertThat(breaks(new MarketStructure(new FixedValue(0.1), 2), candles.subList(0, 9)))
        .isEqualTo(Map.of(8, Event.BOS_UP));

    candles.set(8, Candles.of(8, "11.0", "11.6", "11.0", "11.0", "1"));
    assertThat(breaks(new MarketStructure(new FixedValue(0.1), 2), candles.subList(0, 9)))
        .isEmpty();
  }

  @Test
  void breakIsFreshForFiveCandles() {
    MarketStructure structure = new MarketStructure(new FixedValue(0.1), 1);
    List<Boolean> fresh = new ArrayList<>();
    for (Candle candle : Candles.hlc(BREAKS).subList(0, 13)) {
      structure.take(candle);
      Break found = structure.reading().orNull();
      if (found != null) {
        fresh.add(found.isFresh());
      }
    }
    structure.take(Candles.of(13, "11.2", "11.2", "11.2", "11.2", "1"));

    assertThat(fresh).containsOnly(true).hasSize(6);
    assertThat(structure.reading().map(Break::isFresh)).isEqualTo(Reading.ready(false));
  }

  @Test
  void structureIsNotReadyBeforeItsBufferOrItsFirstBreak() {
    MarketStructure structure = MarketStructure.usual();

    assertThat(Candles.fed(structure, Candles.hlc(BREAKS).subList(0, 13)))
        .isEqualTo(Reading.warmingUp(0, 1));
  }

  /** Swing highs 2001.00 and, four candles later, the given one. */
  private static List<Candle> twoHighs(String second) {
    List<Candle> candles = new ArrayList<>();
    String[] highs = {"2000", "2000.2", "2001.00", "2000.2", "2000.1", "2000.2", second, "2000.2"};
    for (String high : highs) {
      candles.add(Candles.of(candles.size(), "1999", high, "1999", "1999", "1"));
    }
    candles.add(Candles.of(candles.size(), "1999", "2000.1", "1999", "1999", "1"));
    return candles;
  }

  @ParameterizedTest
  @CsvSource({"2001.15, 2001.075, 2", "2001.20, 2001.100, 2", "2000.90, 2000.950, 2"})
  void highsWithinAQuarterRangeAreOneLevel(String second, double price, int touches) {
    EqualLevels levels = new EqualLevels(0.01, new FixedValue(0.80));
    List<Candle> candles = twoHighs(second);

    List<Level> found = Candles.fed(levels, candles).orNull();
    assertThat(found).hasSize(1);
    if (found != null) {
      assertThat(found.getFirst().kind()).isEqualTo(Kind.HIGH);
      assertThat(found.getFirst().price()).isCloseTo(price, within(1e-9));
      assertThat(found.getFirst().touches()).isEqualTo(touches);
    }
  }

  @Test
  void toleranceIsAQuarterRangeBetweenATickAndAPartOfThePrice() {
    assertThat(EqualLevels.tolerance(0.80, 0.01, 2001)).isCloseTo(0.20, within(1e-12));
    assertThat(EqualLevels.tolerance(0.01, 0.01, 2001)).isEqualTo(0.01);
    assertThat(EqualLevels.tolerance(80, 0.01, 2001)).isCloseTo(1.0005, within(1e-12));
  }

  @Test
  void highsFartherApartAreNoLevel() {
    EqualLevels levels = new EqualLevels(0.01, new FixedValue(0.80));
    List<Candle> candles = twoHighs("2001.21");

    assertThat(Candles.fed(levels, candles)).isEqualTo(Reading.ready(List.of()));
  }

  @ParameterizedTest
  @CsvSource({"2001.27, 1", "2001.28, 0"})
  void closeBeyondTheToleranceEndsALevel(String close, int left) {
    EqualLevels levels = new EqualLevels(0.01, new FixedValue(0.80));
    List<Candle> candles = twoHighs("2001.15");
    Candles.fed(levels, candles);
    levels.take(Candles.of(9, "1999", "2001.3", "1999", close, "1"));
    levels.take(Candles.of(10, "1999", "2000", "1999", "1999", "1"));

    assertThat(levels.reading().map(List::size)).isEqualTo(Reading.ready(left));
  }

  @Test
  void levelsAreForgottenWithTheCandlesTheyCameFrom() {
    EqualLevels levels = new EqualLevels(0.01, new FixedValue(0.80));
    List<Candle> candles = twoHighs("2001.15");
    Candles.fed(levels, candles);
    for (int i = 9; i < 202; i++) {
      levels.take(Candles.of(i, "1999", "1999", "1999", "1999", "1"));
      assertThat(levels.reading().map(List::size)).isEqualTo(Reading.ready(1));
    }
    levels.take(Candles.of(202, "1999", "1999", "1999", "1999", "1"));

    assertThat(levels.reading()).isEqualTo(Reading.ready(List.of()));
  }
}
