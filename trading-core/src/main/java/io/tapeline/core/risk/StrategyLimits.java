package io.tapeline.core.risk;

import io.tapeline.core.money.Money;
import io.tapeline.core.settings.SettingsReader;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * Limits on the entries of one strategy (CATALOGUE 11.2). Each is read from {@code
 * tapeline.risk.STRATEGY.NAME}, else from {@code tapeline.risk.NAME}, else it is the catalogue's
 * for the strategy.
 *
 * @param quoteMaxAge oldest quote an entry is approved by
 * @param signalMaxAge oldest signal that is approved
 * @param maxDriftBps farthest the price may have moved against the signal; 0: not judged
 * @param minConfidence least confidence of a signal
 * @param minQuality least score of a signal that tells one; 0: not judged
 * @param minNetRewardRisk least reward to risk after costs
 * @param minBalance cash below which nothing is entered
 * @param maxPositions positions and opening orders of the account
 * @param dailyTrades entries of the strategy in a trading day; 0: not judged
 * @param hourlyTrades entries of the strategy in any hour; 0: not judged
 * @param lossStreak losing trades in a row after which the strategy pauses; 0: never
 * @param lossStreakPause how long it pauses then
 * @param lossSkip otherwise approved signals to skip after a losing trade
 * @param maxLatency longest time from decision to order
 * @param maxSlippage greatest expected slippage, a fraction of the stop's distance; 0: not judged
 * @param cycle one entry and no entry after an exit in each of these intervals; zero: not judged
 * @param sizedByConfidence whether the risk taken follows the signal's confidence
 */
public record StrategyLimits(
    Duration quoteMaxAge,
    Duration signalMaxAge,
    BigDecimal maxDriftBps,
    BigDecimal minConfidence,
    BigDecimal minQuality,
    BigDecimal minNetRewardRisk,
    Money minBalance,
    int maxPositions,
    int dailyTrades,
    int hourlyTrades,
    int lossStreak,
    Duration lossStreakPause,
    int lossSkip,
    Duration maxLatency,
    BigDecimal maxSlippage,
    Duration cycle,
    boolean sizedByConfidence) {

  /**
   * What the catalogue says of a strategy; seconds, basis points and counts as they are written.
   */
  private enum Of {
    OTHERS("", "5", "5", "0", "0", "0", "1.0", "0", 3, 0, 0, 0, 500, "0", "0", false),
    BURST("burst", "2", "2", "0", "0", "0", "1.0", "0", 3, 0, 15, 2, 500, "0", "0", false),
    ADAPTIVE("adaptive", "5", "60", "0", "0", "60", "0.3", "0", 3, 4, 0, 0, 500, "0", "60", true),
    SUBCENT("subcent", "5", "60", "0", "0", "0", "0.3", "10", 10, 0, 0, 0, 500, "0", "60", false),
    MICRO_SCALP(
        "micro-scalp", "1", "70", "0", "0", "0", "1.0", "0", 3, 0, 0, 0, 200, "0.25", "0", false),
    PLAN("plan", "5", "70", "0", "0", "0", "1.0", "0", 3, 0, 0, 0, 200, "0.25", "0", false),
    QUICK("quick", "5", "5", "1", "0.60", "0", "0.7", "0", 3, 0, 0, 0, 500, "0", "0", true),
    HUNT("hunt", "5", "10", "2", "0.60", "0", "0.7", "0", 3, 0, 0, 0, 500, "0", "0", true),
    PROFILE("profile", "5", "15", "5", "0.60", "0", "1.0", "0", 3, 0, 0, 0, 500, "0", "0", true);

    private final String prefix;
    private final String quoteAge;
    private final String signalAge;
    private final String drift;
    private final String confidence;
    private final String quality;
    private final String rewardRisk;
    private final String balance;
    private final int positions;
    private final int daily;
    private final int hourly;
    private final int skip;
    private final int latencyMillis;
    private final String slippage;
    private final String cycle;
    private final boolean sizedByConfidence;

    Of(
        String prefix,
        String quoteAge,
        String signalAge,
        String drift,
        String confidence,
        String quality,
        String rewardRisk,
        String balance,
        int positions,
        int daily,
        int hourly,
        int skip,
        int latencyMillis,
        String slippage,
        String cycle,
        boolean sizedByConfidence) {
      this.prefix = prefix;
      this.quoteAge = quoteAge;
      this.signalAge = signalAge;
      this.drift = drift;
      this.confidence = confidence;
      this.quality = quality;
      this.rewardRisk = rewardRisk;
      this.balance = balance;
      this.positions = positions;
      this.daily = daily;
      this.hourly = hourly;
      this.skip = skip;
      this.latencyMillis = latencyMillis;
      this.slippage = slippage;
      this.cycle = cycle;
      this.sizedByConfidence = sizedByConfidence;
    }

    static Of named(String prefix) {
      for (Of each : values()) {
        if (each.prefix.equals(prefix)) {
          return each;
        }
      }
      return OTHERS;
    }
  }

  /** Finds the property that says a limit: the strategy's own, else the general one. */
  private record Names(SettingsReader in, String prefix) {

    String of(String name) {
      String general = "tapeline.risk." + name;
      if (prefix.isEmpty()) {
        return general;
      }
      String own = "tapeline.risk." + prefix + "." + name;
      return in.isGiven(general) && !in.isGiven(own) ? general : own;
    }

    /** A limit that the catalogue gives a name of its own. */
    String of(String name, String strategy, String known) {
      return prefix.equals(strategy) ? known : of(name);
    }
  }

  /**
   * Reads the limits of a strategy.
   *
   * @param prefix of the strategy's properties: {@code burst}; empty for those not set otherwise
   */
  static StrategyLimits read(SettingsReader in, String prefix) {
    Of of = Of.named(prefix);
    Names names = new Names(in, prefix);
    return new StrategyLimits(
        in.seconds(names.of("quote-max-age-s"), of.quoteAge),
        in.seconds(names.of("signal-max-age-s"), of.signalAge),
        in.decimal(names.of("max-drift-bps"), of.drift, "0", "10000"),
        in.decimal(names.of("min-confidence"), of.confidence, "0", "1"),
        in.decimal(names.of("min-quality"), of.quality, "0", "100"),
        in.decimal(names.of("min-net-rr"), of.rewardRisk, "0", "100"),
        new Money(
            in.decimal(
                names.of("min-balance", "subcent", "tapeline.subcent.min-balance"),
                of.balance,
                "0",
                "1000000000000")),
        in.integer(names.of("max-positions"), of.positions, 1, 10_000),
        in.integer(
            names.of("strategy-daily-trades", "adaptive", "tapeline.adaptive.max-trades-per-day"),
            of.daily,
            0,
            1_000_000),
        in.integer(names.of("hourly-trades"), of.hourly, 0, 1_000_000),
        in.integer(names.of("loss-streak"), 5, 0, 1_000_000),
        in.seconds(names.of("loss-streak-pause-s"), "3600"),
        in.integer(names.of("loss-skip", "burst", "tapeline.burst.loss-skip"), of.skip, 0, 1000),
        in.millis(names.of("max-latency-ms"), of.latencyMillis),
        in.decimal(names.of("max-slippage"), of.slippage, "0", "100"),
        cycle(in, names, of),
        in.flag(names.of("sized-by-confidence"), of.sizedByConfidence));
  }

  private static Duration cycle(SettingsReader in, Names names, Of of) {
    BigDecimal seconds = in.decimal(names.of("cycle-s"), of.cycle, "0", "86400");
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }
}
