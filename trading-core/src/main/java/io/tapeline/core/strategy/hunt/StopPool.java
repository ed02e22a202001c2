package io.tapeline.core.strategy.hunt;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;

/**
 * A price beyond which stops are likely to rest.
 *
 * @param kind where it comes from: PREVIOUS_DAY, PREVIOUS_SESSION, SESSION, EQUAL, SWING or ROUND
 * @param run direction in which it is run: BUY for stops above the market, SELL for those below
 */
public record StopPool(String kind, Price price, Side run) {

  @Override
  public String toString() {
    return kind + " " + price + " " + run;
  }
}
