package io.tapeline.core.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked numbers of CATALOGUE 10 and 11. */
class RiskFormulasTest {

  private static final PortfolioRisk.Correlations ALIKE = (i, j) -> 0.9;

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  /** Equity 10 000, 2 %, stop 200 away, factor 0.75: 0.75 units, 33 750 notional. */
  @Test
  void sizeLosesTheFractionOfEquityAtTheStop() {
    BigDecimal quantity =
        Sizes.fixedFractional(
            Money.of("10000"), decimal("0.02"), decimal("0.75"), decimal("200"), BigDecimal.ZERO);
    assertThat(quantity).isEqualByComparingTo("0.75");
    assertThat(quantity.multiply(decimal("45000"))).isEqualByComparingTo("33750");
    assertThat(Sizes.within(Money.of("3000"), Money.of("45000")))
        .isEqualByComparingTo("0.0666666666666666666");
  }

  /** Fees of 0.04 % at 200 and at 199.5, slippage of 0.05 % at 200: 0.2598 a unit. */
  @Test
  void costsOfAUnitShrinkTheSize() {
    BigDecimal cost =
        decimal("200")
            .multiply(decimal("0.0004"))
            .add(decimal("199.5").multiply(decimal("0.0004")))
            .add(decimal("200").multiply(decimal("0.0005")));
    assertThat(cost).isEqualByComparingTo("0.2598");
    assertThat(
            Sizes.fixedFractional(
                    Money.of("10000"), decimal("0.005"), BigDecimal.ONE, decimal("0.5"), cost)
                .setScale(2, RoundingMode.DOWN))
        .isEqualByComparingTo("65.80");
  }

  @Test
  void noFactorRaisesTheRisk() {
    BigDecimal full =
        Sizes.fixedFractional(
            Money.of("1000"), decimal("0.02"), BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO);
    assertThat(
            Sizes.fixedFractional(
                Money.of("1000"), decimal("0.02"), decimal("1.1"), BigDecimal.ONE, BigDecimal.ZERO))
        .isEqualByComparingTo(full);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.5", "0.5, 0.75", "0.75, 0.875", "1, 1", "2, 1"})
  void confidenceCountsFromAHalf(BigDecimal confidence, BigDecimal factor) {
    assertThat(Sizes.confidenceFactor(confidence)).isEqualByComparingTo(factor);
  }

  @Test
  void kellysQuarterIsCapped() {
    double fraction = Sizes.kelly(0.55, 1.5);
    assertThat(fraction).isCloseTo(0.25, within(1e-12));
    assertThat(Sizes.quarterKelly(fraction, BigDecimal.ONE).doubleValue())
        .isCloseTo(0.0625, within(1e-12));
    assertThat(Sizes.quarterKelly(fraction, decimal("0.02"))).isEqualByComparingTo("0.02");
    assertThat(Sizes.quarterKelly(-0.1, decimal("0.02"))).isZero();
    assertThat(Sizes.shrunkWinRate(20, 30)).isEqualTo(25.0 / 40);
  }

  @ParameterizedTest(name = "volatility {0}: {1}")
  @CsvSource({"5, 2.0", "20, 0.5", "8, 1.25", "100, 0.5"})
  void volatilityScalesBetweenAHalfAndTwo(double volatility, double factor) {
    assertThat(Sizes.volatilityFactor(10, volatility)).isEqualTo(factor);
  }

  /**
   * CO-FEAS: percent, or price units. The row, target, stop, costs, spread; break-even and
   * driftless shares, edge needed; to as many digits as the catalogue has.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "S0 base taker,      0.6138, 0.6138, 0.52, 0.52, 0.002,  0.9236, 0.498, 0.425",
    "S0 base maker,      0.6138, 0.6138, 0.32, 0.42, 0.002,  0.7787, 0.498, 0.280",
    "S0 k 2 maker,       1.2276, 1.2276, 0.32, 0.42, 0.002,  0.6448, 0.499, 0.146",
    "S2 AAPL,            0.15,   0.05,   0,    0,    0.0067, 0.2500, 0.217, 0.034",
    "S3 XAU spread 0.25, 1.75,   0.85,   0,    0,    0.25,   0.3269, 0.231, 0.096",
    "S3 XAU spread 0.12, 1.75,   0.85,   0,    0,    0.12,   0.3269, 0.281, 0.046",
    "S3 BTC spread 2,    17.5,   7.5,    0,    0,    2,      0.3000, 0.220, 0.080",
    "S4 scalp,           0.3,    0.2,    0.08, 0.08, 0.01,   0.5600, 0.380, 0.180",
    "S4 profile,         0.4,    0.2,    0.08, 0.08, 0.01,   0.4667, 0.317, 0.150"
  })
  void feasibilityIsThatOfTheCatalogue(
      String row,
      BigDecimal target,
      BigDecimal stop,
      BigDecimal winCost,
      BigDecimal lossCost,
      BigDecimal spread,
      double breakEven,
      double driftless,
      double edge) {
    NetEdge of = new NetEdge(target, stop, winCost, lossCost, spread);
    assertThat(of.breakEvenWinRate()).as(row).isCloseTo(breakEven, within(0.00005));
    assertThat(of.driftlessWinRate()).as(row).isCloseTo(driftless, within(0.00051));
    assertThat(of.edgeNeeded()).as(row).isCloseTo(edge, within(0.0006));
  }

  @Test
  void feesAboveTheTargetCannotBeEarned() {
    NetEdge of =
        new NetEdge(
            decimal("0.15"), decimal("0.05"), decimal("0.52"), decimal("0.52"), decimal("0.002"));
    assertThat(of.breakEvenWinRate()).isCloseTo(2.85, within(0.005));
    NetEdge wide =
        new NetEdge(
            decimal("17.5"), decimal("7.5"), BigDecimal.ZERO, BigDecimal.ZERO, decimal("15"));
    assertThat(wide.driftlessWinRate()).isNegative();
  }

  /** 0.6138 against 1.5 (0.52 + 0.002); maker 0.32, one taking leg; 0.2938 / 1.0338. */
  @Test
  void netEdgeIsThatOfTheCatalogue() {
    BigDecimal factor = decimal("1.5");
    NetEdge taker =
        new NetEdge(
            decimal("0.6138"),
            decimal("0.6138"),
            decimal("0.52"),
            decimal("0.52"),
            decimal("0.002"));
    assertThat(taker.needed(factor, 2)).isEqualByComparingTo("0.783");
    NetEdge maker =
        new NetEdge(
            decimal("0.6138"),
            decimal("0.6138"),
            decimal("0.32"),
            decimal("0.42"),
            decimal("0.002"));
    assertThat(maker.needed(factor, 0)).isEqualByComparingTo("0.48");
    assertThat(maker.rewardRisk().doubleValue()).isCloseTo(0.284, within(0.0005));
    BigDecimal wider = decimal("0.6138").multiply(decimal("1.1"));
    NetEdge widened = new NetEdge(wider, wider, decimal("0.32"), decimal("0.42"), decimal("0.002"));
    assertThat(widened.rewardRisk().doubleValue()).isCloseTo(0.324, within(0.0005));
  }

  @Test
  void portfolioRiskIsThatOfTheCatalogue() {
    assertThat(PortfolioRisk.of(List.of(0.01, 0.01), ALIKE)).isCloseTo(0.019494, within(1e-6));
    assertThat(PortfolioRisk.of(List.of(0.01, -0.01), ALIKE)).isCloseTo(0.004472, within(1e-6));
    assertThat(PortfolioRisk.share(0.02, 0.02, 0.9 * 0.02, 0.03)).isCloseTo(0.5353, within(5e-5));
  }

  @Test
  void shareOfACandidateKeepsTheWholeWithinTheCapAndIsTheLargestThatDoes() {
    Random random = new Random(20261122);
    for (int history = 0; history < 20_000; history++) {
      List<Double> risks = new ArrayList<>();
      int count = random.nextInt(6);
      for (int i = 0; i < count; i++) {
        risks.add((random.nextBoolean() ? 1 : -1) * random.nextDouble() * 0.02);
      }
      double rho = random.nextDouble();
      double candidate = 1e-4 + random.nextDouble() * 0.03;
      double cap = 0.005 + random.nextDouble() * 0.03;
      double before = PortfolioRisk.of(risks, (i, j) -> rho);
      double covariance = rho * risks.stream().mapToDouble(Double::doubleValue).sum();
      double share = PortfolioRisk.share(before, candidate, covariance, cap);
      assertThat(share).isBetween(0.0, 1.0);
      double after = with(risks, candidate * share, rho);
      if (share > 0) {
        assertThat(after).isLessThanOrEqualTo(Math.max(cap, before) + 1e-9);
      }
      if (share < 1 && before < cap) {
        assertThat(with(risks, candidate * Math.min(1, share + 1e-3), rho))
            .isGreaterThanOrEqualTo(cap - 1e-9);
      }
    }
  }

  private static double with(List<Double> risks, double candidate, double rho) {
    List<Double> all = new ArrayList<>(risks);
    all.add(candidate);
    return PortfolioRisk.of(all, (i, j) -> rho);
  }

  @Test
  void levelIsThatOfTheCatalogue() {
    double score = RiskLevel.score(0.5, 0.05 / 0.15, 0.4, 0.02 / 0.05);
    assertThat(score).isCloseTo(0.37, within(1e-12));
    assertThat(RiskLevel.of(score)).isEqualTo(RiskLevel.LOW);
  }

  @ParameterizedTest
  @CsvSource({
    "0.399, LOW, 1",
    "0.4, MEDIUM, 0.8",
    "0.599, MEDIUM, 0.8",
    "0.6, HIGH, 0.5",
    "0.799, HIGH, 0.5",
    "0.8, CRITICAL, 0",
    "1, CRITICAL, 0"
  })
  void levelsBeginInclusively(double score, RiskLevel level, BigDecimal multiplier) {
    assertThat(RiskLevel.of(score)).isEqualTo(level);
    assertThat(level.multiplier()).isEqualByComparingTo(multiplier);
  }

  /** Equity 1000 at 2x: 1500 uses 750, 900 uses 450. Alone at 450, 900 is liquidated 30 % away. */
  @Test
  void marginIsThatOfTheCatalogue() {
    assertThat(Margin.level(1000, 750)).isCloseTo(1.333, within(5e-4)).isLessThan(2);
    assertThat(Margin.level(1000, 450)).isCloseTo(2.222, within(5e-4)).isGreaterThan(2);
    assertThat(Margin.liquidationMove(450, 450, 900)).isCloseTo(0.30, within(1e-12));
  }
}
