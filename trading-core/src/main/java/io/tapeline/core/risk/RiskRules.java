package io.tapeline.core.risk;

import io.tapeline.core.instrument.TradingCalendar;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.risk.RiskRule.Finding;
import io.tapeline.core.risk.RiskRule.Phase;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entry rules in the order of CATALOGUE 11.2, and their evaluation. */
public final class RiskRules {

  private static final MathContext RATIO = new MathContext(12, RoundingMode.HALF_EVEN);
  private static final BigDecimal BPS = new BigDecimal("0.0001");
  private static final Duration CLOSING = Duration.ofMinutes(5);

  private final RiskSettings settings;
  private final List<RiskRule> rules;

  public RiskRules(RiskSettings settings) {
    this.settings = settings;
    this.rules =
        List.of(
            new RiskRule("R-KILL", Phase.A_SYSTEM, "KILL_SWITCH", this::kill),
            new RiskRule("R-DATA", Phase.A_SYSTEM, "DATA_STALE", this::data),
            new RiskRule("R-DAILY-LOSS", Phase.B_ACCOUNT, "DAILY_LOSS_LIMIT", this::dailyLoss),
            new RiskRule("R-HOURS", Phase.C_MARKET, "MARKET_CLOSED", this::hours),
            new RiskRule("R-ONE-POSITION", Phase.D_POSITIONS, "POSITION_OPEN", this::onePosition),
            new RiskRule("R-FRESH", Phase.E_SIGNAL, "SIGNAL_STALE", this::fresh),
            new RiskRule("R-STOP-REQUIRED", Phase.E_SIGNAL, "TICK_TOO_COARSE", this::stop),
            new RiskRule("R-NET-EDGE", Phase.E_SIGNAL, "NET_EDGE", this::netEdge),
            new RiskRule("R-MIN-ORDER", Phase.F_SIZE, "ORDER_BELOW_MIN", this::minOrder),
            new RiskRule("R-FUNDS", Phase.F_SIZE, "INSUFFICIENT_FUNDS", this::funds),
            new RiskRule("R-LOSS-SKIP", Phase.G_LAST, "LOSS_COOLDOWN", this::lossSkip));
  }

  /** Names of the rules in the order they run. */
  public List<String> names() {
    return rules.stream().map(RiskRule::name).toList();
  }

  /**
   * What the rules say of a candidate.
   *
   * @param refusal code of the first rule that failed, null if all passed
   */
  record Verdict(@Nullable String refusal, List<RuleCheck> checks) {}

  /** Runs the rules in order; phase C to its end, the others up to the first failure. */
  Verdict judge(Candidate candidate) {
    List<RuleCheck> checks = new ArrayList<>();
    String refusal = null;
    Phase failedIn = null;
    for (RiskRule rule : rules) {
      if (failedIn != null && !(failedIn == Phase.C_MARKET && rule.phase() == Phase.C_MARKET)) {
        break;
      }
      Finding finding = rule.check().on(candidate);
      checks.add(rule.toCheck(finding));
      if (!finding.passed() && refusal == null) {
        refusal = finding.code().isEmpty() ? rule.code() : finding.code();
        failedIn = rule.phase();
      }
    }
    return new Verdict(refusal, checks);
  }

  private Finding kill(Candidate c) {
    String halted = settings.killSwitch() ? "kill switch set" : c.halted();
    return Finding.of(halted.isEmpty(), halted.isEmpty() ? "off" : halted, "off");
  }

  private Finding data(Candidate c) {
    Quote quote = c.quote();
    if (quote == null) {
      return Finding.of(false, "no quote", settings.quoteMaxAge());
    }
    // A quote is as old as its successor is late: by the market's time, or because the line is
    // behind.
    long age = Math.max(c.now().microsSince(quote.ts()), c.lineDelay());
    long limit = EventTime.micros(settings.quoteMaxAge());
    return Finding.of(age <= limit, seconds(age), seconds(limit));
  }

  private Finding dailyLoss(Candidate c) {
    Money limit = c.dayStartEquity().times(settings.dailyLossLimit().negate());
    boolean hit = c.dailyLossHit() || c.dayPnl().compareTo(limit) <= 0;
    return Finding.of(!hit, c.dayPnl(), limit);
  }

  private Finding hours(Candidate c) {
    TradingCalendar calendar = c.instrument().calendar();
    boolean open = calendar.isOpen(c.now());
    Duration left = calendar.untilSessionEnd(c.now());
    return Finding.of(
        open && left.compareTo(CLOSING) > 0,
        open ? left + " to close" : "closed",
        "more than " + CLOSING);
  }

  private Finding onePosition(Candidate c) {
    return Finding.of(
        c.positionsInSymbol() < settings.maxPositionsPerSymbol(),
        c.positionsInSymbol(),
        settings.maxPositionsPerSymbol());
  }

  private Finding fresh(Candidate c) {
    long age = c.now().microsSince(c.signal().origin().ts());
    long limit = EventTime.micros(settings.signalMaxAge());
    return Finding.of(age <= limit, seconds(age), seconds(limit));
  }

  /**
   * Every position needs a stop; rounded to the tick grid, stop and target must not be the entry.
   */
  private Finding stop(Candidate c) {
    Signal signal = c.signal();
    Price entry = c.entryPrice();
    Price stop = signal.exitPlan().stopFor(signal.side(), entry, c.instrument());
    Price target = signal.exitPlan().targetFor(signal.side(), entry, c.instrument());
    boolean distinct = !stop.equals(entry) && !target.equals(entry);
    return Finding.of(
        distinct, "entry %s, stop %s, target %s".formatted(entry, stop, target), "all different");
  }

  /**
   * R-NET-EDGE: the target must be worth the costs, and reward to risk after costs must do. The way
   * out takes liquidity; the way in does, too, unless the order is post-only.
   */
  private Finding netEdge(Candidate c) {
    if (!settings.netEdge()) {
      return Finding.of(true, "off", "off");
    }
    Quote quote = c.freshQuote();
    ExitPlan plan = c.signal().exitPlan();
    boolean maker = c.signal().entry().postOnly();
    BigDecimal fullSpread = quote.spread().divide(quote.mid(), RATIO);
    BigDecimal spread = maker ? fullSpread.divide(BigDecimal.TWO, RATIO) : fullSpread;
    BigDecimal winCost = entryFee(c).add(c.instrument().takerFee());
    BigDecimal lossCost = winCost.add(expectedSlippage(c, quote));
    BigDecimal needed = settings.netEdgeFactor().multiply(winCost.add(spread));
    Price entry = c.entryPrice();
    BigDecimal target = plan.targetFraction(entry);
    BigDecimal rewardRisk =
        target.subtract(winCost).divide(plan.stopFraction(entry).add(lossCost), RATIO);
    boolean enough = target.compareTo(needed) >= 0;
    boolean worthIt = rewardRisk.compareTo(settings.minNetRewardRisk()) >= 0;
    return Finding.of(
        enough && worthIt,
        "target %s, net reward/risk %s".formatted(plain(target), plain(rewardRisk)),
        "target >= %s, net reward/risk >= %s"
            .formatted(plain(needed), plain(settings.minNetRewardRisk())));
  }

  private static BigDecimal expectedSlippage(Candidate c, Quote quote) {
    Quantity top = quote.oppositeSize(c.signal().side());
    return c.slippage().bpsFor(c.signal().quantity(), top).multiply(BPS);
  }

  private Finding minOrder(Candidate c) {
    Quantity quantity = orderQuantity(c);
    Money notional = c.instrument().notional(c.entryPrice(), quantity);
    boolean enough =
        !quantity.isZero()
            && !quantity.isBelow(c.instrument().minQty())
            && notional.compareTo(c.instrument().minNotional()) >= 0;
    return Finding.of(
        enough,
        "quantity %s, notional %s".formatted(quantity, notional),
        "quantity >= %s, notional >= %s"
            .formatted(c.instrument().minQty(), c.instrument().minNotional()));
  }

  private Finding funds(Candidate c) {
    Money needed = reservation(c);
    return Finding.of(needed.compareTo(c.free()) <= 0, needed, c.free());
  }

  private Finding lossSkip(Candidate c) {
    return Finding.of(c.lossSkips() == 0, c.lossSkips() + " to skip", 0);
  }

  /** Quantity an approved order gets: the strategy's, down to the lot. */
  static Quantity orderQuantity(Candidate c) {
    return c.signal().quantity().downToLot(c.instrument().lotStep());
  }

  private static BigDecimal entryFee(Candidate c) {
    return c.signal().entry().postOnly() ? c.instrument().makerFee() : c.instrument().takerFee();
  }

  /** What an approved order holds back: its notional at the worst expected price and its fee. */
  static Money reservation(Candidate c) {
    Quantity quantity = orderQuantity(c);
    Price limit = c.limit();
    boolean buys = c.signal().side() == Side.BUY;
    Price price = limit != null && buys ? limit : c.entryPrice();
    BigDecimal slip = limit == null && buys ? expectedSlippage(c, c.freshQuote()) : BigDecimal.ZERO;
    BigDecimal factor = BigDecimal.ONE.add(slip).multiply(BigDecimal.ONE.add(entryFee(c)));
    return c.instrument().notional(price, quantity).times(factor);
  }

  private static String seconds(long micros) {
    return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString() + " s";
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
