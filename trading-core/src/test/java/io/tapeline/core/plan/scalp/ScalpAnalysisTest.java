package io.tapeline.core.plan.scalp;

import static io.tapeline.core.plan.scalp.Setup.at;
import static io.tapeline.core.plan.scalp.Setup.block;
import static io.tapeline.core.plan.scalp.Setup.candle;
import static io.tapeline.core.plan.scalp.Setup.extremes;
import static io.tapeline.core.plan.scalp.Setup.swept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.indicator.Bias;
import io.tapeline.core.indicator.EqualLevels;
import io.tapeline.core.indicator.OrderBlock;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.SpreadTracker;
import io.tapeline.core.indicator.Sweep;
import io.tapeline.core.indicator.SwingPoint;
import io.tapeline.core.indicator.VolatilityExpansion.Change;
import io.tapeline.core.indicator.Vwap;
import io.tapeline.core.indicator.VwapBand;
import io.tapeline.core.indicator.VwapRetest;
import io.tapeline.core.indicator.WickTrap;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.strategy.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** CATALOGUE S3-L1 to S3-L4 with their worked numbers. */
class ScalpAnalysisTest {

  private static final WickTrap.Trap WICK = new WickTrap.Trap(Bias.BUY, true);

  private static double total(ScalpAnalysis analysis) {
    return Objects.requireNonNull(analysis.score()).total();
  }

  private static String reason(ScalpAnalysis analysis) {
    ScalpCheck failure = analysis.failure();
    return failure == null ? "" : failure.reason();
  }

  private static List<String> reasons(ScalpAnalysis analysis) {
    return analysis.failures().stream().map(ScalpCheck::reason).toList();
  }

  /** Conditions 1 of 3: a full pass. */
  @Test
  void sweepAtTwoEdgesNearTheVwapScoresEightAndIsAPlus() {
    ScalpAnalysis analysis = Setup.best().analysis();

    assertThat(reasons(analysis)).isEmpty();
    assertThat(analysis.score()).isEqualTo(new ScalpScore(2, 2, 2, 1, 1));
    assertThat(total(analysis)).isEqualTo(8);
    assertThat(analysis.aPlus()).isTrue();
    assertThat(analysis.side()).isEqualTo(Side.BUY);
    assertThat(analysis.edges())
        .extracting(Edge::kind)
        .containsExactly(EdgeKind.VWAP_BAND, EdgeKind.SESSION_HL, EdgeKind.OB_ZONE);
  }

  @Test
  void plainEngulfingOffTheBandScoresFourAndIsSkipped() {
    Setup setup = new Setup("XAUUSD").quoting("1998.50", "1998.70");
    setup.at = at("2026-03-03T17:00:05Z");
    setup.quoting("1998.50", "1998.70");
    setup.before = candle("2026-03-03T16:58:00Z", "1998.70", "1998.80", "1998.20", "1998.30");
    setup.trigger = candle("2026-03-03T16:59:00Z", "1998.25", "1998.80", "1998.10", "1998.75");
    setup.engulfing = Bias.BUY;
    setup.today = extremes("2010.00", "1998.40");
    setup.atr1 = Reading.ready(0.60);
    setup.expansion = new Change(1.05, 1.00);

    ScalpAnalysis analysis = setup.analysis();

    assertThat(analysis.primaries())
        .singleElement()
        .satisfies(primary -> assertThat(primary.measure()).isCloseTo(1.25, within(1e-9)));
    assertThat(analysis.score()).isEqualTo(new ScalpScore(1, 1, 1, 0, 1));
    assertThat(reasons(analysis)).containsExactly("SCORE_BELOW_MIN");
  }

  @Test
  void strongWickInTheBandAloneScoresFiveAndIsTraded() {
    Setup setup = new Setup("XAUUSD");
    setup.at = at("2026-03-03T14:00:05Z");
    setup.quoting("1999.40", "1999.60");
    setup.trigger = candle("2026-03-03T13:59:00Z", "1999.40", "1999.70", "1998.98", "1999.60");
    setup.wick = WICK;
    setup.expansion = new Change(0.8, 1.0);

    ScalpAnalysis analysis = setup.analysis();

    assertThat(analysis.primaries().getFirst().measure()).isCloseTo(2.1, within(1e-9));
    assertThat(analysis.score()).isEqualTo(new ScalpScore(2, 2, 0, 0, 1));
    assertThat(reasons(analysis)).isEmpty();
    assertThat(analysis.aPlus()).isFalse();
  }

  @Test
  void bitcoinSweepWithDeltaSpikeScoresFiveAndAnEighth() {
    Setup setup = new Setup("BTCUSD");
    setup.at = at("2026-03-03T03:00:05Z");
    setup.quoting("59990.00", "59992.00");
    setup.trigger = candle("2026-03-03T02:59:00Z", "59990", "59995", "59985", "59992");
    setup.vwap = Reading.ready(new Vwap.Average(60000, 10));
    setup.atr1 = Reading.ready(20.0);
    setup.atr14 = Reading.ready(18.0);
    setup.meanRange = Reading.ready(20.0);
    setup.sweep = swept(Bias.BUY, "59986", "59985", 0.6);
    setup.spike = Bias.BUY;
    setup.persistence = 60;
    setup.previousSession = extremes("61000", "59988");

    ScalpAnalysis analysis = setup.analysis();

    assertThat(Objects.requireNonNull(analysis.band()).halfWidth()).isCloseTo(6, within(1e-9));
    assertThat(analysis.score()).isEqualTo(new ScalpScore(1.5, 1.125, 1, 1, 0.5));
    assertThat(total(analysis)).isCloseTo(5.125, within(1e-12));
    assertThat(reasons(analysis)).isEmpty();
  }

  private static Arguments filter(String reason, Consumer<Setup> change) {
    return Arguments.of(reason, change);
  }

  private static Reading<SpreadTracker.Spread> spread(double current, double mean, double sd) {
    return Reading.ready(new SpreadTracker.Spread(current, mean, sd, mean, 1, 50));
  }

  static Stream<Arguments> filters() {
    return Stream.of(
        filter("QUOTE_NOT_READY", setup -> setup.quote = null),
        filter("CANDLES_NOT_READY", setup -> setup.candles = 29),
        filter("VWAP_NOT_READY", setup -> setup.vwap = Reading.warmingUp(9, 10)),
        filter("ATR1_NOT_READY", setup -> setup.atr1 = Reading.warmingUp(3, 4)),
        filter("ATR14_NOT_READY", setup -> setup.atr14 = Reading.warmingUp(13, 14)),
        filter("M1RANGE_NOT_READY", setup -> setup.meanRange = Reading.warmingUp(4, 5)),
        filter("ATR1_LOW", setup -> setup.atr1 = Reading.ready(0.49)),
        filter("RANGE_LOW", setup -> setup.meanRange = Reading.ready(0.79)),
        filter("SPREAD_ABS", setup -> setup.quoting("1999.60", "1999.86")),
        filter("SPREAD_RATIO", setup -> setup.spread = spread(0.2, 0.2 / 1.51, 0.1)),
        filter("SPREAD_Z", setup -> setup.spread = spread(0.25, 0.2, 0.014142)),
        filter("VOL_EXTREME", setup -> setup.atr14 = Reading.ready(0.17)),
        filter(
            "POST_NY_BLOCKED",
            setup -> {
              setup.at = at("2026-03-03T21:00:05Z");
              setup.trigger =
                  candle("2026-03-03T20:59:00Z", "1999.70", "1999.90", "1999.20", "1999.75");
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filters")
  void everyFilterOfTheFirstLayerRefusesByItself(String expected, Consumer<Setup> change) {
    Setup setup = Setup.best();
    change.accept(setup);

    ScalpAnalysis analysis = setup.analysis();

    assertThat(reason(analysis)).isEqualTo(expected);
    assertThat(analysis.passes(1)).isFalse();
    assertThat(analysis.layer()).isEqualTo(1);
  }

  @Test
  void workedNumbersOfTheFirstLayerPass() {
    Setup setup = Setup.best();
    setup.spread = spread(0.2, 0.2, 0.05);
    assertThat(setup.analysis().passes(1)).isTrue();
  }

  @Test
  void allFailuresAreCollected() {
    Setup setup = Setup.best();
    setup.atr1 = Reading.ready(0.49);
    setup.meanRange = Reading.ready(0.5);
    setup.quoting("1999.60", "1999.90");

    assertThat(reasons(setup.analysis())).startsWith("ATR1_LOW", "RANGE_LOW", "SPREAD_ABS");
  }

  @ParameterizedTest
  @CsvSource({"1.5, false, true", "1.51, false, false", "2.0, true, true", "2.01, true, false"})
  void spreadMayBeOneAndAHalfTimesTheMeanAndTwiceInLowVolume(
      double ratio, boolean lowVolume, boolean passes) {
    Setup setup = Setup.best();
    setup.spread = spread(0.2, 0.2 / ratio, 0.1);
    setup.lowVolume = lowVolume;
    assertThat(setup.analysis().passes(1)).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-03T20:59:59Z, true, true",
    "2026-03-03T21:00:00Z, true, false",
    "2026-03-03T23:59:59Z, true, false",
    "2026-03-04T00:00:00Z, true, true",
    "2026-03-03T21:00:00Z, false, true"
  })
  void postNewYorkIsFromNineToMidnight(String moment, boolean block, boolean passes) {
    Setup setup = Setup.best().set("tapeline.plan.block-post-ny", Boolean.toString(block));
    setup.at = at(moment);
    setup.quoting("1999.60", "1999.80");
    assertThat(setup.analysis().passes(1)).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({"0.60, 0.8, 0.6, true", "0.59, 0.8, 0.6, false", "0.45, 0.3, 0.45, true"})
  void leastVolatilityCanFollowTheLastHalfHour(
      double atr1, double mean, double least, boolean passes) {
    Setup setup = Setup.best().set("tapeline.plan.dynamic-atr-threshold", "true");
    setup.atr1 = Reading.ready(atr1);
    setup.meanTrueRange = Reading.ready(mean);
    ScalpAnalysis analysis = setup.analysis();
    assertThat(analysis.passes(1)).isEqualTo(passes);
    assertThat(
            analysis.checks().stream().filter(check -> check.reason().equals("ATR1_LOW")).findAny())
        .hasValueSatisfying(
            check -> assertThat(Double.parseDouble(check.limit())).isEqualTo(least));
  }

  @Test
  void snapshotOlderThanTwoSecondsIsStale() {
    Setup setup = Setup.best();
    ScalpSnapshot snapshot = setup.snapshot();
    ScalpOptions options = setup.settings().options();
    assertThat(
            ScalpAnalysis.of(snapshot, setup.rules(), options, at("2026-03-03T09:00:07Z"))
                .isAllowed())
        .isTrue();
    assertThat(
            reason(
                ScalpAnalysis.of(snapshot, setup.rules(), options, at("2026-03-03T09:00:07.001Z"))))
        .isEqualTo("DATA_STALE");
  }

  /** Conditions 2 of 3. */
  static Stream<Arguments> stops() {
    return Stream.of(
        filter(
            "2 MID_RANGE",
            setup -> {
              setup.quoting("1995.40", "1995.60");
              setup.trigger =
                  candle("2026-03-03T08:59:00Z", "1995.40", "1995.70", "1994.50", "1995.60");
              setup.previousSession = null;
              setup.blocks = List.of();
            }),
        filter("3 NO_PRIMARY", setup -> setup.sweep = Sweep.Detected.NONE),
        filter("3 TRIGGER_CONFLICT", setup -> setup.engulfing = Bias.SELL),
        filter("3 NO_SECONDARY", setup -> setup.volumeIncreases = false),
        filter("3 DATA_STALE", setup -> setup.at = at("2026-03-03T09:01:10.001Z")),
        filter(
            "3 VWAP_SIDE",
            setup -> {
              setup.vwap = Reading.ready(new Vwap.Average(1998, 1));
            }),
        filter(
            "4 SCORE_BELOW_MIN",
            setup -> {
              setup.vwap = Reading.ready(new Vwap.Average(2010, 1));
              setup.sweep = swept(Bias.BUY, "1999.30", "1999.20", 0.5);
              setup.blocks = List.of();
            }),
        filter(
            "4 STOP_TOO_WIDE", setup -> setup.sweep = swept(Bias.BUY, "1999.30", "1998.10", 1.0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stops")
  void analysisStopsAtEachLayerWithItsReason(String expected, Consumer<Setup> change) {
    Setup setup = Setup.best();
    change.accept(setup);
    ScalpAnalysis analysis = setup.analysis();
    assertThat(analysis.layer() + " " + reason(analysis)).isEqualTo(expected);
    assertThat(analysis.isAllowed()).isFalse();
    assertThat(analysis.passes(analysis.layer() - 1)).isTrue();
  }

  /** Conditions 3 of 3: the worked five is the least, a seven is A+. */
  @ParameterizedTest
  @CsvSource({
    "0.40, 1.0, true, false",
    "0.20, 1.0, true, false",
    "1.50, 0.5, false, false",
  })
  void fiveIsTheLeastScore(double distance, double points, boolean allowed, boolean aPlus) {
    Setup setup = new Setup("XAUUSD");
    double mid = 2000 - distance - (points < 1 ? 0.001 : 0);
    setup.at = at("2026-03-03T14:00:05Z");
    setup.quoting(
        String.format(Locale.ROOT, "%.3f", mid - 0.1),
        String.format(Locale.ROOT, "%.3f", mid + 0.1));
    setup.trigger = candle("2026-03-03T13:59:00Z", "1999.40", "1999.70", "1998.98", "1999.60");
    setup.wick = WICK;
    setup.expansion = new Change(0.8, 1.0);
    ScalpAnalysis analysis = setup.analysis();
    assertThat(total(analysis)).isEqualTo(allowed ? 5 : 4);
    assertThat(analysis.isAllowed()).isEqualTo(allowed);
    assertThat(analysis.aPlus()).isEqualTo(aPlus);
  }

  @ParameterizedTest
  @CsvSource({"5, 5, true", "4.99, 5, false", "7, 7, true", "6.999, 7, false"})
  void scoreReachesItsGateExactly(double total, double gate, boolean reaches) {
    assertThat(new ScalpScore(total - 3, 1, 1, 1, 0).reaches(gate)).isEqualTo(reaches);
  }

  @Test
  void sevenIsAPlusAndLessIsNot() {
    Setup seven = Setup.best();
    seven.expansion = new Change(0.8, 1.0);
    assertThat(total(seven.analysis())).isEqualTo(7);
    assertThat(seven.analysis().aPlus()).isTrue();

    Setup six = Setup.best();
    six.expansion = new Change(0.8, 1.0);
    six.blocks = List.of();
    assertThat(total(six.analysis())).isEqualTo(6);
    assertThat(six.analysis().aPlus()).isFalse();
  }

  private static ScalpOptions plan(
      Setup setup, Side side, double minScore, boolean aPlus, PrimaryKind... required) {
    return setup
        .settings()
        .options()
        .forPlan(
            side,
            minScore,
            aPlus,
            Set.of(required),
            new ScalpOptions.Levels(Price.of("1.0"), Price.of("2.0")));
  }

  @Test
  void planAsksForItsDirectionScoreAndTriggers() {
    Setup setup = Setup.best();
    assertThat(reasons(setup.analysis(plan(setup, Side.BUY, 8, true)))).isEmpty();
    assertThat(reason(setup.analysis(plan(setup, Side.SELL, 5, false))))
        .isEqualTo("DIRECTION_MISMATCH");
    assertThat(reasons(setup.analysis(plan(setup, Side.BUY, 5, false, PrimaryKind.MICRO_SWEEP))))
        .isEmpty();
    assertThat(reason(setup.analysis(plan(setup, Side.BUY, 5, false, PrimaryKind.LONG_WICK_TRAP))))
        .isEqualTo("NO_PRIMARY");
    setup.expansion = new Change(0.8, 1.0);
    setup.blocks = List.of();
    assertThat(reasons(setup.analysis(plan(setup, Side.BUY, 6, false)))).isEmpty();
    assertThat(reason(setup.analysis(plan(setup, Side.BUY, 6, true)))).isEqualTo("SCORE_BELOW_MIN");
  }

  @Test
  void plansOwnLevelsWinIfTheyAreValid() {
    Setup setup = Setup.best();
    ScalpOptions.Levels valid = new ScalpOptions.Levels(Price.of("1999.00"), Price.of("2001.30"));
    ScalpOptions options = setup.settings().options().forPlan(Side.BUY, 5, false, Set.of(), valid);
    ScalpIdea idea = Objects.requireNonNull(setup.analysis(options).idea());
    assertThat(idea.planned()).isTrue();
    assertThat(idea.stop()).isEqualTo(Price.of("1999.00"));
    assertThat(idea.target()).isEqualTo(Price.of("2001.30"));
    assertThat(idea.stopDistance()).isEqualByComparingTo("0.80");
  }

  @ParameterizedTest
  @CsvSource({
    "MEAN_REVERSION, 2000.999, true",
    "MEAN_REVERSION, 2001.001, false",
    "TREND, 2000.101, true",
    "TREND, 2000.000, false",
    "OFF, 2003.000, true"
  })
  void sideOfTheVwapDependsOnTheMode(VwapMode mode, double mid, boolean allowed) {
    assertThat(mode.allows(Side.BUY, mid, VwapBand.fixed(2000))).isEqualTo(allowed);
    assertThat(mode.allows(Side.SELL, 4000 - mid, VwapBand.fixed(2000))).isEqualTo(allowed);
  }

  @Test
  void secondaryAgainstTheDirectionIsIgnored() {
    Setup setup = Setup.best();
    setup.volumeIncreases = false;
    setup.choch = Bias.SELL;
    assertThat(reason(setup.analysis())).isEqualTo("NO_SECONDARY");
    assertThat(setup.analysis().secondaries())
        .containsExactly(new Secondary(SecondaryKind.MICRO_CHOCH, Bias.SELL));
    setup.choch = Bias.BUY;
    assertThat(reasons(setup.analysis())).isEmpty();
  }

  @Test
  void orderFlowCountsForBitcoinAlone() {
    Setup gold = Setup.best();
    gold.volumeIncreases = false;
    gold.spike = Bias.BUY;
    gold.divergence = Bias.BUY;
    assertThat(reason(gold.analysis())).isEqualTo("NO_SECONDARY");
    Setup generic = Setup.best().set("tapeline.plan.rule-set", "BTCUSD");
    generic.spike = Bias.BUY;
    generic.divergence = Bias.BUY;
    assertThat(generic.analysis().secondaries())
        .extracting(Secondary::kind)
        .contains(SecondaryKind.CVD_DIVERGENCE, SecondaryKind.DELTA_SPIKE);
  }

  @Test
  void edgesAgainstTheDirectionDoNotScore() {
    Setup setup = Setup.best();
    setup.previousSession = extremes("1999.90", "1990.00");
    ScalpAnalysis analysis = setup.analysis();
    assertThat(analysis.edges())
        .contains(new Edge(EdgeKind.SESSION_HL, "PREVIOUS_SESSION_HIGH", 1999.90, Bias.SELL));
    assertThat(Objects.requireNonNull(analysis.score()).edges()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"2000.40, true", "2000.50, false"})
  void clusterIsAnEdgeWithinTheTolerance(double level, boolean near) {
    Setup setup = Setup.best();
    setup.quoting("1999.90", "2000.10");
    setup.clusters = List.of(new EqualLevels.Level(SwingPoint.Kind.HIGH, level, 2));
    assertThat(setup.analysis().edges().stream().anyMatch(e -> e.kind() == EdgeKind.LIQ_CLUSTER))
        .isEqualTo(near);
  }

  @Test
  void brokenAndExpiredBlocksAreNoEdge() {
    Setup setup = Setup.best();
    setup.blocks =
        List.of(
            block(Bias.BUY, "1999.80", 1999.60, OrderBlock.State.BROKEN),
            block(Bias.BUY, "1999.80", 1999.60, OrderBlock.State.EXPIRED));
    assertThat(setup.analysis().edges()).noneMatch(edge -> edge.kind() == EdgeKind.OB_ZONE);
  }

  @Test
  void edgesCanBeSwitchedOff() {
    Setup setup =
        Setup.best()
            .set("tapeline.plan.edge.vwap-band", "false")
            .set("tapeline.plan.edge.session-hl", "false")
            .set("tapeline.plan.edge.ob-zone", "false");
    assertThat(reason(setup.analysis())).isEqualTo("MID_RANGE");
  }

  @Test
  void signalHashNamesTheSetupAndNothingElse() {
    String hash = Setup.best().analysis().signalHash();
    Setup later = Setup.best();
    later.at = at("2026-03-03T09:00:45Z");
    later.persistence = 10;
    later.quoting("1999.50", "1999.70");
    assertThat(later.analysis().signalHash()).isEqualTo(hash);
    Setup other = Setup.best();
    other.wick = WICK;
    Setup next = Setup.best();
    next.trigger = candle("2026-03-03T09:00:00Z", "1999.70", "1999.90", "1999.20", "1999.75");
    Setup none = Setup.best();
    none.sweep = Sweep.Detected.NONE;
    assertThat(List.of(hash, other.analysis().signalHash(), next.analysis().signalHash()))
        .doesNotHaveDuplicates()
        .allMatch(each -> each.length() == 16);
    assertThat(none.analysis().signalHash()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1999.40, 1999.70, 1998.98, 1999.60, 2",
    "1999.40, 1999.70, 1999.10, 1999.60, 1",
  })
  void rejectionEarnsTwoPointsFromTwoBodiesOn(
      String open, String high, String low, String close, int points) {
    Setup setup = Setup.best();
    setup.sweep = Sweep.Detected.NONE;
    setup.trigger = candle("2026-03-03T08:59:00Z", open, high, low, close);
    setup.retest = new VwapRetest.Verdict(VwapRetest.Kind.WICK_REJECTION, Bias.BUY, 0.7);
    assertThat(setup.analysis().primaries().getFirst().points()).isEqualTo(points);
  }

  @ParameterizedTest
  @CsvSource({"1999.75, 2", "1999.70, 1"})
  void engulfingEarnsTwoPointsIfItClosesInTheOuterFifth(String close, int points) {
    Setup setup = Setup.best();
    setup.sweep = Sweep.Detected.NONE;
    setup.before = candle("2026-03-03T08:58:00Z", "1999.50", "1999.60", "1999.20", "1999.30");
    setup.trigger = candle("2026-03-03T08:59:00Z", "1999.30", "1999.85", "1999.25", close);
    setup.engulfing = Bias.BUY;
    assertThat(setup.analysis().primaries().getFirst().points()).isEqualTo(points);
  }

  @Test
  void conditionsAndEvidenceShowEveryCheckWithItsNumbers() {
    ScalpAnalysis analysis = Setup.best().analysis();
    assertThat(analysis.conditions())
        .hasSameSizeAs(analysis.checks())
        .contains(
            new Condition("spread", "0.20", "0.25", true),
            new Condition("score", "8.000000", "5.000000", true));
    assertThat(analysis.evidence())
        .containsEntry("atr1", "0.866667")
        .containsEntry("atr1Limit", "0.500000")
        .containsEntry("primaries", "MICRO_SWEEP")
        .containsEntry("scoreTrigger", "2.000000")
        .containsAllEntriesOf(Map.of("score", "8.000000", "aPlus", "true"));
  }
}
