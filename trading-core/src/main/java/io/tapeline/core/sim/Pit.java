package io.tapeline.core.sim;

import io.tapeline.core.money.Side;

/**
 * Where the traders of one instrument meet.
 *
 * @param book the order book
 * @param random their chance
 * @param fair what everybody sees
 * @param value what only the informed know
 * @param rates how often each kind acts
 * @param typicalLots mean size of a noise trader's order
 */
record Pit(
    OrderBook book,
    SeededRandom random,
    FairValue fair,
    HiddenValue value,
    ArrivalRates rates,
    long typicalLots) {

  private static final double LARGE_ORDERS = 0.05;
  private static final double LARGE_FACTOR = 5;

  /** Nobody takes liquidity further from the touch than this, basis points. */
  private static final double PROTECTION_BPS = 8;

  /** A random order size around {@code scale} typical ones, now and then several times that. */
  long drawLots(double scale) {
    double mean = typicalLots * scale * (random.chance(LARGE_ORDERS) ? LARGE_FACTOR : 1);
    return 1 + (long) random.exponential(mean);
  }

  /** A market order, protected from the far end of a thin book. */
  void takeAtMarket(Side side, long lots) {
    PriceLevel touch = book.best(side.opposite());
    if (touch != null) {
      long reach = (long) Math.ceil(PROTECTION_BPS * fair.bp());
      book.take(side, lots, Math.max(1, touch.priceTicks + side.sign() * reach));
    }
  }
}
