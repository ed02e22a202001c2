package io.tapeline.core.sim;

import io.tapeline.core.money.Side;
import java.util.List;

/**
 * Traders with an opinion. The informed know the hidden value and take whatever is offered on the
 * wrong side of it, the sooner the more wrong it is, and never beyond it. Momentum traders see only
 * that the price has run, and run after it; where the informed have stopped, they overshoot.
 */
final class DirectionalTraders {

  private static final double MOST_INFORMED_BPS = 6;
  private static final double INFORMED_SIZES = 1.6;
  private static final double MOMENTUM_FROM_BPS = 2;
  private static final double MOST_MOMENTUM_BPS = 8;
  private static final double MOMENTUM_SIZES = 0.8;

  private final Pit pit;

  DirectionalTraders(Pit pit) {
    this.pit = pit;
  }

  List<Agent> agents() {
    return List.of(
        new Agent(this::informedRate, this::takeMispriced),
        new Agent(this::momentumRate, this::chase));
  }

  private double informedRate() {
    double mispricedBps = Math.max(mispriced(Side.BUY), mispriced(Side.SELL)) / pit.fair().bp();
    return pit.rates().informedOrders() * Math.clamp(mispricedBps, 0, MOST_INFORMED_BPS);
  }

  /** What an informed order of this side gains at the touch, ticks; not above zero if nothing. */
  private double mispriced(Side side) {
    PriceLevel touch = pit.book().best(side.opposite());
    return touch == null ? 0 : (pit.value().ticks() - touch.priceTicks) * side.sign();
  }

  private void takeMispriced() {
    Side side = mispriced(Side.BUY) > 0 ? Side.BUY : Side.SELL;
    double value = pit.value().ticks();
    long worst = (long) (side == Side.BUY ? Math.floor(value) : Math.ceil(value));
    pit.book().take(side, pit.drawLots(INFORMED_SIZES), worst);
  }

  private double momentumRate() {
    double beyond = Math.abs(pit.fair().momentumBps()) - MOMENTUM_FROM_BPS;
    return pit.rates().momentumOrders() * Math.clamp(beyond, 0, MOST_MOMENTUM_BPS);
  }

  private void chase() {
    Side side = pit.fair().momentumBps() > 0 ? Side.BUY : Side.SELL;
    pit.takeAtMarket(side, pit.drawLots(MOMENTUM_SIZES));
  }
}
