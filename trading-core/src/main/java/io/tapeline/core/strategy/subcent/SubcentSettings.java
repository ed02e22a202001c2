package io.tapeline.core.strategy.subcent;

import io.tapeline.core.indicator.DepthImbalance;
import io.tapeline.core.money.Money;
import io.tapeline.core.settings.SettingsReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings of the sub-cent strategy, {@code tapeline.subcent.*} (CATALOGUE S1, 15.2).
 *
 * @param interval from one judgement to the next
 * @param quoteMaxAge oldest quote an entry may be priced by
 * @param selection which instruments qualify
 * @param trend what a trend of trades is
 * @param knife a change of five minutes down to this blocks, a fraction below zero
 * @param reachSigmas the least sell must be so near, in deviations of five minutes
 * @param tradeQuote size of an order in quote currency, fee included, before the tier's multiplier
 * @param goodFor how long an entry rests
 * @param maxHold longest time in the position
 */
record SubcentSettings(
    Duration interval,
    Duration quoteMaxAge,
    Selection selection,
    List<Tier> tiers,
    Liquidity liquidity,
    TradeTrend.Rule trend,
    MinuteFigures.Rule minutes,
    double knife,
    TrendSpread trendSpread,
    double reachSigmas,
    Pricing pricing,
    Money tradeQuote,
    Duration goodFor,
    Duration maxHold) {

  private static final String PREFIX = "tapeline.subcent.";

  /**
   * S1-SELECT, as far as an instrument's own data tells.
   *
   * @param excluded symbols that never qualify
   */
  record Selection(String quote, Set<String> excluded, BigDecimal maxPrice) {

    static Selection read(SettingsReader in) {
      return new Selection(
          in.text(PREFIX + "quote", "USDT"),
          Arrays.stream(in.text(PREFIX + "exclude", "none").split(",", -1))
              .map(String::strip)
              .collect(Collectors.toSet()),
          in.decimal(PREFIX + "max-token-price", "0.01", "0.000000000001", "1000000000"));
    }
  }

  /**
   * S1-LIQ.
   *
   * @param least notional of each side within the band
   * @param band a fraction of the middle
   * @param share of the best levels that an order may be
   * @param levels how many best levels
   * @param imbalanceLevels levels of the depth imbalance
   */
  record Liquidity(
      Money least, BigDecimal band, BigDecimal share, int levels, int imbalanceLevels) {

    static Liquidity read(SettingsReader in) {
      return new Liquidity(
          new Money(in.decimal(PREFIX + "min-depth-quote", "1000", "0", "1000000000000")),
          in.decimal(PREFIX + "depth-band", "0.01", "0", "1"),
          in.decimal(PREFIX + "own-share", "0.10", "0.0001", "1"),
          in.integer(PREFIX + "own-share-levels", 3, 1, 1000),
          in.integer(PREFIX + "imbalance-levels", DepthImbalance.USUAL, 1, 1000));
    }
  }

  /** S1-OPP, step 4: the spread must be strictly below these; a falling price has no limit. */
  record TrendSpread(double neutral, double rising) {

    static TrendSpread read(SettingsReader in) {
      return new TrendSpread(
          in.decimal(PREFIX + "neutral-max-spread", "0.02", "0", "1").doubleValue(),
          in.decimal(PREFIX + "rising-max-spread", "0.01", "0", "1").doubleValue());
    }
  }

  /** Reads {@code tapeline.subcent.*}. */
  static SubcentSettings read(SettingsReader in) {
    return new SubcentSettings(
        in.seconds(PREFIX + "cycle-interval-s", "60"),
        in.seconds(PREFIX + "quote-max-age-s", "5"),
        Selection.read(in),
        Tier.read(in),
        Liquidity.read(in),
        trend(in),
        new MinuteFigures.Rule(
            in.integer(PREFIX + "sigma-minutes", 30, 2, 1440),
            in.integer(PREFIX + "knife-minutes", 5, 1, 1440)),
        -in.decimal(PREFIX + "knife-fall", "0.03", "0.0001", "1").doubleValue(),
        TrendSpread.read(in),
        in.decimal(PREFIX + "reach-sigmas", "2", "0", "1000").doubleValue(),
        Pricing.read(in),
        new Money(in.decimal(PREFIX + "trade-quote", "3.75", "0.000001", "1000000000")),
        in.seconds(PREFIX + "order-max-age-s", "1800"),
        in.seconds(PREFIX + "max-hold-s", "14400"));
  }

  private static TradeTrend.Rule trend(SettingsReader in) {
    int trades = in.integer(PREFIX + "trend-trades", 20, 2, 10_000);
    String key = PREFIX + "trend-least-trades";
    int least = in.integer(key, 10, 2, 10_000);
    if (least > trades) {
      in.mistake(key, Integer.toString(least), "at most trend-trades, which is " + trades);
    }
    return new TradeTrend.Rule(
        trades,
        least,
        in.seconds(PREFIX + "trend-window-s", "1800"),
        in.decimal(PREFIX + "trend-change", "0.005", "0.000001", "1").doubleValue());
  }
}
