package io.tapeline.core.plan.scalp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.plan.scalp.ScalpOptions.Levels;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.testing.Settings;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CATALOGUE S3-IDEA with its worked numbers. */
class ScalpIdeaTest {

  private static final Symbol GOLD = new Symbol("XAUUSD");
  private static final Instrument CENTS =
      Settings.of("tapeline.instruments.XAUUSD.tick-size", "0.01").instruments().get(GOLD);
  private static final ScalpSettings SETTINGS = ScalpSettings.read(new SettingsReader(_ -> null));
  private static final ScalpLimits LIMITS = rules(CENTS).at(BigDecimal.valueOf(2000));

  private static ScalpRules rules(Instrument instrument) {
    return Objects.requireNonNull(SETTINGS.rulesFor(instrument));
  }

  private static @Nullable ScalpIdea idea(
      Side side, String entry, String extreme, String spread, @Nullable Levels levels) {
    return ScalpIdea.of(
        new ScalpIdea.Setup(
            side, Price.of(entry), Price.of(extreme), 0.866667, new BigDecimal(spread)),
        LIMITS,
        CENTS,
        levels);
  }

  @Test
  void workedExample() {
    ScalpIdea idea = Objects.requireNonNull(idea(Side.BUY, "2000.10", "1999.50", "0.20", null));
    assertThat(idea.rawStop().doubleValue()).isCloseTo(1999.213333, within(1e-6));
    assertThat(idea.stop()).isEqualTo(Price.of("1999.22"));
    assertThat(idea.target()).isEqualTo(Price.of("2001.70"));
    assertThat(idea.isStopTooWide()).isFalse();
    assertThat(idea.isTickTooCoarse(LIMITS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // entry, extreme, stop, target, too wide: sl-range 0.50-1.20, tp-range 1.00-2.50
    "SELL, 1999.90, 2000.50, 2000.78, 1998.30, false",
    "BUY, 2000.10, 2000.00, 1999.60, 2001.10, false",
    "BUY, 2000.10, 1998.90, 1998.90, 2002.26, false",
    "BUY, 2000.10, 1998.69, 1998.90, 2002.26, false",
    "BUY, 2000.10, 1998.68, 1998.90, 2002.26, true",
    "SELL, 1999.90, 2001.32, 2001.10, 1997.74, true"
  })
  void distancesStayInTheirRangesAndTheStopNearTheExtreme(
      Side side, String entry, String extreme, String stop, String target, boolean tooWide) {
    ScalpIdea idea = Objects.requireNonNull(idea(side, entry, extreme, "0.20", null));
    assertThat(idea.stop()).isEqualTo(Price.of(stop));
    assertThat(idea.target()).isEqualTo(Price.of(target));
    assertThat(idea.isStopTooWide()).isEqualTo(tooWide);
  }

  @ParameterizedTest
  @CsvSource({
    "1999.60, 2001.10, true",
    "1999.61, 2001.10, false",
    "1998.90, 2002.60, true",
    "1998.89, 2002.60, false",
    "1999.60, 2001.09, false",
    "2000.60, 2001.10, false",
    "1999.60, 1999.00, false"
  })
  void authorsLevelsWinInsideTheirRanges(String stop, String target, boolean planned) {
    ScalpIdea idea =
        Objects.requireNonNull(
            idea(
                Side.BUY,
                "2000.10",
                "1999.50",
                "0.20",
                new Levels(Price.of(stop), Price.of(target))));
    assertThat(idea.planned()).isEqualTo(planned);
    assertThat(idea.stop()).isEqualTo(Price.of(planned ? stop : "1999.22"));
  }

  @Test
  void gridOfHalfADollarIsTooCoarseForGold() {
    Instrument coarse =
        Settings.of("tapeline.instruments.XAUUSD.tick-size", "5").instruments().get(GOLD);
    ScalpIdea idea =
        Objects.requireNonNull(
            ScalpIdea.of(
                new ScalpIdea.Setup(
                    Side.BUY, Price.of("2000"), Price.of("1999"), 0.8, new BigDecimal("0.2")),
                LIMITS,
                coarse,
                null));
    assertThat(idea.isTickTooCoarse(LIMITS)).isTrue();
  }

  @Test
  void priceBelowTheDistancesHasNoIdea() {
    assertThat(idea(Side.BUY, "2.40", "2.30", "0.01", null)).isNull();
  }

  @Test
  void distancesAreAlwaysWithinTheirRanges() {
    Random random = new Random(3);
    int wide = 0;
    for (String symbol : new String[] {"XAUUSD", "BTCUSD"}) {
      Instrument instrument = Settings.of().instruments().get(new Symbol(symbol));
      boolean gold = symbol.equals("XAUUSD");
      for (int i = 0; i < 20_000; i++) {
        BigDecimal middle = BigDecimal.valueOf(gold ? 1_200 + random.nextInt(2_000) : 60_000);
        double range = (gold ? 0.5 : 10) * (1 + 3 * random.nextDouble());
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        BigDecimal entry = middle.add(BigDecimal.valueOf(random.nextInt(1000), 3));
        BigDecimal extreme = entry.add(BigDecimal.valueOf(range * (random.nextDouble() * 6 - 3)));
        ScalpLimits limits =
            Objects.requireNonNull(
                    SETTINGS
                        .rules()
                        .get(
                            random.nextBoolean()
                                ? rules(instrument).set()
                                : ScalpRules.RuleSet.GENERIC))
                .at(middle);
        ScalpIdea idea =
            Objects.requireNonNull(
                ScalpIdea.of(
                    new ScalpIdea.Setup(
                        side,
                        instrument.floorToTick(entry),
                        new Price(extreme),
                        range,
                        BigDecimal.valueOf(random.nextInt(200), 3)),
                    limits,
                    instrument,
                    null));
        assertThat(idea.isTickTooCoarse(limits)).as("%s in %s", idea, limits).isFalse();
        assertThat(idea.stop().isBelow(idea.entry())).isEqualTo(side == Side.BUY);
        assertThat(idea.target().isAbove(idea.entry())).isEqualTo(side == Side.BUY);
        wide += idea.isStopTooWide() ? 1 : 0;
      }
    }
    assertThat(wide).isBetween(1_000, 30_000);
  }
}
