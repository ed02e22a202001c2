package io.tapeline.core.risk;

import static io.tapeline.core.risk.RiskRule.Phase.C_MARKET;
import static io.tapeline.core.risk.RiskRule.veto;

import io.tapeline.core.indicator.MarketSession;
import io.tapeline.core.indicator.SessionClock;
import io.tapeline.core.indicator.Thresholds;
import io.tapeline.core.instrument.TradingCalendar;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.risk.RiskRule.Finding;
import io.tapeline.core.strategy.Condition;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Phase C: whether the instrument's market may be traded now. */
final class MarketRules {

  private static final Duration CLOSING = Duration.ofMinutes(5);
  private static final SessionClock SESSIONS = new SessionClock(SessionClock.Mode.DST_AWARE);
  private static final String NO_SAMPLES = "too few samples";

  private final RiskSettings settings;

  MarketRules(RiskSettings settings) {
    this.settings = settings;
  }

  List<RiskRule> list() {
    return List.of(
        veto("R-HOURS", C_MARKET, "MARKET_CLOSED", MarketRules::hours),
        veto("R-SPREAD-REL", C_MARKET, "SPREAD_RATIO", this::spreadRatio),
        veto("R-ASIAN-EXP", C_MARKET, "ASIAN_EXPANSION", this::asianExpansion),
        veto("R-SPREAD-STOP", C_MARKET, "SPREAD_VS_STOP", this::spreadAgainstStop));
  }

  private static Finding hours(Candidate c) {
    TradingCalendar calendar = c.instrument().calendar();
    boolean open = calendar.isOpen(c.now());
    Duration left = calendar.untilSessionEnd(c.now());
    return Finding.of(
        open && left.compareTo(CLOSING) > 0,
        open ? left + " to close" : "closed",
        "more than " + CLOSING);
  }

  private Finding spreadRatio(Candidate c) {
    Quote quote = c.freshQuote();
    SpreadWindow.Statistics before = c.books().spreadsBefore(quote);
    String limit =
        "ratio %s, z %s"
            .formatted(
                settings.spreads().maxRatio().toPlainString(),
                settings.spreads().maxZ().toPlainString());
    if (before == null) {
      return Finding.of(true, NO_SAMPLES, limit);
    }
    double spread = quote.spread().doubleValue();
    boolean ratio =
        Thresholds.atMost(before.ratio(spread), settings.spreads().maxRatio().doubleValue());
    boolean z = Thresholds.atMost(before.z(spread), settings.spreads().maxZ().doubleValue());
    return Finding.of(
        ratio && z,
        ratio ? "SPREAD_Z" : "SPREAD_RATIO",
        String.format(Locale.ROOT, "ratio %.6f, z %.6f", before.ratio(spread), before.z(spread)),
        limit);
  }

  private Finding asianExpansion(Candidate c) {
    Quote quote = c.freshQuote();
    SpreadWindow.Statistics before = c.books().spreadsBefore(quote);
    BigDecimal most = settings.spreads().asianExpansion();
    if (most.signum() == 0) {
      return Finding.none("off");
    }
    String limit = "ratio below %s in the Asian session".formatted(most.toPlainString());
    if (before == null) {
      return Finding.of(true, NO_SAMPLES, limit);
    }
    MarketSession session = SESSIONS.at(c.now()).session();
    double ratio = before.ratio(quote.spread().doubleValue());
    boolean expanded = Thresholds.atLeast(ratio, most.doubleValue());
    return Finding.of(
        session != MarketSession.ASIAN || !expanded,
        "ratio %s in session %s".formatted(Condition.number(ratio), session),
        limit);
  }

  /** A stop within reach of the spread is met by noise. */
  private Finding spreadAgainstStop(Candidate c) {
    Quote quote = c.freshQuote();
    Price stop = c.stopPrice();
    BigDecimal distance;
    BigDecimal spreads;
    if (c.rests()) {
      Price exit = quote.oppositeTouch(c.signal().side().opposite());
      BigDecimal above = exit.minus(stop);
      distance = c.buys() ? above : above.negate();
      spreads = settings.spreads().makerStop();
    } else {
      distance = c.entryPrice().minus(stop).abs();
      spreads = settings.spreads().takerStop();
    }
    BigDecimal least = quote.spread().multiply(spreads);
    return Finding.of(
        distance.compareTo(least) >= 0,
        "stop %s away".formatted(AccountRules.fraction(distance)),
        "%s spreads: %s".formatted(spreads.toPlainString(), AccountRules.fraction(least)));
  }
}
