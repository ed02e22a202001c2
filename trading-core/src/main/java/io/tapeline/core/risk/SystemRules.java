package io.tapeline.core.risk;

import static io.tapeline.core.risk.RiskRule.Phase.A_SYSTEM;
import static io.tapeline.core.risk.RiskRule.veto;

import io.tapeline.core.market.Quote;
import io.tapeline.core.risk.RiskRule.Finding;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.util.List;

/** Phase A: whether orders may go out at all. */
final class SystemRules {

  private final RiskSettings settings;

  SystemRules(RiskSettings settings) {
    this.settings = settings;
  }

  List<RiskRule> list() {
    return List.of(
        veto("R-KILL", A_SYSTEM, "KILL_SWITCH", this::kill),
        veto("R-MODE", A_SYSTEM, "LIVE_NOT_CONFIRMED", this::mode),
        veto("R-CREDS", A_SYSTEM, "NO_CREDENTIALS", this::credentials),
        veto("R-DATA", A_SYSTEM, "DATA_STALE", SystemRules::data),
        veto("R-RATE", A_SYSTEM, "RATE_LIMIT", this::rate));
  }

  private Finding kill(Candidate c) {
    String halted = settings.killSwitch() ? "kill switch set" : c.books().haltReason();
    return Finding.of(halted.isEmpty(), halted.isEmpty() ? "off" : halted, "off");
  }

  private Finding mode(Candidate c) {
    return Finding.of(
        !settings.live() || settings.liveConfirmed(),
        settings.live() ? "live" : "paper",
        "paper or confirmed live");
  }

  /** No venue takes orders for real yet: nothing could have checked what a key may do. */
  private Finding credentials(Candidate c) {
    return Finding.of(
        !settings.live(), settings.live() ? "none checked" : "paper", "allowed to trade, if live");
  }

  private static Finding data(Candidate c) {
    Quote quote = c.quote();
    long limit = EventTime.micros(c.limits().quoteMaxAge());
    if (quote == null) {
      return Finding.of(false, "no quote", seconds(limit));
    }
    // A quote is as old as its successor is late: by the market's time, or because the line is
    // behind.
    long age = Math.max(c.now().microsSince(quote.ts()), c.lineDelay());
    return Finding.of(age <= limit, seconds(age), seconds(limit));
  }

  private Finding rate(Candidate c) {
    int most = settings.positions().ordersPerMinute();
    int sent = c.books().approvalsInMinute(c.now());
    return Finding.of(sent < most, sent + " in a minute", most);
  }

  static String seconds(long micros) {
    return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString() + " s";
  }
}
