package io.tapeline.journal.rest;

import io.tapeline.core.money.Money;
import io.tapeline.core.statistics.Drawdown;
import io.tapeline.core.statistics.TradeStatistics;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Adds up the books, row by row, with the statistics of the core. */
@Component
class StatsReader {

  private static final MathContext SHOWN = MathContext.DECIMAL64;

  private final NamedParameterJdbcTemplate jdbc;

  StatsReader(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The statistics of what a request asks for.
   *
   * @throws BadRequest if a parameter is unknown or its value not allowed
   */
  @Transactional(readOnly = true)
  public Stats read(Map<String, String> parameters) {
    Narrowing narrowing = Narrowing.of(parameters);
    TradeStatistics trades = trades(narrowing);
    Map<String, Drawdown> curves =
        narrowing.toTrades() ? tradeCurves(narrowing) : equityCurves(narrowing);
    return stats(trades, curves, skips(narrowing));
  }

  private static Stats stats(
      TradeStatistics trades, Map<String, Drawdown> curves, Map<String, Long> skips) {
    Map<String, Stats.Exits> exits = new LinkedHashMap<>();
    trades
        .byExitReason()
        .forEach((why, all) -> exits.put(why, new Stats.Exits(all.trades(), all.net().value())));
    return new Stats(
        trades.trades(),
        trades.wins(),
        trades.losses(),
        trades.breakEven(),
        shown(trades.winRate()),
        trades.gross().value(),
        trades.fees().value(),
        trades.net().value(),
        shown(trades.avgWin()),
        shown(trades.avgLoss()),
        shown(trades.profitFactor()),
        trades.profitFactorInfinite(),
        shown(trades.expectancy()),
        worst(curves, Drawdown::max),
        worst(curves, Drawdown::current),
        exits,
        skips);
  }

  private TradeStatistics trades(Narrowing narrowing) {
    TradeStatistics trades = new TradeStatistics();
    jdbc.query(
        "SELECT gross, fees, exit_reason FROM trades" + narrowing.where("ts", true),
        narrowing.values(),
        row -> {
          String reason = row.getString(3);
          trades.add(
              new Money(row.getBigDecimal(1)),
              new Money(row.getBigDecimal(2)),
              reason == null ? "UNKNOWN" : reason);
        });
    return trades;
  }

  private Map<String, Drawdown> equityCurves(Narrowing narrowing) {
    Map<String, Drawdown> curves = new TreeMap<>();
    jdbc.query(
        "SELECT account, equity FROM equity"
            + narrowing.where("ts", false)
            + " ORDER BY account, ts, seq",
        narrowing.values(),
        row -> {
          curves.computeIfAbsent(row.getString(1), _ -> new Drawdown()).add(row.getBigDecimal(2));
        });
    return curves;
  }

  /** The curve these trades alone would have drawn on the account's first equity. */
  private Map<String, Drawdown> tradeCurves(Narrowing narrowing) {
    Map<String, BigDecimal> equity = new TreeMap<>();
    Map<String, Drawdown> curves = new TreeMap<>();
    jdbc.query(
        "SELECT DISTINCT ON (account) account, equity FROM equity"
            + narrowing.where("ts", false)
            + " ORDER BY account, ts, seq",
        narrowing.values(),
        row -> {
          equity.put(row.getString(1), row.getBigDecimal(2));
          curves.computeIfAbsent(row.getString(1), _ -> new Drawdown()).add(row.getBigDecimal(2));
        });
    jdbc.query(
        "SELECT account, net FROM trades" + narrowing.where("ts", true) + " ORDER BY ts, seq, id",
        narrowing.values(),
        row -> {
          BigDecimal net = row.getBigDecimal(2);
          BigDecimal now = equity.computeIfPresent(row.getString(1), (_, at) -> at.add(net));
          if (now != null) {
            curves.computeIfAbsent(row.getString(1), _ -> new Drawdown()).add(now);
          }
        });
    return curves;
  }

  private Map<String, Long> skips(Narrowing narrowing) {
    Map<String, Long> skips = new TreeMap<>();
    String where = narrowing.where("ts", true);
    jdbc.query(
        "SELECT reason, sum(repeat) FROM decisions"
            + where
            + (where.isEmpty() ? " WHERE" : " AND")
            + " outcome IN ('SKIP', 'DENIED') GROUP BY reason",
        narrowing.values(),
        row -> {
          skips.put(row.getString(1), row.getLong(2));
        });
    return skips;
  }

  private static @Nullable BigDecimal worst(
      Map<String, Drawdown> curves, Function<Drawdown, BigDecimal> measure) {
    return shown(curves.values().stream().map(measure).reduce(BigDecimal::max).orElse(null));
  }

  private static @Nullable BigDecimal shown(@Nullable BigDecimal value) {
    return value == null ? null : value.round(SHOWN);
  }
}
