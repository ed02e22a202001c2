package io.tapeline.core.risk;

import io.tapeline.core.money.Money;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.StrategyId;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Limits of the risk desk, {@code tapeline.risk.*} (CATALOGUE 10, 11).
 *
 * @param initialCapital what the account's books start with
 * @param live whether orders are to go to a venue for real
 * @param liveConfirmed whether a person has confirmed that
 * @param symbols instruments that may be traded; empty: any
 * @param maxVpin greatest toxicity that a signal may tell; 0: not judged
 * @param netEdge whether R-NET-EDGE judges
 * @param netEdgeFactor the target must be so many times the costs
 */
public record RiskSettings(
    Money initialCapital,
    boolean killSwitch,
    boolean live,
    boolean liveConfirmed,
    Day day,
    Drawdown drawdown,
    Positions positions,
    Spreads spreads,
    Sizing sizing,
    Portfolio portfolio,
    Allocation allocation,
    Set<String> symbols,
    BigDecimal maxVpin,
    boolean netEdge,
    BigDecimal netEdgeFactor,
    Map<String, StrategyLimits> limits) {

  private static final String OTHERS = "";
  private static final String ANY = "any";
  private static final String MILLION = "1000000";

  /**
   * The trading day.
   *
   * @param lossLimit loss, a fraction of day-start equity, that stops entries
   * @param trades entries of the account; 0: not judged
   * @param zone whose midnight starts it
   */
  public record Day(BigDecimal lossLimit, int trades, ZoneId zone) {}

  /**
   * Loss from the highest equity, fractions of it.
   *
   * @param soft from here on sizes are halved
   * @param hard from here on entries are stopped until a person resumes
   */
  public record Drawdown(BigDecimal soft, BigDecimal hard) {}

  /**
   * What may be open at a time.
   *
   * @param perSymbol positions and opening orders in one instrument
   * @param coolOff time after an exit before the next entry in the instrument
   * @param orders opening orders on their way
   * @param ordersPerSymbol of these in one instrument
   * @param ordersPerMinute entries approved in any minute: what venues bear
   */
  public record Positions(
      int perSymbol, Duration coolOff, int orders, int ordersPerSymbol, int ordersPerMinute) {}

  /**
   * Spreads, against the last hundred and against the stop.
   *
   * @param maxRatio times their mean
   * @param maxZ deviations above it
   * @param takerStop spreads between fill and stop of an order that takes
   * @param asianExpansion times their mean in the Asian session; 0: not judged
   * @param makerStop spreads between the exit side and the stop of an order that rests
   */
  public record Spreads(
      BigDecimal maxRatio,
      BigDecimal maxZ,
      BigDecimal asianExpansion,
      BigDecimal takerStop,
      BigDecimal makerStop) {}

  /**
   * Sizes, as fractions of equity.
   *
   * @param maxRisk loss at the stop, costs included
   * @param maxNotional of one position; of an instrument on margin, its margin
   * @param maxExposure of all positions
   * @param minWinRate share of winners in a day below which sizes shrink
   * @param minTrades trades in a day from which on the share counts
   * @param kelly whether a quarter of Kelly's fraction caps the risk
   */
  public record Sizing(
      BigDecimal maxRisk,
      BigDecimal maxNotional,
      BigDecimal maxExposure,
      BigDecimal minWinRate,
      int minTrades,
      boolean kelly) {}

  /**
   * Positions that move together.
   *
   * @param correlated coefficient from which on two instruments do
   * @param sameDirection most positions that do, in one direction, the new one among them
   * @param maxRisk risk of all positions together, a fraction of equity
   * @param leastScale a candidate that would shrink below this share is refused
   */
  public record Portfolio(
      BigDecimal correlated, int sameDirection, BigDecimal maxRisk, BigDecimal leastScale) {}

  /**
   * S1-ALLOC: what the sub-cent bot may bind.
   *
   * @param accountUsage of the equity, a fraction
   * @param tradeSize of that for one trade, a fraction
   * @param hardCap of the equity for one trade, a fraction
   */
  public record Allocation(BigDecimal accountUsage, BigDecimal tradeSize, BigDecimal hardCap) {}

  public RiskSettings {
    symbols = Set.copyOf(symbols);
    limits = Map.copyOf(limits);
  }

  /** Limits of a strategy; those not set otherwise for one that is not known. */
  public StrategyLimits limits(StrategyId strategy) {
    StrategyLimits own = limits.get(strategy.value());
    StrategyLimits found = own == null ? limits.get(OTHERS) : own;
    if (found == null) {
      throw new IllegalStateException("no limits for " + strategy);
    }
    return found;
  }

  /**
   * Reads {@code tapeline.risk.*}, the start capital and what strategies say of their own limits.
   *
   * @param strategies names of the strategies that there are, by the prefix of their properties
   */
  public static RiskSettings read(SettingsReader in, Map<String, String> strategies) {
    Map<String, StrategyLimits> limits = new TreeMap<>();
    limits.put(OTHERS, StrategyLimits.read(in, OTHERS));
    strategies.forEach((prefix, name) -> limits.put(name, StrategyLimits.read(in, prefix)));
    return new RiskSettings(
        new Money(in.decimal("tapeline.paper.initial-capital", "1000", "0", "1000000000000")),
        in.flag("tapeline.risk.kill-switch", false),
        in.choice("tapeline.execution.mode", Mode.PAPER) == Mode.LIVE,
        in.flag("tapeline.execution.live-confirmed", false),
        new Day(
            in.decimal("tapeline.risk.daily-loss-limit", "0.05", "-1", "1").abs(),
            in.integer("tapeline.risk.daily-trades", 20, 0, 1_000_000),
            zone(in)),
        new Drawdown(
            in.decimal("tapeline.risk.soft-drawdown", "0.10", "0", "1"),
            in.decimal("tapeline.risk.hard-drawdown", "0.15", "0.000001", "1")),
        new Positions(
            in.integer("tapeline.risk.max-positions-per-symbol", 1, 1, 1000),
            coolOff(in),
            in.integer("tapeline.risk.max-open-orders", 6, 1, 10_000),
            in.integer("tapeline.risk.max-open-orders-per-symbol", 2, 1, 10_000),
            in.integer("tapeline.risk.orders-per-minute", 60, 1, 1_000_000)),
        new Spreads(
            in.decimal("tapeline.risk.spread-ratio", "1.5", "1", MILLION),
            in.decimal("tapeline.risk.spread-z", "3.0", "0", MILLION),
            in.decimal("tapeline.risk.asian-expansion", "2.0", "0", MILLION),
            in.decimal("tapeline.risk.spread-stop-taker", "2.0", "0", "1000"),
            in.decimal("tapeline.risk.spread-stop-maker", "0.5", "0", "1000")),
        new Sizing(
            in.decimal("tapeline.risk.max-risk-per-trade", "0.02", "0.000001", "1"),
            in.decimal("tapeline.risk.max-notional", "0.30", "0.000001", "1000"),
            in.decimal("tapeline.risk.max-exposure", "1.0", "0.000001", "1000"),
            in.decimal("tapeline.risk.min-win-rate", "0.40", "0", "1"),
            in.integer("tapeline.risk.min-win-rate-trades", 10, 1, 1_000_000),
            in.flag("tapeline.sizing.kelly", false)),
        new Portfolio(
            in.decimal("tapeline.risk.correlation", "0.7", "0", "1"),
            in.integer("tapeline.risk.max-correlated", 2, 1, 10_000),
            in.decimal("tapeline.risk.max-portfolio-risk", "0.03", "0.000001", "1"),
            new BigDecimal("0.25")),
        new Allocation(
            in.decimal("tapeline.subcent.max-account-usage", "0.15", "0", "1"),
            in.decimal("tapeline.subcent.max-trade-size", "0.05", "0", "1"),
            in.decimal("tapeline.subcent.hard-cap", "0.02", "0", "1")),
        symbols(in),
        in.decimal("tapeline.risk.max-vpin", "0", "0", "1"),
        in.flag("tapeline.risk.net-edge", true),
        in.decimal("tapeline.risk.net-edge-factor", "1.5", "0", "100"),
        limits);
  }

  /** Where orders go. */
  private enum Mode {
    PAPER,
    LIVE
  }

  private static Set<String> symbols(SettingsReader in) {
    String text = in.text("tapeline.risk.symbols", ANY);
    return text.equalsIgnoreCase(ANY)
        ? Set.of()
        : Arrays.stream(text.split(",")).map(String::strip).collect(Collectors.toSet());
  }

  private static Duration coolOff(SettingsReader in) {
    BigDecimal seconds = in.decimal("tapeline.risk.cool-off-s", "30", "0", "86400");
    return Duration.ofNanos(seconds.movePointRight(9).longValue());
  }

  private static ZoneId zone(SettingsReader in) {
    String key = "tapeline.risk.trading-day-zone";
    String name = in.text(key, "UTC");
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      in.mistake(key, name, "a time zone such as UTC or America/New_York");
      return ZoneOffset.UTC;
    }
  }

  /** Longest market time that its windows look back. */
  public Duration reach() {
    return SpreadWindow.REACH;
  }
}
