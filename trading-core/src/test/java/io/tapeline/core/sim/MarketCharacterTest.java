package io.tapeline.core.sim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The default market looks like a market, whatever the seed. Bounds come from what a market without
 * the property would show: the autocorrelation of n independent draws scatters by 1 / sqrt(n)
 * around zero, and three times that is not chance.
 */
@ParameterizedClass
@MethodSource("markets")
class MarketCharacterTest {

  private static final int HOURS = 2;

  private final MarketSeconds market;

  MarketCharacterTest(MarketSeconds market) {
    this.market = market;
  }

  static Stream<MarketSeconds> markets() {
    return LongStream.of(1, 7, 42, 99, 2024, -8).mapToObj(seed -> new MarketSeconds(seed, HOURS));
  }

  @Test
  void comesInTwentyToSixtyEventsASecond() {
    assertThat((double) market.events / market.seconds).isBetween(20.0, 60.0);
  }

  @Test
  void hasASpreadOfOneTickOrMoreThatVaries() {
    long quotes = market.spreads.values().stream().mapToLong(count -> count).sum();
    long most = market.spreads.values().stream().mapToLong(count -> count).max().orElseThrow();

    assertThat(market.spreads.keySet()).allMatch(ticks -> ticks >= 1);
    assertThat(most).as("quotes with the most frequent spread").isLessThan(quotes / 2);
  }

  @Test
  void isQuotedWiderAndThinnerWhenItSwings() {
    double wide = requireNonNull(market.spreadTicks.get(Regime.VOLATILE)).value();
    double narrow = requireNonNull(market.spreadTicks.get(Regime.QUIET)).value();
    double thin = requireNonNull(market.touchLots.get(Regime.VOLATILE)).value();
    double thick = requireNonNull(market.touchLots.get(Regime.QUIET)).value();

    assertThat(wide).isGreaterThan(narrow);
    assertThat(thin).isLessThan(thick);
  }

  @Test
  void tradesInRunsOfOneSide() {
    double[] signs = market.signs.stream().mapToDouble(sign -> sign).toArray();

    for (int lag = 1; lag <= 3; lag++) {
      assertThat(autocorrelation(signs, lag)).as("lag %s", lag).isGreaterThan(chance(signs));
    }
  }

  @Test
  void movesInClusters() {
    double[] sizes = Arrays.stream(market.returns()).map(Math::abs).toArray();
    double sum = 0;
    for (int lag = 1; lag <= 10; lag++) {
      double found = autocorrelation(sizes, lag);
      assertThat(found).as("lag %s s", lag).isPositive();
      sum += found;
    }
    assertThat(sum / 10).isGreaterThan(chance(sizes));
  }

  /**
   * The quiet regime alone covers some two fifths of the time, in spells of 30 to 90 s; its value
   * moves by 0.12 bps per root second, 0.8 bps in 15 s, against the 5 allowed.
   */
  @Test
  void hasQuietSpells() {
    int quiet = 0;
    for (int end = 30; end < market.seconds; end++) {
      double[] window = Arrays.copyOfRange(market.lastTrade, end - 15, end + 1);
      double low = Arrays.stream(window).min().orElseThrow();
      double high = Arrays.stream(window).max().orElseThrow();
      quiet += (high - low) / low < 0.0005 ? 1 : 0;
    }
    assertThat((double) quiet / (market.seconds - 30)).isGreaterThan(0.2);
  }

  @Test
  void burstsAFewTimesAnHourAndNotAllTheTime() {
    assertThat(market.bursts.count()).isBetween(2 * HOURS, 120 * HOURS);
  }

  /** A day's pull home: two hours of bursts and trends do not carry the price away. */
  @Test
  void staysNearItsStart() {
    assertThat(market.lastTrade[market.seconds - 1]).isBetween(60_000 * 0.9, 60_000 * 1.1);
  }

  private static double chance(double[] values) {
    return 3 / Math.sqrt(values.length);
  }

  private static double autocorrelation(double[] values, int lag) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double together = 0;
    double alone = 0;
    for (int i = 0; i < values.length; i++) {
      alone += (values[i] - mean) * (values[i] - mean);
      together += i < lag ? 0 : (values[i] - mean) * (values[i - lag] - mean);
    }
    return together / alone;
  }
}
