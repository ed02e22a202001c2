package io.tapeline.core.strategy.quick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.settings.SettingsException;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.minute.Setup;
import io.tapeline.core.testing.Minutes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CATALOGUE S4-SCALP with its worked numbers and bounds. */
class QuickScalpTest {

  private static Minutes minutes(String... settings) {
    return new Minutes(new QuickProvider(), settings);
  }

  private static QuickScalp scalp() {
    return (QuickScalp) minutes().strategy();
  }

  private static Candle candle(String open, String high, String low, String close) {
    return minutes().candle(open, high, low, close, "100");
  }

  private static Setup first(Candle candle, QuickScalp.Figures figures) {
    return scalp().setups(candle, figures).stream()
        .filter(each -> each.levels() != null)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no set-up matches"));
  }

  private static QuickScalp.Figures figures(
      double rsi, double position, double sma, double velocity, String support, String top) {
    return new QuickScalp.Figures(
        rsi, position, sma, velocity, 0.02, 1.6, Price.of(support), Price.of(top));
  }

  @Test
  void workedExampleSellsBackToTheMean() {
    Candle candle = candle("100.50", "100.50", "100.50", "100.50");

    Setup found = first(candle, figures(82, 0.95, 100, 0.0005, "99.00", "101.00"));

    assertThat(found.name()).isEqualTo("MEAN_REVERSION");
    assertThat(found.side()).isEqualTo(Side.SELL);
    assertThat(found.checks().evidence())
        .containsEntry("distance", "0.005000")
        .containsEntry("score", "1.000000");
    Setup.Levels levels = Objects.requireNonNull(found.levels());
    assertThat(levels.confidence()).isCloseTo(0.4 + 0.3 * 0.6 + 0.3, within(1e-12));
    assertThat(levels.stop()).isEqualByComparingTo("100.701");
    assertThat(levels.target()).isEqualByComparingTo("100.1985");
  }

  @ParameterizedTest(name = "{0} rsi {1} position {2} close {3}: {4} {5}")
  @CsvSource({
    "SELL at both limits but a poor score, 70, 0.8, 100.4, '', ",
    "SELL score 0.6 exactly,               76, 0.8, 100.4, MEAN_REVERSION, SELL",
    "SELL too near the mean,               90, 0.9, 100.39, '', ",
    "BUY mirrored,                         24, 0.2, 99.6, MEAN_REVERSION, BUY",
    "BUY too strong,                       31, 0.0, 99.6, '', "
  })
  void meanReversionKeepsItsLimits(
      String row, double rsi, double position, String close, String name, Side side) {
    Candle candle = candle(close, close, close, close);

    assertThat(scalp().setups(candle, figures(rsi, position, 100, 0, "95.00", "105.00")))
        .filteredOn(each -> each.levels() != null)
        .extracting(Setup::name, Setup::side)
        .isEqualTo(name.isEmpty() ? List.of() : List.of(tuple(name, side)));
  }

  @ParameterizedTest(name = "low {0} close {1} rsi {2}")
  @CsvSource({
    "99.80, 100.00, 25, true",
    "99.80, 100.00, 24.9, false",
    "99.91, 100.00, 25, false",
    "99.80, 100.01, 25, false",
    "99.60, 99.79, 25, false",
    "99.60, 99.80, 25, true"
  })
  void bounceNeedsTheLevelTheWickAndTheRsi(String low, String close, double rsi, boolean met) {
    Candle candle = candle(close, close, low, close);

    Setup bounce = scalp().setups(candle, figures(rsi, 0.5, 100, 0, "99.80", "105")).getFirst();

    assertThat(bounce.name()).isEqualTo("RANGE_BOUNCE");
    assertThat(bounce.levels() != null).isEqualTo(met);
  }

  @ParameterizedTest(name = "close {0} velocity {1} rsi {2}")
  @CsvSource({
    "100.06, 0.001334, 80, true",
    "100.05, 0.001334, 80, false",
    "100.06, 0.001332, 80, false",
    "100.06, 0.001334, 80.1, false"
  })
  void momentumNeedsABreakThatIsNotOverdone(
      String close, double velocity, double rsi, boolean met) {
    Candle candle = candle(close, close, close, close);

    Setup momentum = scalp().setups(candle, figures(rsi, 0.5, 100, velocity, "99", "100")).get(4);

    assertThat(momentum.name()).isEqualTo("MOMENTUM");
    assertThat(momentum.side()).isEqualTo(Side.BUY);
    assertThat(momentum.levels() != null).isEqualTo(met);
  }

  @Test
  void bounceComesBeforeReversion() {
    Candle candle = candle("99.60", "99.60", "99.40", "99.60");

    Setup found = first(candle, figures(25, 0.0, 100, 0, "99.50", "105"));

    assertThat(found.name()).isEqualTo("RANGE_BOUNCE");
    assertThat(scalp().setups(candle, figures(25, 0.0, 100, 0, "99.50", "105")).get(2).levels())
        .as("the reversion matches, too")
        .isNotNull();
  }

  /** Closes change between 100.00 and 100.02 in a range from 99.90. */
  private static Opinion quiet(Minutes minutes, int count) {
    Opinion last = Opinion.SILENT;
    for (int i = 0; i < count; i++) {
      String close = i % 2 == 0 ? "100.02" : "100.00";
      last = minutes.on("100.00", "100.10", "99.90", close, "100");
    }
    return last;
  }

  private static Opinion bounce(Minutes minutes) {
    return minutes.on("100.00", "100.10", "99.85", "100.02", "200");
  }

  private static void assertSkip(Opinion opinion, String reason, String value, String limit) {
    assertThat(opinion)
        .isInstanceOfSatisfying(
            Opinion.Skip.class,
            skip -> {
              assertThat(skip.reason()).isEqualTo(reason);
              assertThat(skip.value().get()).isEqualTo(value);
              assertThat(skip.limit().get()).isEqualTo(limit);
            });
  }

  @Test
  void bounceOfTheFiftiethCandleIsWishedWithItsLevels() {
    Minutes minutes = minutes();
    quiet(minutes, 49);

    Opinion opinion = bounce(minutes);

    assertThat(opinion).isInstanceOf(Opinion.Wish.class);
    Opinion.Wish wish = (Opinion.Wish) opinion;
    assertThat(wish.side()).isEqualTo(Side.BUY);
    assertThat(wish.refPrice()).isEqualTo(Price.of("100.02"));
    assertThat(wish.confidence()).isCloseTo(0.4 + 0.3 + 0.3 * 0.3, within(1e-9));
    ExitPlan plan = wish.exitPlan();
    assertThat(plan.stopFor(Side.BUY, wish.refPrice(), Minutes.instrument()))
        .as("0.2 % below 99.90, rounded toward the entry")
        .isEqualTo(Price.of("99.71"));
    assertThat(plan.targetFor(Side.BUY, wish.refPrice(), Minutes.instrument()))
        .as("0.3 % above 100.02, rounded away from the entry")
        .isEqualTo(Price.of("100.33"));
    assertThat(plan.timeStop()).isEqualTo(Duration.ofMinutes(3));
    assertThat(wish.evidence())
        .containsAllEntriesOf(
            Map.of("setup", "RANGE_BOUNCE", "volumeRatio", "2.000000", "spreadBps", "1.999600"));
  }

  @Test
  void fiftyCandlesOfOneSegmentAreNeeded() {
    Minutes minutes = minutes();
    quiet(minutes, 48);
    assertSkip(bounce(minutes), "CANDLES_NOT_READY", "49 of 50", "ready");
    assertThat(bounce(minutes)).isNotInstanceOf(Opinion.Silent.class);
    minutes.gap();
    quiet(minutes, 48);
    assertSkip(bounce(minutes), "CANDLES_NOT_READY", "49 of 50", "ready");
    quiet(minutes, 12);
    assertThat(bounce(minutes)).isInstanceOf(Opinion.Wish.class);
  }

  @Test
  void itSpeaksOnceACandle() {
    Minutes minutes = minutes();
    quiet(minutes, 49);
    assertThat(bounce(minutes)).isInstanceOf(Opinion.Wish.class);
    minutes.strategy().apply(new Heartbeat(minutes.origin(minutes.next()), Minutes.SYMBOL));
    assertThat(minutes.strategy().opinion()).isEqualTo(Opinion.SILENT);
  }

  @Test
  void spreadVolumeAgeAndDriftAreNamedWithTheirNumbers() {
    Minutes wide = minutes();
    quiet(wide, 49);
    wide.halfSpread("0.03");
    assertSkip(bounce(wide), "SPREAD_ABS", "5.998800", "<= 5.000000");

    Minutes thin = minutes();
    quiet(thin, 49);
    assertSkip(
        thin.on("100.00", "100.10", "99.85", "100.02", "129"),
        "VOLUME_LOW",
        "1.290000",
        ">= 1.300000");

    Minutes late = minutes();
    quiet(late, 49);
    late.delayMillis(5001);
    assertSkip(bounce(late), "SIGNAL_STALE", "5.001000", "<= 5.000000");

    Minutes away = minutes();
    quiet(away, 49);
    away.offMid("0.04");
    assertSkip(bounce(away), "PRICE_DRIFT", "3.999200", "<= 2.999400");
  }

  @Test
  void weakOneAndForbiddenShortAreRefused() {
    Minutes weak = minutes();
    quiet(weak, 49);
    assertSkip(
        weak.on("100.00", "100.10", "99.85", "100.02", "130"),
        "LOW_CONFIDENCE",
        "0.580000",
        ">= 0.600000");

    Minutes longOnly = minutes("tapeline.quick.allow-short", "false");
    quiet(longOnly, 49);
    assertSkip(
        longOnly.on("100.00", "100.20", "99.95", "100.00", "200"),
        "DIRECTION_MISMATCH",
        "SELL",
        "BUY only");
  }

  @Test
  void targetWithinATickIsTooCoarse() {
    Minutes minutes = minutes("tapeline.quick.bounce-stop", "0");
    quiet(minutes, 49);

    Opinion opinion = minutes.on("99.90", "99.95", "99.80", "99.90", "200");

    assertSkip(opinion, "TICK_TOO_COARSE", "99.90", "< 99.90");
  }

  @Test
  void conditionsTellWhatIsMissing() {
    Minutes minutes = minutes();
    quiet(minutes, 50);

    assertThat(minutes.strategy().conditions())
        .contains(new Condition("candles", "ready", "ready", true))
        .contains(new Condition("volumeRatio", "1.000000", ">= 1.300000", false));
    minutes.on("100.00", "100.10", "99.95", "100.02", "200");
    assertThat(minutes.strategy().conditions())
        .contains(new Condition("RANGE_BOUNCE BUY wick", "0.000500", ">= 0.001000", false))
        .extracting(Condition::name)
        .contains("MEAN_REVERSION SELL score", "MOMENTUM BUY velocity");
  }

  @Test
  void wrongSettingsAreNamedTogether() {
    Map<String, String> wrong =
        Map.of("tapeline.quick.take-profit", "0", "tapeline.quick.bounce-wick", "2");
    SettingsReader reader = new SettingsReader(wrong::get);
    QuickSettings.read(reader);

    assertThatThrownBy(reader::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("tapeline.quick.take-profit")
        .hasMessageContaining("tapeline.quick.bounce-wick");
  }
}
