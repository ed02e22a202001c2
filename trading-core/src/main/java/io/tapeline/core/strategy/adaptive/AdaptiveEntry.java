package io.tapeline.core.strategy.adaptive;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Target;
import io.tapeline.core.signal.Trailing;
import io.tapeline.core.strategy.Check;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entry at one moment, judged (S0-ENTRY).
 *
 * @param labels of the timeframes that have one
 * @param pvvm in basis points
 * @param pvd in basis points
 */
record AdaptiveEntry(
    AdaptiveSettings settings,
    Instrument instrument,
    EventTime now,
    @Nullable Quote quote,
    Map<Timeframe, Label> labels,
    Reading<Double> pvvm,
    Reading<Double> pvd) {

  /** Share of winning trades of a strategy without trades: (0 + 5) / (0 + 10). */
  static final double PRIOR_WIN_RATE = 0.5;

  private static final String NONE = "none";
  private static final String VOL_LOW = "VOL_LOW";

  /** The wish, or the first refusal. */
  Opinion opinion() {
    Opinion.Skip refusal = Check.refusal(checks());
    if (refusal != null) {
      return refusal;
    }
    Quote touch = quote;
    Side side = settings.consensus().judge(labels).side();
    Double volatility = pvvm.orNull();
    if (touch == null || side == null || volatility == null) {
      throw new IllegalStateException("an entry whose conditions are met lacks something");
    }
    return wish(touch, side, volatility);
  }

  /** Every condition, in the order in which it is asked. */
  List<Check> checks() {
    Consensus.Verdict verdict = settings.consensus().judge(labels);
    Side side = verdict.side();
    Double volatility = pvvm.orNull();
    List<Check> checks = new ArrayList<>();
    checks.add(quoteAge());
    checks.add(Check.atLeast(VOL_LOW, "pvvm", pvvm, settings.minPvvm()));
    checks.add(Check.atLeast(VOL_LOW, "pvd", pvd, settings.minPvd()));
    checks.add(Check.of(verdict.reason(), "consensus", inWords(), consensusLimit(), side != null));
    checks.add(
        Check.of(
            "DIRECTION_MISMATCH",
            "short-mode",
            side == null ? NONE : side.name(),
            settings.entry().allowShort() ? "BUY or SELL" : "BUY only",
            side == Side.BUY || (side == Side.SELL && settings.entry().allowShort())));
    checks.add(quality(volatility));
    checks.add(size(volatility));
    checks.add(levels(side, volatility));
    return checks;
  }

  private Check quoteAge() {
    long most = EventTime.micros(settings.entry().quoteMaxAge());
    long age = quote == null ? Long.MAX_VALUE : now.microsSince(quote.ts());
    return Check.of(
        "DATA_STALE",
        "quote age",
        quote == null ? NONE : Condition.number(age / 1e6) + " s",
        Condition.number(most / 1e6) + " s",
        age <= most);
  }

  private String consensusLimit() {
    Consensus consensus = settings.consensus();
    return consensus.mode() == Consensus.Mode.UNANIMOUS
        ? "all of at least %d, %s strong".formatted(consensus.minFrames(), consensus.main().label())
        : "%s of at least %d".formatted(consensus.majority(), consensus.minFrames());
  }

  private String inWords() {
    return settings.frames().stream()
        .map(each -> each.label() + " " + (labels.containsKey(each) ? labels.get(each) : NONE))
        .collect(Collectors.joining(", "));
  }

  private Check quality(@Nullable Double volatility) {
    double least = settings.minScore();
    return volatility == null
        ? Check.of("LOW_QUALITY", "score", NONE, Condition.number(least), false)
        : Check.atLeast("LOW_QUALITY", "score", score(volatility), least);
  }

  private double score(double volatility) {
    VolatilitySteps steps = settings.volatility();
    double ratio = steps.baseProfit().doubleValue() / steps.baseLoss().doubleValue();
    Label main = labels.getOrDefault(settings.consensus().main(), Label.NEUTRAL);
    return settings
        .quality()
        .score(
            new TradeQuality.Parts(
                settings.quality().signal(main), PRIOR_WIN_RATE, ratio, null, volatility, null));
  }

  private Check size(@Nullable Double volatility) {
    Quantity size = volatility == null ? Quantity.ZERO : quantity(volatility);
    return Check.of(
        "ORDER_BELOW_MIN",
        "quantity",
        volatility == null ? NONE : size.toString(),
        "a lot of " + instrument.lotStep().toPlainString(),
        !size.isZero());
  }

  private Quantity quantity(double volatility) {
    return settings.volatility().size(volatility).downToLot(instrument.lotStep());
  }

  /** Whether the ticks are fine enough for stop and target to lie beside the entry. */
  private Check levels(@Nullable Side side, @Nullable Double volatility) {
    String name = "stop and target";
    String limit = "beside the entry";
    if (quote == null || side == null || volatility == null) {
      return Check.of("TICK_TOO_COARSE", name, NONE, limit, false);
    }
    ExitPlan plan = exitPlan(volatility);
    Price entry = entryPrice(quote, side);
    Price stop = plan.stopFor(side, entry, instrument);
    Price target = plan.targetFor(side, entry, instrument);
    return Check.of(
        "TICK_TOO_COARSE",
        name,
        stop + " and " + target,
        limit + " " + entry,
        !stop.equals(entry) && !target.equals(entry));
  }

  private Price entryPrice(Quote touch, Side side) {
    return touch.oppositeTouch(settings.entry().allowTaker() ? side : side.opposite());
  }

  private ExitPlan exitPlan(double volatility) {
    AdaptiveSettings.ExitSettings exit = settings.exit();
    Level target = new Level.Away(settings.volatility().profit(volatility));
    return new ExitPlan(
        new Level.Away(settings.volatility().loss(volatility)),
        List.of(new Target(target, exit.partialShare(), List.of())),
        new Trailing.PercentStep(exit.trailActivate(), exit.trailStep()),
        true,
        exit.minHold(),
        exit.maxHold(),
        true,
        0,
        BigDecimal.ZERO,
        false);
  }

  private Opinion.Wish wish(Quote touch, Side side, double volatility) {
    Price price = entryPrice(touch, side);
    Duration goodFor = settings.entry().goodFor();
    double score = score(volatility);
    return new Opinion.Wish(
        side,
        price,
        quantity(volatility),
        exitPlan(volatility),
        settings.entry().allowTaker() ? EntryOrder.MARKET : EntryOrder.postOnly(price, goodFor),
        score / 100,
        evidence(volatility, score));
  }

  private Map<String, String> evidence(double volatility, double score) {
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("labels", inWords());
    evidence.put("pvvmBps", Condition.number(volatility));
    evidence.put("pvvmBpsLimit", Condition.number(settings.minPvvm()));
    evidence.put(
        "pvdBps", pvd instanceof Reading.Ready<Double>(Double bps) ? Condition.number(bps) : NONE);
    evidence.put("pvdBpsLimit", Condition.number(settings.minPvd()));
    evidence.put("widening", Condition.number(settings.volatility().widening(volatility)));
    evidence.put("tpPct", settings.volatility().profit(volatility).toPlainString());
    evidence.put("slPct", settings.volatility().loss(volatility).toPlainString());
    evidence.put("score", Condition.number(score));
    evidence.put("scoreLimit", Condition.number(settings.minScore()));
    return evidence;
  }
}
