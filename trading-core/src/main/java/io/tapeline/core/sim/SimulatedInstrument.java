package io.tapeline.core.sim;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * What a simulated market trades.
 *
 * @param startPrice value at the start; a whole number of ticks, at least {@value #MIN_TICKS}
 * @param tickSize smallest price step
 * @param lotStep smallest quantity step
 * @param typicalSize mean size of a noise trader's order; a whole number of lots
 */
public record SimulatedInstrument(
    Symbol symbol,
    Price startPrice,
    BigDecimal tickSize,
    BigDecimal lotStep,
    Quantity typicalSize) {

  /** A coarser grid than this leaves no room for a book below the price. */
  static final long MIN_TICKS = 100;

  /** Keeps prices of ten times the start, and sizes of a thousand typical orders, within a long. */
  private static final long MAX_STEPS = 1_000_000_000_000L;

  private static final long MAX_UNSCALED_STEP = 100_000L;

  public SimulatedInstrument {
    requireStep(symbol, "tickSize", tickSize);
    requireStep(symbol, "lotStep", lotStep);
    long ticks = steps(symbol, "startPrice", startPrice.value(), tickSize);
    Checks.require(
        ticks >= MIN_TICKS,
        symbol + ": startPrice must be at least " + MIN_TICKS + " ticks, is %s",
        ticks);
    long lots = steps(symbol, "typicalSize", typicalSize.value(), lotStep);
    Checks.require(lots > 0, symbol + ": typicalSize must be at least one lot, is %s", typicalSize);
  }

  /** BTCUSDT at 60,000 in ticks of 0.1 and lots of 0.001, orders of 0.05 on average. */
  public static SimulatedInstrument btcUsdt() {
    return new SimulatedInstrument(
        new Symbol("BTCUSDT"),
        Price.of("60000.0"),
        new BigDecimal("0.1"),
        new BigDecimal("0.001"),
        Quantity.of("0.050"));
  }

  /** Refuses an empty list, and one that names a symbol twice. */
  static void requireSome(List<SimulatedInstrument> instruments) {
    Checks.require(!instruments.isEmpty(), "instruments must name at least one, are %s", "none");
    long symbols = instruments.stream().map(SimulatedInstrument::symbol).distinct().count();
    Checks.require(
        symbols == instruments.size(),
        "instruments must not name a symbol twice, are %s",
        instruments.stream().map(SimulatedInstrument::symbol).toList());
  }

  long startTicks() {
    return steps(symbol, "startPrice", startPrice.value(), tickSize);
  }

  long typicalLots() {
    return steps(symbol, "typicalSize", typicalSize.value(), lotStep);
  }

  Price price(long ticks) {
    return new Price(times(tickSize, ticks));
  }

  Quantity quantity(long lots) {
    return new Quantity(times(lotStep, lots));
  }

  private static BigDecimal times(BigDecimal step, long count) {
    long unscaled = Math.multiplyExact(step.unscaledValue().longValueExact(), count);
    return BigDecimal.valueOf(unscaled, step.scale());
  }

  private static void requireStep(Symbol symbol, String name, BigDecimal step) {
    Checks.require(step.signum() > 0, symbol + ": " + name + " must be above zero, is %s", step);
    Checks.require(
        step.unscaledValue().abs().compareTo(BigInteger.valueOf(MAX_UNSCALED_STEP)) <= 0,
        symbol + ": " + name + " must have at most five digits, is %s",
        step);
  }

  private static long steps(Symbol symbol, String name, BigDecimal value, BigDecimal step) {
    BigDecimal[] parts = value.divideAndRemainder(step);
    Checks.require(
        parts[1].signum() == 0,
        symbol + ": " + name + " must be a whole number of steps of " + step + ", is %s",
        value);
    Checks.require(
        parts[0].compareTo(BigDecimal.valueOf(MAX_STEPS)) <= 0,
        symbol + ": " + name + " must be at most " + MAX_STEPS + " steps, is %s",
        value);
    return parts[0].longValueExact();
  }
}
