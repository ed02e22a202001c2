package io.tapeline.core.sim;

import io.tapeline.core.money.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Traders without an opinion: limit orders around the touch, market orders in runs of one side (a
 * large order worked in pieces), and cancellations, each resting order dying at the same rate.
 */
final class NoiseTraders {

  /** Bounds memory; at default rates some sixty to a hundred orders rest. */
  static final int MAX_RESTING = 1000;

  private static final double IMPROVES = 0.30;
  private static final double JOINS = 0.25;
  private static final double CROSSES = 0.03;
  private static final double BEHIND_BPS = 0.8;
  private static final double SAME_SIDE_AGAIN = 0.75;

  private final Pit pit;
  private final List<RestingOrder> resting = new ArrayList<>();
  private Side lastTaken = Side.BUY;

  NoiseTraders(Pit pit) {
    this.pit = pit;
  }

  List<Agent> agents() {
    return List.of(
        new Agent(() -> pit.rates().limitOrders() * pit.value().activity(), this::placeLimit),
        new Agent(() -> pit.rates().marketOrders() * pit.value().activity(), this::placeMarket),
        new Agent(() -> pit.rates().cancellations() * resting.size(), this::cancelAny));
  }

  private void placeLimit() {
    Side side = drawSide();
    PriceLevel own = pit.book().best(side);
    PriceLevel other = pit.book().best(side.opposite());
    if (own == null || other == null) {
      return;
    }
    long price = drawPrice(side, own.priceTicks, other.priceTicks);
    RestingOrder order = price < 1 ? null : pit.book().limit(side, price, pit.drawLots(1));
    if (order != null) {
      if (resting.size() == MAX_RESTING) {
        cancelAny();
      }
      resting.add(order);
    }
  }

  /** Mostly behind the best price, often at it or one better, now and then through the spread. */
  private long drawPrice(Side side, long ownTicks, long otherTicks) {
    double kind = pit.random().unit();
    if (kind < CROSSES) {
      return otherTicks;
    }
    if (kind < CROSSES + IMPROVES) {
      int room = (int) Math.min(Math.abs(otherTicks - ownTicks), Integer.MAX_VALUE);
      return ownTicks + (long) side.sign() * pit.random().below(room);
    }
    if (kind < CROSSES + IMPROVES + JOINS) {
      return ownTicks;
    }
    long behind = (long) Math.ceil(pit.random().exponential(BEHIND_BPS * pit.fair().bp()));
    return ownTicks - side.sign() * behind;
  }

  private void placeMarket() {
    lastTaken = pit.random().chance(SAME_SIDE_AGAIN) ? lastTaken : lastTaken.opposite();
    pit.takeAtMarket(lastTaken, pit.drawLots(1));
  }

  /** Any order with equal chance; one already filled is only forgotten. */
  private void cancelAny() {
    int index = pit.random().below(resting.size());
    RestingOrder last = resting.removeLast();
    RestingOrder chosen = index == resting.size() ? last : resting.set(index, last);
    pit.book().cancel(chosen);
  }

  private Side drawSide() {
    return pit.random().chance(0.5) ? Side.BUY : Side.SELL;
  }
}
