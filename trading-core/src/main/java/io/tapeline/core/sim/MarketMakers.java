package io.tapeline.core.sim;

import io.tapeline.core.money.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Makers who post a ladder of bids and asks around the fair value, each on its own, and replace it
 * as a whole when their turn comes. The more the market has moved, the wider and thinner they
 * quote. Between two turns their quotes are stale, and the informed pick them off.
 */
final class MarketMakers {

  private static final int MAKERS = 4;
  private static final int RUNGS = 6;

  /** Extra refreshes per second while a side of the book is empty. */
  private static final double URGENT_RATE = 20;

  private static final double HALF_SPREAD_BPS = 0.04;
  private static final double HALF_SPREAD_PER_VOLATILITY = 0.6;
  private static final double HALF_SPREAD_PER_MOMENTUM = 0.3;
  private static final double RUNG_BPS = 0.10;
  private static final double RUNG_TYPICAL_SIZES = 3;
  private static final double THINNING_VOLATILITY = 0.6;

  private final Pit pit;
  private final List<List<RestingOrder>> quotes = new ArrayList<>();

  MarketMakers(Pit pit) {
    this.pit = pit;
    for (int maker = 0; maker < MAKERS; maker++) {
      quotes.add(new ArrayList<>());
    }
  }

  List<Agent> agents() {
    return List.of(new Agent(this::refreshRate, this::refreshOne));
  }

  /** All makers post: the book at the start. */
  void open() {
    quotes.forEach(this::refresh);
  }

  private double refreshRate() {
    double rate = pit.rates().makerRefreshes() * pit.value().activity();
    return pit.book().isTwoSided() ? rate : rate + URGENT_RATE;
  }

  private void refreshOne() {
    refresh(quotes.get(pit.random().below(MAKERS)));
  }

  private void refresh(List<RestingOrder> own) {
    pit.fair().see(pit.book().midTicks());
    own.forEach(pit.book()::cancel);
    own.clear();
    double halfSpread = halfSpreadTicks() * pit.random().between(0.6, 1.6);
    double rung = RUNG_BPS * pit.fair().bp() + halfSpread * 0.5;
    double distance = halfSpread;
    for (int i = 0; i < RUNGS; i++) {
      post(own, Side.BUY, distance);
      post(own, Side.SELL, distance);
      distance += rung * pit.random().between(0.5, 1.5);
    }
  }

  private double halfSpreadTicks() {
    double bps =
        HALF_SPREAD_BPS
            + HALF_SPREAD_PER_VOLATILITY * pit.fair().volatilityBps()
            + HALF_SPREAD_PER_MOMENTUM * Math.abs(pit.fair().momentumBps());
    return bps * pit.fair().bp();
  }

  /** Posts without ever taking: a price beyond the other side's best is moved in front of it. */
  private void post(List<RestingOrder> own, Side side, double distance) {
    double wanted = pit.fair().ticks() - side.sign() * distance;
    long price = (long) (side == Side.BUY ? Math.floor(wanted) : Math.ceil(wanted));
    PriceLevel opposite = pit.book().best(side.opposite());
    if (opposite != null && (price - opposite.priceTicks) * side.sign() >= 0) {
      price = opposite.priceTicks - side.sign();
    }
    RestingOrder order = price < 1 ? null : pit.book().limit(side, price, rungLots());
    if (order != null) {
      own.add(order);
    }
  }

  private long rungLots() {
    double thinning = 1 + pit.fair().volatilityBps() / THINNING_VOLATILITY;
    double lots = pit.typicalLots() * RUNG_TYPICAL_SIZES / thinning;
    return 1 + (long) (lots * pit.random().between(0.4, 1.6));
  }
}
