package io.tapeline.core.statistics;

import io.tapeline.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What closed trades add up to (CATALOGUE 12). Sums are exact, quotients have 34 digits. A trade
 * wins if its net profit is above zero, loses if below, and is neither within {@code 1e-9} of zero.
 * Not thread-safe.
 */
public final class TradeStatistics {

  private static final MathContext PRECISION = new MathContext(34, RoundingMode.HALF_EVEN);
  private static final BigDecimal BREAK_EVEN = new BigDecimal("1e-9");

  private long trades;
  private long wins;
  private long losses;
  private Money gross = Money.ZERO;
  private Money fees = Money.ZERO;
  private BigDecimal won = BigDecimal.ZERO;
  private BigDecimal lost = BigDecimal.ZERO;
  private final SortedMap<String, PerReason> byExitReason = new TreeMap<>();

  /** How often trades ended for one reason, and with which net profit in all. */
  public record PerReason(long trades, Money net) {

    private PerReason plus(Money more) {
      return new PerReason(trades + 1, net.plus(more));
    }
  }

  /** Takes one closed trade. */
  public void add(Money tradeGross, Money tradeFees, String exitReason) {
    Money net = tradeGross.minus(tradeFees);
    trades++;
    gross = gross.plus(tradeGross);
    fees = fees.plus(tradeFees);
    PerReason before = byExitReason.getOrDefault(exitReason, new PerReason(0, Money.ZERO));
    byExitReason.put(exitReason, before.plus(net));
    if (net.value().abs().compareTo(BREAK_EVEN) < 0) {
      return;
    }
    if (net.isPositive()) {
      wins++;
      won = won.add(net.value());
    } else {
      losses++;
      lost = lost.subtract(net.value());
    }
  }

  public long trades() {
    return trades;
  }

  public long wins() {
    return wins;
  }

  public long losses() {
    return losses;
  }

  public long breakEven() {
    return trades - wins - losses;
  }

  public Money gross() {
    return gross;
  }

  public Money fees() {
    return fees;
  }

  public Money net() {
    return gross.minus(fees);
  }

  /** Wins over wins and losses, 0 to 1; null while there is neither. */
  public @Nullable BigDecimal winRate() {
    return quotient(BigDecimal.valueOf(wins), wins + losses);
  }

  /** Mean net profit of the winning trades; null while there is none. */
  public @Nullable BigDecimal avgWin() {
    return quotient(won, wins);
  }

  /** Mean net loss of the losing trades, above zero; null while there is none. */
  public @Nullable BigDecimal avgLoss() {
    return quotient(lost, losses);
  }

  /** Sum of wins over sum of losses; null while there is no loss. */
  public @Nullable BigDecimal profitFactor() {
    return losses == 0 ? null : won.divide(lost, PRECISION);
  }

  /** True if there are wins and no losses, so that the profit factor has no number. */
  public boolean profitFactorInfinite() {
    return wins > 0 && losses == 0;
  }

  /**
   * Win rate × average win − (1 − win rate) × average loss (CATALOGUE S2-EXPECT), which is the mean
   * net profit of winning and losing trades; null while there is neither.
   */
  public @Nullable BigDecimal expectancy() {
    return quotient(won.subtract(lost), wins + losses);
  }

  /** Number and net profit of the trades of each exit reason. */
  public SortedMap<String, PerReason> byExitReason() {
    return Collections.unmodifiableSortedMap(byExitReason);
  }

  private static @Nullable BigDecimal quotient(BigDecimal sum, long count) {
    return count == 0 ? null : sum.divide(BigDecimal.valueOf(count), PRECISION);
  }
}
