package io.tapeline.core.risk;

import io.tapeline.core.money.Money;
import io.tapeline.core.settings.SettingsReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Limits of the risk desk, {@code tapeline.risk.*} (CATALOGUE 11).
 *
 * @param initialCapital what the account's books start with
 * @param dailyLossLimit loss of the trading day, a fraction of day-start equity, that stops entries
 * @param maxPositionsPerSymbol open positions and opening orders in one instrument
 * @param quoteMaxAge oldest quote an order is approved by
 * @param signalMaxAge oldest signal that is approved
 * @param netEdge whether R-NET-EDGE judges
 * @param netEdgeFactor the target must be so many times the costs
 * @param minNetRewardRisk least reward to risk after costs
 * @param lossSkip otherwise approved signals to skip after a losing trade
 * @param dayZone zone whose midnight starts the account's trading day
 */
public record RiskSettings(
    Money initialCapital,
    boolean killSwitch,
    BigDecimal dailyLossLimit,
    int maxPositionsPerSymbol,
    Duration quoteMaxAge,
    Duration signalMaxAge,
    boolean netEdge,
    BigDecimal netEdgeFactor,
    BigDecimal minNetRewardRisk,
    int lossSkip,
    ZoneId dayZone) {

  /** Reads {@code tapeline.risk.*}, the start capital and the loss skip. */
  public static RiskSettings read(SettingsReader in) {
    return new RiskSettings(
        new Money(in.decimal("tapeline.paper.initial-capital", "1000", "0", "1000000000000")),
        in.flag("tapeline.risk.kill-switch", false),
        in.decimal("tapeline.risk.daily-loss-limit", "0.05", "-1", "1").abs(),
        in.integer("tapeline.risk.max-positions-per-symbol", 1, 1, 1000),
        in.seconds("tapeline.risk.quote-max-age-s", "2"),
        in.seconds("tapeline.risk.signal-max-age-s", "2"),
        in.flag("tapeline.risk.net-edge", true),
        in.decimal("tapeline.risk.net-edge-factor", "1.5", "0", "100"),
        in.decimal("tapeline.risk.min-net-rr", "1.0", "0", "100"),
        in.integer("tapeline.burst.loss-skip", 2, 0, 1000),
        zone(in));
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
}
