package io.tapeline.core.risk;

import static io.tapeline.core.risk.AccountRules.fraction;
import static io.tapeline.core.risk.RiskRule.sizing;

import io.tapeline.core.instrument.AssetClass;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.risk.RiskRule.Finding;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.Rung;
import io.tapeline.core.signal.StrategyId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Phase F: how large the trade may be. The strategy asks for a size; each rule leaves it or takes
 * some of it, until it is below the least order.
 */
final class SizeRules {

  private static final StrategyId SUBCENT = new StrategyId("subcent");
  private static final MathContext DOWN = new MathContext(18, RoundingMode.DOWN);
  private static final BigDecimal LEAST_PERFORMANCE = new BigDecimal("0.3");
  private static final BigDecimal SOFT = new BigDecimal("0.5");
  private static final double SAME_CLASS = 0.8;
  private static final double OTHER_CLASS = 0.3;

  private final RiskSettings settings;

  SizeRules(RiskSettings settings) {
    this.settings = settings;
  }

  List<RiskRule> list() {
    return List.of(
        sizing("R-RISK-TRADE", "ORDER_BELOW_MIN", this::riskOfTrade),
        sizing("R-TRADE-CAP", "ORDER_BELOW_MIN", this::tradeCap),
        sizing("R-ALLOC", "ALLOCATION_FULL", this::allocation),
        sizing("R-PERF-SIZE", "ORDER_BELOW_MIN", this::performance),
        sizing("R-LEVEL-SIZE", "ORDER_BELOW_MIN", this::level),
        sizing("R-MAX-NOTIONAL", "ORDER_BELOW_MIN", this::notional),
        sizing("R-EXPOSURE", "EXPOSURE_FULL", this::exposure),
        sizing("R-CORR", "CORRELATED", this::correlated),
        sizing("R-MARGIN", "MARGIN_LEVEL", SizeRules::margin),
        sizing("R-MIN-ORDER", "ORDER_BELOW_MIN", SizeRules::minOrder),
        sizing("R-FUNDS", "INSUFFICIENT_FUNDS", SizeRules::funds));
  }

  /** SZ-RISK: the size whose loss at the stop, costs included, is the fraction of equity. */
  private Finding riskOfTrade(Candidate c, Quantity size) {
    String limit =
        "%s of equity x %s"
            .formatted(fraction(settings.sizing().maxRisk()), fraction(confidence(c)));
    return limited(c, withinRisk(c), size, limit);
  }

  private static BigDecimal confidence(Candidate c) {
    return c.limits().sizedByConfidence()
        ? Sizes.confidenceFactor(BigDecimal.valueOf(c.signal().confidence()))
        : BigDecimal.ONE;
  }

  private BigDecimal withinRisk(Candidate c) {
    return Sizes.fixedFractional(
        c.books().equity(),
        settings.sizing().maxRisk(),
        confidence(c),
        c.stopDistance(),
        c.costPerUnit());
  }

  /**
   * S1-ALLOC: a share of the strategy's allocation, raised to the venue's least order, never above
   * a share of the equity. This, not the signal, says the size.
   */
  private Finding tradeCap(Candidate c, Quantity size) {
    if (!c.signal().strategy().equals(SUBCENT)) {
      return Finding.none("not the strategy's");
    }
    Money cap =
        c.books()
            .equity()
            .times(settings.allocation().accountUsage())
            .times(settings.allocation().tradeSize())
            .times(tier(c));
    Money hard = c.books().equity().times(settings.allocation().hardCap());
    Money least = c.instrument().minNotional();
    Money upsized = cap.compareTo(least) < 0 ? least : cap;
    Money most = upsized.compareTo(hard) < 0 ? upsized : hard;
    Quantity sized = new Quantity(Sizes.within(most, payable(c)).min(withinRisk(c)));
    return new Finding(true, "", sized + " for " + size, most + " a trade", sized);
  }

  private Finding allocation(Candidate c, Quantity size) {
    if (!c.signal().strategy().equals(SUBCENT)) {
      return Finding.none("not the strategy's");
    }
    Money all = c.books().equity().times(settings.allocation().accountUsage()).times(tier(c));
    Money bound = c.books().holdings().exposure(SUBCENT::equals);
    Money left = all.minus(bound);
    return left.isPositive()
        ? limited(c, Sizes.within(left, unit(c)), size, all + " in all")
        : Finding.of(false, bound + " bound", all);
  }

  /** The multiplier of the token's tier, as the signal says it. */
  private static BigDecimal tier(Candidate c) {
    String said = c.signal().evidence().get("riskMultiplier");
    return said == null ? BigDecimal.ONE : new BigDecimal(said).min(BigDecimal.ONE);
  }

  private Finding performance(Candidate c, Quantity size) {
    int least = settings.sizing().minTrades();
    BigDecimal limit = settings.sizing().minWinRate();
    if (c.books().trades().trades() < least) {
      return Finding.of(
          true, c.books().trades().trades() + " trades in 24 h", "from " + least + " on");
    }
    BigDecimal rate = BigDecimal.valueOf(c.books().trades().winRate(least));
    BigDecimal factor =
        rate.compareTo(limit) < 0
            ? rate.divide(limit, DOWN).max(LEAST_PERFORMANCE)
            : BigDecimal.ONE;
    return scaled(size, factor, "win rate " + fraction(rate), limit.toPlainString());
  }

  private Finding level(Candidate c, Quantity size) {
    RiskLevel level = c.books().level();
    boolean soft = c.books().drawdown().compareTo(settings.drawdown().soft()) >= 0;
    BigDecimal factor = soft ? level.multiplier().min(SOFT) : level.multiplier();
    return scaled(
        size,
        factor,
        "level %s, drawdown %s".formatted(level, fraction(c.books().drawdown())),
        "soft drawdown " + fraction(settings.drawdown().soft()));
  }

  private Finding notional(Candidate c, Quantity size) {
    Money limit = c.books().equity().times(settings.sizing().maxNotional());
    return limited(c, Sizes.within(limit, bound(c)), size, limit + " notional");
  }

  private Finding exposure(Candidate c, Quantity size) {
    Money limit = c.books().equity().times(settings.sizing().maxExposure());
    Money open = c.books().holdings().exposure();
    Money room = limit.minus(open);
    return room.isPositive()
        ? limited(c, Sizes.within(room, bound(c)), size, "%s less %s".formatted(limit, open))
        : Finding.of(false, open, limit);
  }

  /** R-CORR, by the cautious correlations of classes of instruments. */
  private Finding correlated(Candidate c, Quantity size) {
    double equity = c.books().equity().value().doubleValue();
    List<Holdings.Open> open = c.books().holdings().atRisk();
    RiskSettings.Portfolio limits = settings.portfolio();
    if (equity <= 0) {
      return Finding.of(false, "no equity", limits.maxRisk());
    }
    int sign = c.signal().side().sign();
    List<Double> risks = new ArrayList<>(open.size());
    double covariance = 0;
    int together = 0;
    for (Holdings.Open each : open) {
      double risk = each.signedRisk() / equity;
      double rho = correlation(c.signal().symbol(), c.instrument().assetClass(), each);
      risks.add(risk);
      covariance += sign * rho * risk;
      boolean moves = rho >= limits.correlated().doubleValue();
      together += moves && each.side() == c.signal().side() ? 1 : 0;
    }
    if (together >= limits.sameDirection()) {
      return Finding.of(
          false,
          together + " correlated positions in the same direction",
          "at most " + limits.sameDirection() + " with the new one");
    }
    double before =
        PortfolioRisk.of(
            risks,
            (i, j) -> correlation(open.get(i).symbol(), open.get(i).assetClass(), open.get(j)));
    double unit = c.stopDistance().add(c.costPerUnit()).doubleValue();
    double candidate = unit * size.value().doubleValue() / equity;
    double share =
        candidate <= 0
            ? 0
            : PortfolioRisk.share(before, candidate, covariance, limits.maxRisk().doubleValue());
    String value = "portfolio risk %.6f, share %.6f".formatted(before, share);
    if (share < limits.leastScale().doubleValue()) {
      return Finding.of(
          false, value, "risk %s, share %s".formatted(limits.maxRisk(), limits.leastScale()));
    }
    return scaled(size, BigDecimal.valueOf(share), value, "risk " + limits.maxRisk());
  }

  private static double correlation(Symbol symbol, AssetClass of, Holdings.Open other) {
    if (symbol.equals(other.symbol())) {
      return 1;
    }
    return of == other.assetClass() ? SAME_CLASS : OTHER_CLASS;
  }

  /** MG-LEVEL and MG-LIQ, for instruments that are held on margin by nature. */
  private static Finding margin(Candidate c, Quantity size) {
    if (!c.instrument().isOnMargin()) {
      return Finding.none("paid in full");
    }
    double equity = c.books().equity().value().doubleValue();
    double notional = c.instrument().notional(c.entryPrice(), size).value().doubleValue();
    double used =
        c.books().holdings().exposure().value().doubleValue()
            + notional * c.instrument().marginRate().doubleValue();
    double level = Margin.level(equity, used);
    if (level < Margin.LEAST_LEVEL) {
      return Finding.of(false, "level %.4f".formatted(level), Margin.LEAST_LEVEL);
    }
    double stop = c.signal().exitPlan().stopFraction(c.entryPrice()).doubleValue();
    double most = Margin.MOST_OF_LIQUIDATION * Margin.liquidationMove(equity, used, notional);
    return Finding.of(
        stop <= most,
        "LIQ_TOO_CLOSE",
        "level %.4f, stop at %.6f".formatted(level, stop),
        "level %.1f, half of the way to liquidation %.6f".formatted(Margin.LEAST_LEVEL, most));
  }

  /** A ladder is as small as its smallest rung, and its rungs are all of it. */
  private static Finding minOrder(Candidate c, Quantity size) {
    Quantity inLots = size.downToLot(c.instrument().lotStep());
    Quantity least = inLots;
    Money notional = c.instrument().notional(c.entryPrice(), inLots);
    EntryOrder entry = entry(c, inLots);
    for (Rung rung : entry.rungs()) {
      least = least.min(rung.quantity());
      Money value = c.instrument().notional(rung.price(), rung.quantity());
      notional = value.compareTo(notional) < 0 ? value : notional;
    }
    Quantity quantity = entry.isLadder() ? entry.quantity() : inLots;
    boolean whole =
        !entry.isLadder() || c.signal().entry().quantity().equals(c.signal().quantity());
    boolean enough =
        whole
            && !least.isZero()
            && !least.isBelow(c.instrument().minQty())
            && notional.compareTo(c.instrument().minNotional()) >= 0;
    String value = "quantity %s, notional %s".formatted(least, notional);
    String limit =
        "quantity >= %s, notional >= %s"
            .formatted(c.instrument().minQty(), c.instrument().minNotional());
    return enough ? Finding.atMost(quantity, size, value, limit) : Finding.of(false, value, limit);
  }

  /** How a position of this size is opened. */
  static EntryOrder entry(Candidate c, Quantity size) {
    return c.signal().entry().within(size, c.instrument().lotStep());
  }

  private static Finding funds(Candidate c, Quantity size) {
    Money needed = reservation(c, size);
    Money free = c.books().holdings().free();
    return Finding.of(needed.compareTo(free) <= 0, needed, free);
  }

  /**
   * What an approved order holds back: its notional at the worst expected price and its fee. A
   * ladder holds back each rung at its own price, a seller's at the touch where that is higher.
   */
  static Money reservation(Candidate c, Quantity size) {
    if (c.signal().entry().isLadder()) {
      return ladderReservation(c, entry(c, size));
    }
    Price limit = c.limit();
    Price price = limit != null && c.buys() ? limit : c.entryPrice();
    BigDecimal slip = c.buys() ? c.entrySlippage(size) : BigDecimal.ZERO;
    BigDecimal factor = BigDecimal.ONE.add(slip).multiply(BigDecimal.ONE.add(c.entryFee()));
    return c.instrument().notional(price, size).times(factor);
  }

  private static Money ladderReservation(Candidate c, EntryOrder entry) {
    Price touch = c.freshQuote().oppositeTouch(c.signal().side());
    Money notional = Money.ZERO;
    for (Rung rung : entry.rungs()) {
      boolean atTouch = !c.buys() && touch.isAbove(rung.price());
      Price worst = atTouch ? touch : rung.price();
      notional = notional.plus(c.instrument().notional(worst, rung.quantity()));
    }
    return notional.times(BigDecimal.ONE.add(c.entryFee()));
  }

  private static Money unit(Candidate c) {
    return c.instrument().notional(c.entryPrice(), new Quantity(BigDecimal.ONE));
  }

  /** What a unit costs with its fee. */
  private static Money payable(Candidate c) {
    return unit(c).times(BigDecimal.ONE.add(c.entryFee()));
  }

  /** What a unit binds: on margin, its margin. */
  private static Money bound(Candidate c) {
    return unit(c).times(c.instrument().marginRate());
  }

  private static Finding limited(Candidate c, BigDecimal most, Quantity size, Object limit) {
    Quantity quantity = new Quantity(most);
    String value =
        quantity.isBelow(size)
            ? "%s of %s".formatted(quantity.downToLot(c.instrument().lotStep()), size)
            : size.toString();
    return Finding.atMost(quantity, size, value, limit);
  }

  private static Finding scaled(Quantity size, BigDecimal factor, String value, String limit) {
    Quantity left = new Quantity(size.value().multiply(factor, DOWN));
    return Finding.atMost(left, size, value + ", x " + fraction(factor), limit);
  }
}
