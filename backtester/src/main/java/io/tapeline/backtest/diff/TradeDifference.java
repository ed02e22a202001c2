package io.tapeline.backtest.diff;

import java.math.BigDecimal;
import java.util.List;

/**
 * A trade that is not the same in both runs.
 *
 * @param id of the trade, its entry order's
 * @param fields what differs, if both have it
 * @param netA its net profit in A, zero if A has no such trade
 * @param netB the same in B
 */
public record TradeDifference(
    String id,
    String symbol,
    Where where,
    List<FieldDifference> fields,
    BigDecimal netA,
    BigDecimal netB,
    Cause cause) {

  /** Which run has the trade. */
  public enum Where {
    BOTH,
    ONLY_A,
    ONLY_B
  }

  public TradeDifference {
    fields = List.copyOf(fields);
  }

  /** What B made more than A with it. */
  public BigDecimal netDifference() {
    return netB.subtract(netA);
  }
}
