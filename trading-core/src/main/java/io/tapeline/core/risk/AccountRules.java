package io.tapeline.core.risk;

import static io.tapeline.core.risk.RiskRule.Phase.B_ACCOUNT;
import static io.tapeline.core.risk.RiskRule.veto;

import io.tapeline.core.money.Money;
import io.tapeline.core.risk.RiskRule.Finding;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Phase B: whether the account may enter anything. */
final class AccountRules {

  private static final String NO_LIMIT = "no limit";

  private final RiskSettings settings;

  AccountRules(RiskSettings settings) {
    this.settings = settings;
  }

  List<RiskRule> list() {
    return List.of(
        veto("R-MIN-BALANCE", B_ACCOUNT, "BALANCE_BELOW_MIN", AccountRules::balance),
        veto("R-DAILY-LOSS", B_ACCOUNT, "DAILY_LOSS_LIMIT", this::dailyLoss),
        veto("R-DRAWDOWN", B_ACCOUNT, "MAX_DRAWDOWN", this::drawdown),
        veto("R-LEVEL", B_ACCOUNT, "RISK_CRITICAL", AccountRules::level),
        veto("R-DAILY-TRADES", B_ACCOUNT, "DAILY_TRADE_LIMIT", this::dailyTrades),
        veto("R-HOURLY-TRADES", B_ACCOUNT, "HOURLY_TRADE_LIMIT", AccountRules::hourlyTrades),
        veto("R-LOSS-STREAK", B_ACCOUNT, "LOSS_STREAK", AccountRules::lossStreak),
        veto("R-STREAM-ERR", B_ACCOUNT, "ORDERS_REJECTED", AccountRules::rejections));
  }

  private static Finding balance(Candidate c) {
    Money least = c.limits().minBalance();
    return Finding.of(c.books().equity().compareTo(least) >= 0, c.books().equity(), least);
  }

  private Finding dailyLoss(Candidate c) {
    Money limit = c.books().dayStartEquity().times(settings.day().lossLimit().negate());
    Money pnl = c.books().dayPnl();
    boolean hit = c.books().isDailyLossHit() || pnl.compareTo(limit) <= 0;
    return Finding.of(!hit, pnl, limit);
  }

  private Finding drawdown(Candidate c) {
    return Finding.of(
        !c.books().isDrawdownHit(), fraction(c.books().drawdown()), settings.drawdown().hard());
  }

  private static Finding level(Candidate c) {
    RiskLevel level = c.books().level();
    return Finding.of(level != RiskLevel.CRITICAL, level, "below " + RiskLevel.CRITICAL);
  }

  private Finding dailyTrades(Candidate c) {
    StrategyId strategy = c.signal().strategy();
    int ofAccount = c.books().entriesToday();
    int ofStrategy = c.books().entriesToday(strategy);
    int mostOfAccount = settings.day().trades();
    int mostOfStrategy = c.limits().dailyTrades();
    return Finding.of(
        isBelow(ofAccount, mostOfAccount) && isBelow(ofStrategy, mostOfStrategy),
        "%d of the account, %d of the strategy".formatted(ofAccount, ofStrategy),
        "%s of the account, %s of the strategy"
            .formatted(limit(mostOfAccount), limit(mostOfStrategy)));
  }

  private static boolean isBelow(int count, int most) {
    return most == 0 || count < most;
  }

  private static String limit(int most) {
    return most == 0 ? NO_LIMIT : Integer.toString(most);
  }

  private static Finding hourlyTrades(Candidate c) {
    int most = c.limits().hourlyTrades();
    int coming =
        c.books().holdings().working(order -> order.strategy().equals(c.signal().strategy()));
    int count =
        c.books().trades().entriesInHour(c.signal().strategy(), c.now(), Math.max(1, most))
            + coming;
    return Finding.of(isBelow(count, most), count, limit(most));
  }

  private static Finding lossStreak(Candidate c) {
    return pause(
        c,
        c.books().trades().pausedUntil(c.signal().strategy()),
        c.limits().lossStreak() == 0 ? NO_LIMIT : c.limits().lossStreak() + " losses in a row");
  }

  private static Finding rejections(Candidate c) {
    return pause(
        c,
        c.books().trades().rejectedUntil(c.signal().strategy()),
        "3 rejected orders in a minute");
  }

  private static Finding pause(Candidate c, @Nullable EventTime until, String limit) {
    boolean pauses = until != null && c.now().isBefore(until);
    return Finding.of(!pauses, pauses ? "pauses until " + until : "no pause", limit);
  }

  static String fraction(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
