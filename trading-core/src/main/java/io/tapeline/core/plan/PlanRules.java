package io.tapeline.core.plan;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.plan.PlanTerms.PlanTarget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a plan must be like to be taken (CATALOGUE S3-PLAN); every violation is told at once. */
public final class PlanRules {

  /**
   * Distances allowed on an instrument, price units, inclusive.
   *
   * @param leastStop of entry and stop, to {@code mostStop}
   * @param leastTarget of entry and target, to {@code mostTarget}
   */
  public record Distances(
      BigDecimal leastStop, BigDecimal mostStop, BigDecimal leastTarget, BigDecimal mostTarget) {}

  /** What a micro-scalp is allowed on an instrument at a price; null: it is not configured. */
  @FunctionalInterface
  public interface Ranges {
    @Nullable Distances of(Symbol symbol, Price entry);
  }

  private final Function<Symbol, Instrument> instruments;
  private final Ranges ranges;

  public PlanRules(Function<Symbol, Instrument> instruments, Ranges ranges) {
    this.instruments = instruments;
    this.ranges = ranges;
  }

  /** What is wrong with a plan, each beginning with its stable code; empty if nothing is. */
  public List<String> violations(PlanTerms terms, Symbol symbol) {
    List<String> found = new ArrayList<>();
    Instrument instrument = instruments.apply(symbol);
    sides(terms, found);
    volume(terms, instrument, found);
    LadderRules.check(terms, instrument, found);
    if (terms.targets().isEmpty()) {
      found.add("TARGET_MISSING: a plan has at least one target");
    }
    BigDecimal shares =
        terms.targets().stream().map(PlanTarget::share).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (shares.compareTo(BigDecimal.ONE) > 0) {
      found.add("TARGET_SHARES: the targets' shares sum to %s, at most 1".formatted(shares));
    }
    if (terms.type() == PlanType.MICRO_SCALP) {
      distances(terms, symbol, found);
    }
    return found;
  }

  private static void sides(PlanTerms terms, List<String> found) {
    boolean isLong = terms.side() == Side.BUY;
    Price entry = terms.entry();
    boolean wrongStop = isLong ? !terms.stop().isBelow(entry) : !terms.stop().isAbove(entry);
    if (wrongStop && !terms.isLadder()) {
      found.add(
          "SL_WRONG_SIDE: stop_loss %s must be %s entry_price %s of a %s"
              .formatted(terms.stop(), isLong ? "below" : "above", entry, terms.side()));
    }
    for (PlanTarget target : terms.targets()) {
      if (isLong ? !target.price().isAbove(entry) : !target.price().isBelow(entry)) {
        found.add(
            "TP_WRONG_SIDE: target %s must be %s %s %s of a %s"
                .formatted(
                    target.price(),
                    isLong ? "above" : "below",
                    terms.isLadder() ? "the worst entry" : "entry_price",
                    entry,
                    terms.side()));
      }
    }
  }

  private static void volume(PlanTerms terms, Instrument instrument, List<String> found) {
    BigDecimal lot = instrument.lotStep();
    if (terms.quantity().value().remainder(lot).signum() != 0) {
      found.add(
          "VOLUME_OFF_LOT: volume %s is no multiple of the lot step %s"
              .formatted(terms.quantity(), lot.toPlainString()));
    } else if (terms.quantity().isBelow(instrument.minQty())) {
      found.add(
          "VOLUME_BELOW_MIN: volume %s is below the least order %s"
              .formatted(terms.quantity(), instrument.minQty()));
    }
  }

  private void distances(PlanTerms terms, Symbol symbol, List<String> found) {
    Distances allowed = ranges.of(symbol, terms.entry());
    if (allowed == null) {
      found.add(
          "SYMBOL_NOT_CONFIGURED: no rule set for %s; tapeline.plan.rules.%s names one"
              .formatted(symbol, symbol));
      return;
    }
    BigDecimal stop = terms.entry().minus(terms.stop()).abs();
    if (outside(stop, allowed.leastStop(), allowed.mostStop())) {
      found.add(
          "SL_OUT_OF_RANGE: the stop is %s away, it must be %s to %s"
              .formatted(
                  stop.toPlainString(),
                  allowed.leastStop().toPlainString(),
                  allowed.mostStop().toPlainString()));
    }
    for (PlanTarget target : terms.targets()) {
      BigDecimal away = target.price().minus(terms.entry()).abs();
      if (outside(away, allowed.leastTarget(), allowed.mostTarget())) {
        found.add(
            "TP_OUT_OF_RANGE: the target is %s away, it must be %s to %s"
                .formatted(
                    away.toPlainString(),
                    allowed.leastTarget().toPlainString(),
                    allowed.mostTarget().toPlainString()));
      }
    }
  }

  private static boolean outside(BigDecimal value, BigDecimal least, BigDecimal most) {
    return value.compareTo(least) < 0 || value.compareTo(most) > 0;
  }

  /** What forbids one more plan on an instrument beside the account's others that live. */
  public static List<String> limits(
      Symbol symbol, Collection<Symbol> others, PlanSettings settings) {
    long here = others.stream().filter(symbol::equals).count();
    List<String> found = new ArrayList<>();
    if (here >= settings.perSymbol()) {
      found.add(
          "MAX_PLANS: %d plans live on %s, at most %d may"
              .formatted(here, symbol, settings.perSymbol()));
    }
    if (others.size() >= settings.total()) {
      found.add(
          "MAX_PLANS: %d plans live, at most %d may".formatted(others.size(), settings.total()));
    }
    return found;
  }
}
