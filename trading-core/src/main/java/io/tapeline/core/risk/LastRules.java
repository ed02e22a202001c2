package io.tapeline.core.risk;

import static io.tapeline.core.risk.AccountRules.fraction;
import static io.tapeline.core.risk.RiskRule.Phase.G_LAST;
import static io.tapeline.core.risk.RiskRule.veto;

import io.tapeline.core.money.Quantity;
import io.tapeline.core.risk.RiskRule.Finding;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.util.List;

/** Phase G: what only a trade that would really be placed may consume or fail. */
final class LastRules {

  private LastRules() {}

  static List<RiskRule> list() {
    return List.of(
        veto("R-LATENCY", G_LAST, "LATENCY", LastRules::latency),
        new RiskRule("R-SLIPPAGE", G_LAST, "SLIPPAGE", LastRules::slippage),
        veto("R-LOSS-SKIP", G_LAST, "LOSS_COOLDOWN", LastRules::lossSkip));
  }

  private static Finding latency(Candidate c) {
    long limit = EventTime.micros(c.limits().maxLatency());
    return Finding.of(
        c.lineDelay() <= limit, SystemRules.seconds(c.lineDelay()), SystemRules.seconds(limit));
  }

  /** Expected on the way in, against the way to the stop. */
  private static Finding slippage(Candidate c, Quantity size) {
    if (c.limits().maxSlippage().signum() == 0) {
      return Finding.none("off");
    }
    BigDecimal expected = c.entrySlippage(size).multiply(c.entryPrice().value());
    BigDecimal most = c.entryPrice().minus(c.stopPrice()).abs().multiply(c.limits().maxSlippage());
    return Finding.of(expected.compareTo(most) <= 0, fraction(expected), fraction(most));
  }

  private static Finding lossSkip(Candidate c) {
    int left = c.books().lossSkips(c.signal().strategy());
    return Finding.of(left == 0, left + " to skip", 0);
  }
}
