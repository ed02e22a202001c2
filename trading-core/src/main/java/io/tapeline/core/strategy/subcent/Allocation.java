package io.tapeline.core.strategy.subcent;

import io.tapeline.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * S1-ALLOC: how much of an account one buy may spend. The tier's multiplier applies once to each
 * cap.
 *
 * @param accountUsage of the equity that the strategy may bind, a fraction
 * @param tradeSize of that for one trade, a fraction
 * @param hardCap of the equity for one trade, a fraction
 */
record Allocation(BigDecimal accountUsage, BigDecimal tradeSize, BigDecimal hardCap) {

  /** 15 % of the account, 5 % of that a trade, never above 2 % of the account. */
  static final Allocation USUAL =
      new Allocation(new BigDecimal("0.15"), new BigDecimal("0.05"), new BigDecimal("0.02"));

  /**
   * What there is.
   *
   * @param bound value of open orders and cost of positions of the strategy
   * @param free quote currency
   */
  record Account(Money equity, Money bound, Money free) {}

  /** What comes of it. */
  sealed interface Verdict {

    /**
     * So much may be spent, before the fee.
     *
     * @param upsizedToMin raised to the venue's least order (UPSIZED_TO_MIN)
     */
    record Granted(Money quote, boolean upsizedToMin) implements Verdict {}

    /** Nothing; the reason code says why. */
    record Refused(String reason, Money value, Money limit) implements Verdict {}
  }

  /**
   * What a trade may spend.
   *
   * @param multiplier of the tier
   * @param fee of the buy, a fraction
   * @param minimum least order of the venue
   */
  Verdict of(Account account, BigDecimal multiplier, BigDecimal fee, Money minimum) {
    Money base = account.equity.times(accountUsage).times(multiplier);
    Money left = base.minus(account.bound);
    if (!left.isPositive()) {
      return new Verdict.Refused("ALLOCATION_FULL", account.bound, base);
    }
    Money hard = account.equity.times(hardCap);
    BigDecimal beforeFee =
        account.free.value().divide(BigDecimal.ONE.add(fee), MathContext.DECIMAL64);
    Money payable = least(left, new Money(beforeFee));
    Money trade = least(least(base.times(tradeSize), hard), payable);
    if (trade.compareTo(minimum) >= 0) {
      return new Verdict.Granted(trade, false);
    }
    Money most = least(hard, payable);
    return minimum.compareTo(most) <= 0
        ? new Verdict.Granted(minimum, true)
        : new Verdict.Refused("ORDER_BELOW_MIN", most, minimum);
  }

  private static Money least(Money one, Money other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
