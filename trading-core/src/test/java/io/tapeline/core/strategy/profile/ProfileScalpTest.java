package io.tapeline.core.strategy.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.indicator.Histogram;
import io.tapeline.core.money.Side;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.minute.RecentCandles;
import io.tapeline.core.strategy.minute.Setup;
import io.tapeline.core.testing.Minutes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CATALOGUE S4-VP with its worked numbers and bounds. */
class ProfileScalpTest {

  private static ProfileScalp scalp(String... settings) {
    return (ProfileScalp) new Minutes(new ProfileProvider(), settings).strategy();
  }

  /** Candles of open, high, low and close, the newest last. */
  private static RecentCandles candles(String... rows) {
    RecentCandles candles = new RecentCandles(60);
    Minutes minutes = new Minutes(new ProfileProvider());
    for (String row : rows) {
      String[] cells = row.split(" ", -1);
      candles.take(minutes.candle(cells[0], cells[1], cells[2], cells[3], "100"));
    }
    return candles;
  }

  /** Four candles that say nothing, and one. */
  private static RecentCandles last(String row) {
    String quiet = "100 100 100 100";
    return candles(quiet, quiet, quiet, quiet, row);
  }

  /** Bins of volume 2, other volumes by {@code bin=volume}. */
  private static Histogram histogram(String lowest, String width, int bins, String... others) {
    double[] volumes = new double[bins];
    Arrays.fill(volumes, 2);
    for (String other : others) {
      String[] parts = other.split("=", -1);
      volumes[Integer.parseInt(parts[0])] = Double.parseDouble(parts[1]);
    }
    return new Histogram(new BigDecimal(lowest), new BigDecimal(width), volumes);
  }

  /** Total 100, of which 8 around 99.96. */
  private static final Histogram WORKED = histogram("99.75", "0.02", 47, "10=8");

  private static Setup named(List<Setup> setups, String name, Side side) {
    return setups.stream()
        .filter(each -> each.name().equals(name) && each.side() == side)
        .findFirst()
        .orElseThrow();
  }

  private static Setup support(RecentCandles candles, Histogram histogram, String... settings) {
    return named(scalp(settings).setups(candles, histogram, 1.3), "SUPPORT_BOUNCE", Side.BUY);
  }

  private static Setup.Levels levels(Setup setup) {
    return Objects.requireNonNull(setup.levels(), () -> "not met: " + setup.checks().conditions());
  }

  private static String reason(Setup setup) {
    return setup.checks().skip().reason();
  }

  @Test
  void workedExampleBouncesWithConfidence069() {
    Setup setup = support(last("100.00 100.00 99.70 100.00"), WORKED);

    Setup.Levels levels = levels(setup);
    assertThat(levels.confidence()).isCloseTo(0.69, within(1e-9));
    assertThat(levels.stop()).as("0.2 % below 99.96").isEqualByComparingTo("99.76008");
    assertThat(levels.target()).as("no node ahead").isEqualByComparingTo("100.4");
  }

  @Test
  void rejectionAtResistanceIsTheMirror() {
    Histogram mirrored = histogram("99.31", "0.02", 47, "36=8");

    Setup setup =
        named(
            scalp().setups(last("100.00 100.30 100.00 100.00"), mirrored, 1.3),
            "RESISTANCE_REJECTION",
            Side.SELL);

    assertThat(levels(setup).confidence()).isCloseTo(0.69, within(1e-9));
    assertThat(levels(setup).stop()).as("0.2 % above 100.04").isEqualByComparingTo("100.24008");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "100.04 100.04 99.80 100.04, ''",
    "100.05 100.05 99.80 100.05, OUT_OF_ZONE",
    "100.00 100.00 99.90 100.00, ''",
    "100.00 100.00 99.91 100.00, NO_REJECTION",
    "99.96 99.96 99.80 99.96,    LEVEL_BROKEN",
    "99.95 99.95 99.80 99.95,    NO_LEVEL"
  })
  void bounceKeepsItsLimits(String candle, String reason) {
    Histogram strong = histogram("99.75", "0.02", 47, "10=20");

    Setup setup = support(last(candle), strong);

    if (reason.isEmpty()) {
      assertThat(levels(setup).confidence()).isPositive();
    } else {
      assertThat(reason(setup)).isEqualTo(reason);
    }
  }

  @Test
  void weakNodeIsNoLevel() {
    Histogram weak = histogram("99.75", "0.02", 48, "10=6.9", "20=1.1");

    assertThat(weak.strength(10)).isBetween(0.68, 0.7);
    assertThat(reason(support(last("100.00 100.00 99.70 100.00"), weak))).isEqualTo("NO_LEVEL");
  }

  @Test
  void targetStopsBeforeTheNextNode() {
    Histogram two = histogram("99.75", "0.02", 47, "10=20", "22=20");

    assertThat(levels(support(last("100.00 100.00 99.70 100.00"), two)).target())
        .as("0.05 % below 100.20")
        .isEqualByComparingTo("100.1499");
  }

  @Test
  void nodeRightAheadLeavesNoTarget() {
    Histogram two = histogram("99.75", "0.02", 47, "10=20", "14=20");

    assertThat(reason(support(last("100.00 100.00 99.70 100.00"), two)))
        .isEqualTo("UNREACHABLE_TARGET");
  }

  /** The stop at 99.76 lies in the gap from 99.685 to 99.835; the node behind begins at 99.585. */
  @Test
  void stopIsNeverInAGapOfLowVolume() {
    Histogram gap = histogram("99.485", "0.05", 20, "2=20", "4=0.5", "5=0.5", "6=0.5", "9=20");
    RecentCandles candles = last("100.00 100.00 99.70 100.00");

    assertThat(reason(support(candles, gap))).isEqualTo("STOP_TOO_WIDE");
    assertThat(levels(support(candles, gap, "tapeline.profile.max-stop", "0.005")).stop())
        .isEqualByComparingTo("99.575");
  }

  private static RecentCandles fiveWith(int rising, String close) {
    String[] rows = new String[5];
    for (int i = 0; i < 5; i++) {
      rows[i] = i < rising ? "95 110 90 " + close : close + " 110 90 " + close;
    }
    return candles(rows);
  }

  private static Setup reversion(RecentCandles candles, double volumeRatio) {
    Histogram control = histogram("95.5", "1", 10, "5=20");
    return named(scalp().setups(candles, control, volumeRatio), "POC_REVERSION", Side.BUY);
  }

  /** The point of control is 101. */
  @Test
  void reversionGoesNearlyToThePointOfControl() {
    Setup setup = reversion(fiveWith(3, "100.00"), 1.3);

    Setup.Levels levels = levels(setup);
    assertThat(levels.confidence())
        .isCloseTo(0.4 + 0.3 * (1 - 0.002 / 0.022) + 0.2 * 3 / 5 + 0.1, within(1e-9));
    assertThat(levels.target()).isEqualByComparingTo("100.998");
    assertThat(levels.stop()).isEqualByComparingTo("99.8");
  }

  @ParameterizedTest(name = "{0} rising to {1} on {2}: {3}")
  @CsvSource({
    "3, 100.20, 1.2, OUT_OF_ZONE",
    "3, 100.19, 1.2, ''",
    "3, 98.05,  1.2, OUT_OF_ZONE",
    "2, 100.00, 1.2, MOMENTUM_LOW",
    "3, 100.00, 1.19, VOLUME_LOW",
    "3, 99.20,  1.2, LOW_CONFIDENCE"
  })
  void reversionKeepsItsLimits(int rising, String close, double ratio, String reason) {
    Setup setup = reversion(fiveWith(rising, close), ratio);

    if (reason.isEmpty()) {
      assertThat(levels(setup).confidence()).isGreaterThanOrEqualTo(0.75);
    } else {
      assertThat(reason(setup)).isEqualTo(reason);
    }
  }

  /** IND-VPROFILE's worked profile: VAL 102, VAH 105, point of control 102.5. */
  private static Setup valueArea(String... rows) {
    double[] volumes = {5, 10, 40, 25, 15, 5};
    Histogram worked = new Histogram(new BigDecimal("100"), BigDecimal.ONE, volumes);
    List<String> all = new ArrayList<>(List.of("103 103 103 103", "103 103 103 103"));
    all.addAll(List.of(rows));
    RecentCandles candles = candles(all.toArray(String[]::new));
    return named(scalp().setups(candles, worked, 1.3), "VALUE_AREA_RETURN", Side.BUY);
  }

  @Test
  void returnIntoTheValueAreaGoesToThePointOfControl() {
    Setup.Levels levels =
        levels(
            valueArea(
                "102.00 102.00 101.93 101.98",
                "101.98 102.00 101.95 101.99",
                "101.99 102.06 101.99 102.05",
                "102.05 102.10 102.04 102.10"));

    assertThat(levels.stop()).as("a tick below 101.93").isEqualByComparingTo("101.92");
    assertThat(levels.target()).isEqualByComparingTo("102.5");
    assertThat(levels.confidence())
        .isCloseTo(0.4 + 0.3 * (1 - 0.18 / 102.10 / 0.004) + 0.2 + 0.1, within(1e-9));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}: {3}")
  @CsvSource({
    "102.00, 102.05, 102.10, NO_EXCURSION",
    "101.99, 101.99, 102.10, NO_RETURN",
    "101.99, 102.05, 101.99, NO_RETURN",
    "101.70, 102.05, 102.20, STOP_TOO_WIDE",
    "101.99, 102.05, 102.50, STOP_TOO_WIDE"
  })
  void valueAreaReturnKeepsItsLimits(String before, String first, String second, String reason) {
    assertThat(
            reason(
                valueArea(
                    "%1$s %1$s %1$s %1$s".formatted(before),
                    "%1$s %1$s %1$s %1$s".formatted(first),
                    "%1$s %1$s %1$s %1$s".formatted(second))))
        .isEqualTo(reason);
  }

  private static Opinion play(Minutes minutes, int count) {
    Opinion last = Opinion.SILENT;
    for (int i = 0; i < count; i++) {
      String close = i % 2 == 0 ? "100.02" : "100.00";
      last = minutes.on("100.00", "100.10", "99.90", close, "100");
    }
    return last;
  }

  @Test
  void fiftyCandlesAndANodeAreNeeded() {
    Minutes minutes = new Minutes(new ProfileProvider());
    assertThat(play(minutes, 49))
        .isInstanceOfSatisfying(
            Opinion.Skip.class,
            skip -> {
              assertThat(skip.reason()).isEqualTo("PROFILE_NOT_READY");
              assertThat(skip.value().get()).isEqualTo("49 of 50");
            });
    assertThat(play(minutes, 1))
        .as("an even profile has no node of high volume")
        .isInstanceOfSatisfying(
            Opinion.Skip.class, skip -> assertThat(skip.reason()).isEqualTo("NO_HVN"));
  }

  /** Volume gathers at 100.00; then a candle dips and comes back to just above it. */
  @Test
  void bounceIsWishedAtTheCandlesClose() {
    Minutes minutes = new Minutes(new ProfileProvider());
    for (int i = 0; i < 60; i++) {
      minutes.on("100.00", "100.50", "99.50", "100.00", "100");
      minutes.on("100.00", "100.00", "100.00", "100.00", "100");
    }

    Opinion opinion = minutes.on("100.05", "100.06", "99.75", "100.06", "200");

    assertThat(opinion).isInstanceOf(Opinion.Wish.class);
    Opinion.Wish wish = (Opinion.Wish) opinion;
    assertThat(wish.side()).isEqualTo(Side.BUY);
    assertThat(wish.evidence()).containsEntry("setup", "SUPPORT_BOUNCE");
    assertThat(wish.exitPlan().timeStop()).isEqualTo(java.time.Duration.ofMinutes(10));
    minutes.gap();
    assertThat(minutes.on("100.05", "100.06", "99.75", "100.06", "200"))
        .as("the profile goes on over an interruption, the last candles do not")
        .isInstanceOfSatisfying(
            Opinion.Skip.class, skip -> assertThat(skip.reason()).isEqualTo("CANDLES_NOT_READY"));
  }
}
