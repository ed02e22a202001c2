package io.tapeline.core.plan;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.plan.PlanTerms.PlanRung;
import java.math.BigDecimal;
import java.util.List;

/** What a plan's entries must be like: each of them is an order that its venue has to take. */
final class LadderRules {

  private static final int LEAST = 2;
  private static final int MOST = 20;

  private LadderRules() {}

  /** Adds what is wrong with the rungs of a plan, each beginning with its stable code. */
  static void check(PlanTerms terms, Instrument instrument, List<String> found) {
    List<PlanRung> rungs = terms.rungs();
    if (!terms.isLadder()) {
      if (!rungs.isEmpty()) {
        found.add("ENTRIES_UNUSED: entries are for a bracket whose entry is 'ladder'");
      }
      return;
    }
    if (terms.type() != PlanType.BRACKET) {
      found.add("ENTRY_KIND: a %s has no ladder".formatted(terms.type().label()));
    }
    if (rungs.size() < LEAST || rungs.size() > MOST) {
      found.add(
          "ENTRIES_COUNT: a ladder has %d to %d entries, not %d"
              .formatted(LEAST, MOST, rungs.size()));
    }
    BigDecimal shares =
        rungs.stream().map(PlanRung::share).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (shares.compareTo(BigDecimal.ONE) != 0) {
      found.add("ENTRY_SHARES: the entries' shares sum to %s, not 1".formatted(plain(shares)));
    }
    for (int i = 0; i < rungs.size(); i++) {
      String name = "entries[" + i + "]";
      price(terms, rungs.get(i).price(), instrument, name, found);
      quantity(terms, rungs.get(i), instrument, name, found);
      if (i > 0) {
        order(terms.side(), rungs.get(i - 1).price(), rungs.get(i).price(), name, found);
      }
    }
  }

  private static void price(
      PlanTerms terms, Price price, Instrument instrument, String name, List<String> found) {
    if (price.value().remainder(instrument.tickSize()).signum() != 0) {
      found.add(
          "ENTRY_OFF_TICK: %s price %s is no multiple of the tick size %s"
              .formatted(name, price, plain(instrument.tickSize())));
    }
    boolean isLong = terms.side() == Side.BUY;
    if (isLong ? !terms.stop().isBelow(price) : !terms.stop().isAbove(price)) {
      found.add(
          "SL_WRONG_SIDE: stop_loss %s must be %s %s price %s of a %s"
              .formatted(terms.stop(), isLong ? "below" : "above", name, price, terms.side()));
    }
  }

  private static void order(Side side, Price before, Price price, String name, List<String> found) {
    if (side == Side.BUY ? !price.isBelow(before) : !price.isAbove(before)) {
      found.add(
          "ENTRY_ORDER: %s price %s must be %s the one before it, %s"
              .formatted(name, price, side == Side.BUY ? "below" : "above", before));
    }
  }

  private static void quantity(
      PlanTerms terms, PlanRung rung, Instrument instrument, String name, List<String> found) {
    BigDecimal quantity = terms.quantity().value().multiply(rung.share());
    if (quantity.remainder(instrument.lotStep()).signum() != 0) {
      found.add(
          "ENTRY_OFF_LOT: %s is %s, no multiple of the lot step %s"
              .formatted(name, plain(quantity), plain(instrument.lotStep())));
      return;
    }
    Money value = instrument.notional(rung.price(), new Quantity(quantity));
    if (new Quantity(quantity).isBelow(instrument.minQty())) {
      found.add(
          "ENTRY_BELOW_MIN: %s is %s, below the least order %s"
              .formatted(name, plain(quantity), instrument.minQty()));
    } else if (value.compareTo(instrument.minNotional()) < 0) {
      found.add(
          "ENTRY_BELOW_MIN: %s is worth %s, below the least order of %s"
              .formatted(name, value, instrument.minNotional()));
    }
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
