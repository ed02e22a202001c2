package io.tapeline.core.strategy.subcent;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Target;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Where to rest: S1-BUYPX between bid and ask, S1-SELLPX above the price paid.
 *
 * @param base share of the room between the touches that a buy gives without any sign
 * @param byImbalance what the depth imbalance adds at most
 * @param byTrend what the trend adds
 * @param byFilter what the trade filter adds at most
 * @param overLast highest buy above the last trade, a fraction of it
 * @param easeAfter from then on the margin is times {@code easeFactor}
 * @param breakEvenAfter from then on it is zero
 */
record Pricing(
    double base,
    double byImbalance,
    double byTrend,
    double byFilter,
    BigDecimal overLast,
    Duration easeAfter,
    BigDecimal easeFactor,
    Duration breakEvenAfter) {

  private static final MathContext DIGITS = new MathContext(16, RoundingMode.HALF_EVEN);
  private static final int ALPHA_SCALE = 12;

  /**
   * Signs that a price goes up, all of −1 to 1.
   *
   * @param imbalance of the depth
   * @param trend of the last trades
   * @param probability of the trade filter, 0 to 1
   */
  record Signs(double imbalance, TradeTrend.Direction trend, OptionalDouble probability) {}

  static Pricing read(SettingsReader in) {
    Pricing pricing =
        new Pricing(
            part(in, "buy-base"),
            part(in, "buy-imbalance-weight"),
            part(in, "buy-trend-weight"),
            part(in, "buy-filter-weight"),
            in.decimal("tapeline.subcent.max-over-last", "0.01", "0", "1"),
            in.seconds("tapeline.subcent.ease-after-s", "600"),
            in.decimal("tapeline.subcent.ease-factor", "0.5", "0", "1"),
            in.seconds("tapeline.subcent.break-even-after-s", "1200"));
    if (pricing.breakEvenAfter.compareTo(pricing.easeAfter) < 0) {
      in.mistake(
          "tapeline.subcent.break-even-after-s",
          Long.toString(pricing.breakEvenAfter.toSeconds()),
          "at least ease-after-s, which is " + pricing.easeAfter.toSeconds());
    }
    return pricing;
  }

  private static double part(SettingsReader in, String name) {
    return in.decimal("tapeline.subcent." + name, "0.25", "0", "1").doubleValue();
  }

  /** Share of the room between the touches that is given, 0 to 1. */
  double alpha(Signs signs) {
    double sum =
        base
            + byImbalance * signs.imbalance
            + byTrend * signs.trend.sign()
            + byFilter
                * (signs.probability.isEmpty() ? 0 : 2 * signs.probability.getAsDouble() - 1);
    return Math.max(0, Math.min(sum, 1));
  }

  /** Highest price that a buy may have; it may be below the bid, and then there is no order. */
  Price highest(Price last, Instrument instrument) {
    return instrument.floorToTick(last.movedBy(overLast));
  }

  /** A buy that does not cross: from the bid to one tick below the ask. */
  Price buy(Quote quote, Price highest, Signs signs, Instrument instrument) {
    BigDecimal room = quote.spread().subtract(instrument.tickSize()).max(BigDecimal.ZERO);
    BigDecimal alpha =
        BigDecimal.valueOf(alpha(signs)).setScale(ALPHA_SCALE, RoundingMode.HALF_EVEN);
    Price inside = instrument.floorToTick(quote.bid().value().add(room.multiply(alpha)));
    Price price = inside.isAbove(highest) ? highest : inside;
    return price.isBelow(quote.bid()) ? quote.bid() : price;
  }

  /**
   * Distance of the least sell from the average buy: {@code (1 + feeBuy + margin) / (1 − feeSell) −
   * 1}, so that the margin is left after both fees.
   */
  static BigDecimal floor(BigDecimal feeBuy, BigDecimal margin, BigDecimal feeSell) {
    return BigDecimal.ONE
        .add(feeBuy)
        .add(margin)
        .divide(BigDecimal.ONE.subtract(feeSell), DIGITS)
        .subtract(BigDecimal.ONE);
  }

  /** The sell of a whole position at an instrument's maker fees, easing to break-even. */
  Target sell(BigDecimal margin, Instrument instrument) {
    return new Target(
        away(margin, instrument),
        BigDecimal.ONE,
        List.of(
            new Target.Easing(easeAfter, away(margin.multiply(easeFactor), instrument)),
            new Target.Easing(breakEvenAfter, away(BigDecimal.ZERO, instrument))));
  }

  private static Level away(BigDecimal margin, Instrument instrument) {
    BigDecimal floor = floor(instrument.makerFee(), margin, instrument.makerFee());
    return new Level.Away(floor.max(BigDecimal.ZERO));
  }
}
