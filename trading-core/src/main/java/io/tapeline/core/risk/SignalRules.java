package io.tapeline.core.risk;

import static io.tapeline.core.risk.AccountRules.fraction;
import static io.tapeline.core.risk.RiskRule.Phase.E_SIGNAL;
import static io.tapeline.core.risk.RiskRule.veto;

import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.risk.RiskRule.Finding;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Phase E: whether the signal is worth a trade. */
final class SignalRules {

  private static final MathContext RATIO = new MathContext(12, RoundingMode.HALF_EVEN);
  private static final BigDecimal BPS = new BigDecimal("10000");
  private static final BigDecimal DRIFT_SPREADS = new BigDecimal("1.5");

  private final RiskSettings settings;

  SignalRules(RiskSettings settings) {
    this.settings = settings;
  }

  List<RiskRule> first() {
    return List.of(
        veto("R-FRESH", E_SIGNAL, "SIGNAL_STALE", SignalRules::fresh),
        veto("R-STOP-REQUIRED", E_SIGNAL, "TICK_TOO_COARSE", SignalRules::stop),
        veto("R-DRIFT", E_SIGNAL, "PRICE_DRIFT", SignalRules::drift),
        veto("R-CONFIDENCE", E_SIGNAL, "LOW_CONFIDENCE", SignalRules::confidence));
  }

  RiskRule netEdge() {
    return veto("R-NET-EDGE", E_SIGNAL, "NET_EDGE", this::isWorthIt);
  }

  private static Finding fresh(Candidate c) {
    long age = c.now().microsSince(c.signal().origin().ts());
    long limit = EventTime.micros(c.limits().signalMaxAge());
    return Finding.of(age <= limit, SystemRules.seconds(age), SystemRules.seconds(limit));
  }

  /**
   * Every position needs a stop; rounded to the tick grid, stop and target must not be the entry.
   */
  private static Finding stop(Candidate c) {
    Signal signal = c.signal();
    Price entry = c.entryPrice();
    Price stop = c.stopPrice();
    Price target = signal.exitPlan().targetFor(signal.side(), entry, c.instrument());
    boolean distinct = !stop.equals(entry) && !target.equals(entry);
    return Finding.of(
        distinct, "entry %s, stop %s, target %s".formatted(entry, stop, target), "all different");
  }

  /** Of the middle of the market from what the signal was decided at. */
  private static Finding drift(Candidate c) {
    BigDecimal most = c.limits().maxDriftBps();
    if (most.signum() == 0) {
      return Finding.none("off");
    }
    Quote quote = c.freshQuote();
    BigDecimal ref = c.signal().refPrice().value();
    BigDecimal moved = quote.mid().subtract(ref).abs();
    BigDecimal bps = moved.multiply(BPS).divide(ref, RATIO);
    BigDecimal bySpread =
        quote.spread().multiply(DRIFT_SPREADS).multiply(BPS).divide(quote.mid(), RATIO);
    BigDecimal limit = most.max(bySpread);
    return Finding.of(bps.compareTo(limit) <= 0, fraction(bps) + " bps", fraction(limit) + " bps");
  }

  private static Finding confidence(Candidate c) {
    BigDecimal confidence = BigDecimal.valueOf(c.signal().confidence());
    BigDecimal least = c.limits().minConfidence();
    return Finding.of(confidence.compareTo(least) >= 0, fraction(confidence), fraction(least));
  }

  /**
   * R-NET-EDGE: the target must be worth the costs, and reward to risk after costs must do. The way
   * out takes liquidity; the way in does, too, unless the order is post-only.
   */
  private Finding isWorthIt(Candidate c) {
    if (!settings.netEdge()) {
      return Finding.none("off");
    }
    Quote quote = c.freshQuote();
    ExitPlan plan = c.signal().exitPlan();
    Price entry = c.entryPrice();
    BigDecimal winCost = c.entryFee().add(c.instrument().takerFee());
    NetEdge edge =
        new NetEdge(
            plan.targetFraction(entry),
            plan.stopFraction(entry),
            winCost,
            winCost.add(c.slippageOf(c.signal().quantity())),
            quote.spread().divide(quote.mid(), RATIO));
    BigDecimal needed = edge.needed(settings.netEdgeFactor(), c.rests() ? 1 : 2);
    BigDecimal least = c.limits().minNetRewardRisk();
    BigDecimal rewardRisk = edge.rewardRisk();
    return Finding.of(
        edge.target().compareTo(needed) >= 0 && rewardRisk.compareTo(least) >= 0,
        "target %s, net reward/risk %s".formatted(fraction(edge.target()), fraction(rewardRisk)),
        "target >= %s, net reward/risk >= %s".formatted(fraction(needed), fraction(least)));
  }
}
