package io.tapeline.journal.rest;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What closed trades add up to (CATALOGUE 12), net of fees unless marked gross.
 *
 * @param winRate wins over wins and losses, null while there is neither
 * @param profitFactor sum of wins over sum of losses, null while there is no loss
 * @param profitFactorInfinite true if there are wins and no losses
 * @param expectancy mean net profit of winning and losing trades
 * @param maxDrawdown deepest fall below the peak, a fraction of it; the worst account's. Of the
 *     equity curve; of the trades' own curve on top of the first equity if narrowed to a strategy
 *     or symbol. Null while there is no equity
 * @param currentDrawdown the fall at the end, a fraction of the peak; the worst account's
 * @param exits number and net profit by exit reason
 * @param skips number of entries not taken, by reason
 */
record Stats(
    long trades,
    long wins,
    long losses,
    long breakEven,
    @Nullable BigDecimal winRate,
    BigDecimal gross,
    BigDecimal fees,
    BigDecimal net,
    @Nullable BigDecimal avgWin,
    @Nullable BigDecimal avgLoss,
    @Nullable BigDecimal profitFactor,
    boolean profitFactorInfinite,
    @Nullable BigDecimal expectancy,
    @Nullable BigDecimal maxDrawdown,
    @Nullable BigDecimal currentDrawdown,
    Map<String, Exits> exits,
    Map<String, Long> skips) {

  /** Trades that ended for one reason. */
  record Exits(long trades, BigDecimal net) {}
}
