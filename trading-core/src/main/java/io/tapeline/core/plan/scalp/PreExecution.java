package io.tapeline.core.plan.scalp;

import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.SpreadTracker;
import io.tapeline.core.indicator.Thresholds;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/**
 * What has to hold right before an order is sent (S3-PREEXEC). All of these are soft: a plan that
 * fails one waits for the next check.
 */
public record PreExecution(ScalpLimits limits, PreExecution.Bounds bounds) {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final double MICROS_PER_SECOND = 1e6;
  private static final int LAYER = 5;

  /**
   * Bounds that are the same for all instruments.
   *
   * @param quoteMaxAge oldest quote to enter on
   * @param maxLatency longest time from the decision to the sending of the order
   * @param maxSlippage most expected slippage, a part of the stop's distance
   */
  public record Bounds(Duration quoteMaxAge, Duration maxLatency, BigDecimal maxSlippage) {

    static Bounds read(SettingsReader in) {
      return new Bounds(
          in.seconds("tapeline.plan.quote-max-age-s", "1"),
          in.millis("tapeline.plan.max-latency-ms", 200),
          in.decimal("tapeline.plan.max-slippage", "0.25", "0", "10"));
    }
  }

  /**
   * When the order would be sent.
   *
   * @param latency from the decision to then
   * @param quote the newest one
   */
  public record Moment(EventTime now, Duration latency, Quote quote) {}

  /**
   * All checks, in order.
   *
   * @param idea the trade that was decided on
   * @param spread of the last check against those before it
   * @param lowVolume see {@link ScalpSnapshot#lowVolume}
   */
  public List<ScalpCheck> checks(
      ScalpIdea idea, Moment at, Reading<SpreadTracker.Spread> spread, boolean lowVolume) {
    double age = at.now.microsSince(at.quote.ts()) / MICROS_PER_SECOND;
    double oldest = EventTime.micros(bounds.quoteMaxAge) / MICROS_PER_SECOND;
    BigDecimal width = at.quote.spread();
    SpreadTracker.Spread before = spread.orNull();
    double ratio = before == null ? 0 : width.doubleValue() / before.mean();
    double mostRatio = SpreadTracker.mostRatio(lowVolume);
    BigDecimal slippage = slippage(idea, at.quote);
    BigDecimal mostSlippage = idea.stopDistance().multiply(bounds.maxSlippage);
    return List.of(
        check(
            "DATA_STALE",
            "quote age",
            Condition.number(age),
            Condition.number(oldest),
            age <= oldest),
        check(
            "SPREAD_ABS",
            "spread at entry",
            width.toPlainString(),
            Texts.price(limits.maxSpread()),
            width.compareTo(limits.maxSpread()) <= 0),
        check(
            "SPREAD_RATIO",
            "spread ratio at entry",
            before == null ? Texts.NONE : Condition.number(ratio),
            Condition.number(mostRatio),
            Thresholds.atMost(ratio, mostRatio)),
        check(
            "LATENCY",
            "latency ms",
            Long.toString(at.latency.toMillis()),
            Long.toString(bounds.maxLatency.toMillis()),
            at.latency.compareTo(bounds.maxLatency) <= 0),
        check(
            "SLIPPAGE",
            "expected slippage",
            Texts.price(slippage),
            Texts.price(mostSlippage),
            slippage.compareTo(mostSlippage) <= 0));
  }

  private static ScalpCheck check(
      String reason, String name, String value, String limit, boolean met) {
    return new ScalpCheck(LAYER, reason, name, value, limit, met);
  }

  /**
   * Expected slippage in price units: what the entry's quote has moved against the trade since the
   * decision, plus half the spread.
   */
  public static BigDecimal slippage(ScalpIdea idea, Quote quote) {
    Price touch = quote.oppositeTouch(idea.side());
    BigDecimal move = touch.minus(idea.entry()).multiply(BigDecimal.valueOf(idea.side().sign()));
    BigDecimal half = quote.spread().divide(TWO, quote.spread().scale() + 1, RoundingMode.HALF_UP);
    return move.max(BigDecimal.ZERO).add(half);
  }
}
