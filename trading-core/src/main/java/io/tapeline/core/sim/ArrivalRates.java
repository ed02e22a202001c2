package io.tapeline.core.sim;

/**
 * How often the traders of the simulated market act in a regime of activity 1, per second.
 *
 * @param makerRefreshes market makers, all together, taking their quotes away and posting new ones
 * @param limitOrders noise traders' limit orders
 * @param marketOrders noise traders' market orders
 * @param cancellations of each resting limit order of the noise traders: its mean life is the
 *     inverse, in seconds
 * @param informedOrders of those who know the hidden value, for each basis point it lies beyond the
 *     best price
 * @param momentumOrders of those who chase a move, for each basis point the price is away from its
 *     own recent average, beyond the first two
 */
public record ArrivalRates(
    double makerRefreshes,
    double limitOrders,
    double marketOrders,
    double cancellations,
    double informedOrders,
    double momentumOrders) {

  /** About 20 to 60 events a second with the default regimes. */
  public static final ArrivalRates DEFAULT = new ArrivalRates(8, 9, 2.5, 0.15, 20, 2.0);

  public ArrivalRates {
    Checks.positive("makerRefreshes", makerRefreshes);
    Checks.notNegative("limitOrders", limitOrders);
    Checks.notNegative("marketOrders", marketOrders);
    Checks.positive("cancellations", cancellations);
    Checks.notNegative("informedOrders", informedOrders);
    Checks.notNegative("momentumOrders", momentumOrders);
  }
}
