package io.tapeline.core.plan.scalp;

import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.SpreadTracker;
import io.tapeline.core.indicator.Thresholds;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/**
 * What has to hold right before an order is sent (S3-PREEXEC). The checks are soft: a plan that
 * fails one waits for the next signal.
 */
public final class PreExecution {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final double MICROS_PER_SECOND = 1e6;
  private static final int LAYER = 5;

  private PreExecution() {}

  /**
   * The bounds.
   *
   * @param quoteMaxAge oldest quote to enter on
   * @param maxLatency longest time from the decision to the sending of the order
   * @param maxSlippage most expected slippage, a part of the stop's distance
   */
  public record Limits(Duration quoteMaxAge, Duration maxLatency, BigDecimal maxSlippage) {

    static Limits read(SettingsReader in) {
      return new Limits(
          in.seconds("tapeline.plan.quote-max-age-s", "1"),
          in.millis("tapeline.plan.max-latency-ms", 200),
          in.decimal("tapeline.plan.max-slippage", "0.25", "0", "10"));
    }
  }

  /**
   * All checks, in order.
   *
   * @param idea the trade that was decided on
   * @param quote the newest one
   * @param now when the order would be sent
   * @param latency from the decision to now
   * @param spread the newest spread against those before it
   */
  public static List<ScalpCheck> checks(
      ScalpIdea idea,
      ScalpLimits limits,
      Quote quote,
      EventTime now,
      Duration latency,
      Reading<SpreadTracker.Spread> spread,
      boolean lowVolume,
      Limits bounds) {
    double age = now.microsSince(quote.ts()) / MICROS_PER_SECOND;
    double oldest = EventTime.micros(bounds.quoteMaxAge()) / MICROS_PER_SECOND;
    BigDecimal slippage = slippage(idea, quote);
    BigDecimal most = idea.stopDistance().multiply(bounds.maxSlippage());
    SpreadTracker.Spread statistics = spread.orNull();
    double ratio = statistics == null ? 0 : quote.spread().doubleValue() / statistics.mean();
    double mostRatio = SpreadTracker.mostRatio(lowVolume);
    return List.of(
        check("DATA_STALE", "quote age", Texts.number(age), Texts.number(oldest), age <= oldest),
        check(
            "SPREAD_ABS",
            "spread",
            quote.spread().toPlainString(),
            limits.maxSpread().toPlainString(),
            quote.spread().compareTo(limits.maxSpread()) <= 0),
        check(
            "SPREAD_RATIO",
            "spread ratio",
            statistics == null ? Texts.NONE : Texts.number(ratio),
            Texts.number(mostRatio),
            Thresholds.atMost(ratio, mostRatio)),
        check(
            "LATENCY",
            "latency ms",
            Long.toString(latency.toMillis()),
            Long.toString(bounds.maxLatency().toMillis()),
            latency.compareTo(bounds.maxLatency()) <= 0),
        check(
            "SLIPPAGE",
            "expected slippage",
            Texts.price(slippage),
            Texts.price(most),
            slippage.compareTo(most) <= 0));
  }

  private static ScalpCheck check(
      String reason, String name, String value, String limit, boolean met) {
    return new ScalpCheck(LAYER, reason, name, value, limit, met);
  }

  /** Move of the entry's quote against the trade since the decision, plus half the spread. */
  public static BigDecimal slippage(ScalpIdea idea, Quote quote) {
    Price touch = quote.oppositeTouch(idea.side());
    BigDecimal move = touch.minus(idea.entry()).multiply(BigDecimal.valueOf(idea.side().sign()));
    return move.max(BigDecimal.ZERO)
        .add(quote.spread().divide(TWO, quote.spread().scale() + 1, RoundingMode.HALF_UP));
  }
}
