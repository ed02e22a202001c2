package io.tapeline.core.strategy.subcent;

import io.tapeline.core.indicator.Reading;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Trailing;
import io.tapeline.core.strategy.Check;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** An entry at one moment, judged (S1-SELECT to S1-OPP). */
final class SubcentEntry {

  private static final String NONE = "none";
  private static final int QUANTITY_SCALE = 12;
  private static final double CONFIDENCE = 1.0;
  private static final double TOLERANCE = 1e-9;

  private final SubcentSettings settings;
  private final Instrument instrument;
  private final TradeTrend trend;
  private final MinuteFigures minutes;
  private final EventTime now;
  private final List<Check> checks = new ArrayList<>();
  private final @Nullable Deal deal;

  /** What would be done, where there is a quote and a last price. */
  private record Deal(
      Quote quote,
      Price last,
      Tier tier,
      Depth depth,
      double spread,
      OptionalDouble probability,
      Price highest,
      Price buy,
      Quantity quantity,
      ExitPlan plan) {}

  SubcentEntry(
      SubcentSettings settings,
      Instrument instrument,
      TradeFilter filter,
      TradeTrend trend,
      MinuteFigures minutes,
      @Nullable Quote quote,
      EventTime now) {
    this.settings = settings;
    this.instrument = instrument;
    this.trend = trend;
    this.minutes = minutes;
    this.now = now;
    Price last = trend.last();
    this.deal = quote == null || last == null ? null : deal(quote, last, filter);
    select(last);
    checks.add(quoteAge(quote));
    if (deal != null) {
      check(deal);
    }
  }

  /** Every condition that can be told, in the order in which it is asked. */
  List<Check> checks() {
    return checks;
  }

  /** The wish, or the first refusal. */
  Opinion opinion() {
    Opinion.Skip refusal = Check.refusal(checks);
    if (refusal != null) {
      return refusal;
    }
    if (deal == null) {
      throw new IllegalStateException("an entry whose conditions are met lacks something");
    }
    return wish(deal);
  }

  private void select(@Nullable Price last) {
    SubcentSettings.Selection selection = settings.selection();
    String symbol = instrument.symbol().value();
    boolean listed =
        instrument.quote().equals(selection.quote()) && !selection.excluded().contains(symbol);
    checks.add(
        Check.of(
            "SYMBOL_NOT_CONFIGURED",
            "instrument",
            symbol + " in " + instrument.quote(),
            "in " + selection.quote() + ", not excluded",
            listed));
    String limit = selection.maxPrice().toPlainString();
    checks.add(
        last == null
            ? Check.of("LAST_PRICE_NOT_READY", "price", NONE, limit, false)
            : Check.of(
                "PRICE_TOO_HIGH",
                "price",
                last.toString(),
                limit,
                last.value().compareTo(selection.maxPrice()) <= 0));
  }

  private Check quoteAge(@Nullable Quote quote) {
    long most = EventTime.micros(settings.quoteMaxAge());
    long age = quote == null ? Long.MAX_VALUE : now.microsSince(quote.ts());
    return Check.of(
        "NO_BOOK",
        "quote age",
        quote == null ? NONE : Condition.number(age / 1e6) + " s",
        Condition.number(most / 1e6) + " s",
        age <= most);
  }

  private Deal deal(Quote quote, Price last, TradeFilter filter) {
    Tier tier = Tier.of(last, settings.tiers());
    Depth depth = new TouchDepth(quote, instrument);
    double spread = quote.spread().doubleValue() / quote.mid().doubleValue();
    Double known = depth.imbalance(settings.liquidity().imbalanceLevels()).orNull();
    double imbalance = known == null ? 0 : known;
    OptionalDouble probability =
        filter.probability(
            new TradeFilter.Candidate(
                now,
                last.value().doubleValue(),
                minutes.volume().value().doubleValue(),
                spread,
                imbalance,
                trend.change(),
                2 * instrument.makerFee().doubleValue()));
    Pricing pricing = settings.pricing();
    Price highest = pricing.highest(last, instrument);
    Pricing.Signs signs = new Pricing.Signs(imbalance, trend.direction(), probability);
    Price buy = pricing.buy(quote, highest, signs, instrument);
    return new Deal(
        quote,
        last,
        tier,
        depth,
        spread,
        probability,
        highest,
        buy,
        quantity(tier, buy),
        exitPlan(tier));
  }

  /** What the trade's quote amount buys with its fee, in lots. */
  private Quantity quantity(Tier tier, Price buy) {
    BigDecimal quote = settings.tradeQuote().times(tier.riskMultiplier()).value();
    BigDecimal unit = buy.movedBy(instrument.makerFee()).multiply(instrument.contractSize());
    return new Quantity(quote.divide(unit, QUANTITY_SCALE, RoundingMode.DOWN))
        .downToLot(instrument.lotStep());
  }

  private ExitPlan exitPlan(Tier tier) {
    return new ExitPlan(
        new Level.Away(tier.stopLoss()),
        List.of(settings.pricing().sell(tier.profitMargin(), instrument)),
        Trailing.NONE,
        false,
        Duration.ZERO,
        settings.maxHold(),
        false,
        0,
        BigDecimal.ZERO,
        false);
  }

  private void check(Deal of) {
    checks.add(volume(of.tier));
    checks.add(Check.atMost("SPREAD_ABS", "spread", of.spread, of.tier.maxSpread()));
    checks.add(near(of.depth, Side.BUY, "bid depth"));
    checks.add(near(of.depth, Side.SELL, "ask depth"));
    checks.add(ownShare(of));
    checks.add(knife(of));
    checks.add(filter(of.probability));
    checks.add(trendSpread(of));
    checks.add(
        Check.of(
            "PRICE_TOO_HIGH",
            "bid against last",
            of.quote.bid().toString(),
            of.highest.toString(),
            !of.quote.bid().isAbove(of.highest)));
    checks.add(
        Check.of(
            "ORDER_BELOW_MIN",
            "quantity",
            of.quantity.toString(),
            "a lot of " + instrument.lotStep().toPlainString(),
            !of.quantity.isZero()));
    checks.add(levels(of));
    checks.add(reach(of));
  }

  /** Part of a day's volume is enough if it is enough. */
  private Check volume(Tier tier) {
    boolean enough = minutes.volume().compareTo(tier.minVolume()) >= 0;
    return Check.of(
        minutes.knowsDay(now) ? "LOW_VOLUME" : "VOLUME_NOT_READY",
        "volume of 24 h",
        minutes.volume().value().setScale(2, RoundingMode.DOWN).toPlainString(),
        tier.minVolume().toString(),
        enough);
  }

  private Check near(Depth depth, Side side, String name) {
    SubcentSettings.Liquidity rule = settings.liquidity();
    Reading<Money> near = depth.near(side, rule.band());
    Money notional = near.orNull();
    return notional == null
        ? Check.of("DEPTH_NOT_READY", name, "unknown", rule.least().toString(), false)
        : Check.of(
            "LOW_LIQUIDITY",
            name,
            notional.toString(),
            rule.least().toString(),
            notional.isPositive() && notional.compareTo(rule.least()) >= 0);
  }

  private Check ownShare(Deal of) {
    SubcentSettings.Liquidity rule = settings.liquidity();
    Money own = instrument.notional(of.buy, of.quantity);
    Money top = of.depth.top(Side.SELL, rule.levels()).orNull();
    Money most = top == null ? Money.ZERO : top.times(rule.share());
    return Check.of(
        top == null ? "DEPTH_NOT_READY" : "LOW_LIQUIDITY",
        "own order",
        own.toString(),
        top == null ? "unknown" : most.toString(),
        top != null && own.compareTo(most) <= 0);
  }

  /** A fall down to the limit blocks. */
  private Check knife(Deal of) {
    Reading<Double> change = minutes.change(of.last.value().doubleValue(), now);
    Double value = change.orNull();
    double limit = settings.knife();
    return value == null
        ? Check.ready("change", change)
        : Check.of(
            "FALLING_KNIFE",
            "change",
            Condition.number(value),
            "above " + Condition.number(limit),
            value > limit + TOLERANCE);
  }

  private static Check filter(OptionalDouble probability) {
    return Check.of(
        "ML_NEGATIVE",
        "trade filter",
        probability.isEmpty() ? "no verdict" : Condition.number(probability.getAsDouble()),
        "above " + TradeFilter.SKIP_UP_TO,
        TradeFilter.verdict(probability) != TradeFilter.Verdict.SKIP);
  }

  /** The rule without a verdict: the more the price rises, the less the spread may be. */
  private Check trendSpread(Deal of) {
    TradeTrend.Direction direction = trend.direction();
    double limit =
        switch (direction) {
          case FALLING -> Double.POSITIVE_INFINITY;
          case NEUTRAL -> settings.trendSpread().neutral();
          case RISING -> settings.trendSpread().rising();
        };
    boolean decided = TradeFilter.verdict(of.probability) == TradeFilter.Verdict.BUY;
    return Check.of(
        "TREND_SPREAD",
        "spread of " + direction,
        Condition.number(of.spread),
        decided || direction == TradeTrend.Direction.FALLING
            ? "any"
            : "below " + Condition.number(limit),
        decided || of.spread < limit);
  }

  private Check levels(Deal of) {
    Price stop = of.plan.stopFor(Side.BUY, of.buy, instrument);
    Price target = of.plan.targetFor(Side.BUY, of.buy, instrument);
    return Check.of(
        "TICK_TOO_COARSE",
        "stop and target",
        stop + " and " + target,
        "beside the entry " + of.buy,
        !stop.equals(of.buy) && !target.equals(of.buy));
  }

  private Check reach(Deal of) {
    Reading<Double> sigma = minutes.sigma(now);
    Double deviation = sigma.orNull();
    if (deviation == null) {
      return Check.ready("sigma", sigma);
    }
    double least = of.plan.targetFor(Side.BUY, of.buy, instrument).value().doubleValue();
    double ask = of.quote.ask().value().doubleValue();
    return Check.atMost(
        "UNREACHABLE_TARGET",
        "least sell over ask",
        least / ask - 1,
        settings.reachSigmas() * deviation);
  }

  private Opinion.Wish wish(Deal of) {
    return new Opinion.Wish(
        Side.BUY,
        of.buy,
        of.quantity,
        of.plan,
        EntryOrder.postOnly(of.buy, settings.goodFor()),
        of.probability.orElse(CONFIDENCE),
        evidence(of));
  }

  private Map<String, String> evidence(Deal of) {
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("tier", of.tier.name().name());
    evidence.put("riskMultiplier", of.tier.riskMultiplier().toPlainString());
    evidence.put("trend", trend.direction().name());
    evidence.put("trendChange", Condition.number(trend.change()));
    for (Check check : checks) {
      evidence.put(check.condition().name(), check.condition().value());
      evidence.put(check.condition().name() + " limit", check.condition().limit());
    }
    evidence.put("last", of.last.toString());
    evidence.put("bid", of.quote.bid().toString());
    evidence.put("ask", of.quote.ask().toString());
    return evidence;
  }
}
