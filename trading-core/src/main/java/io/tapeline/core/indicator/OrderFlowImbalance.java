package io.tapeline.core.indicator;

import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * IND-OFI: order flow imbalance at the best prices (Cont, Kukanov and Stoikov 2014). Each quote
 * contributes
 *
 * <pre>e = 1{Pb ≥ Pb'} qb − 1{Pb ≤ Pb'} qb' − 1{Pa ≤ Pa'} qa + 1{Pa ≥ Pa'} qa'</pre>
 *
 * with the primes of the quote before; the value is their sum over a window. Ready once quotes have
 * been followed for a whole window; a gap begins it anew.
 */
public final class OrderFlowImbalance implements Indicator<Quote, OrderFlowImbalance.Flow> {

  /** The usual window. */
  public static final Duration USUAL = Duration.ofSeconds(10);

  private static final long MICROS_PER_SECOND = EventTime.MICROS_PER_SECOND;

  private final long window;
  private final WindowSum contributions = new WindowSum();
  private final WindowSum tops = new WindowSum();
  private @Nullable Quote last;
  private boolean sizesMissing;
  private long since;
  private long now;

  /**
   * The sum of the window.
   *
   * @param ofi in units of quantity; above zero where bids grow and asks give way
   * @param normalised the same divided by the mean size at the best prices; 0 where there is none
   */
  public record Flow(double ofi, double normalised) {}

  /**
   * @param window above zero
   */
  public OrderFlowImbalance(Duration window) {
    this.window = EventTime.micros(window);
    if (this.window <= 0) {
      throw new IllegalArgumentException("the window must be above zero: " + window);
    }
  }

  @Override
  public void take(Quote quote) {
    Quantity bidSize = quote.bidSize();
    Quantity askSize = quote.askSize();
    sizesMissing = bidSize == null || askSize == null;
    if (bidSize == null || askSize == null) {
      last = null;
      return;
    }
    Quote before = last;
    if (before == null) {
      restart();
      since = quote.ts().micros();
      now = since;
    }
    passTime(quote.ts());
    if (before != null) {
      contributions.add(now, contribution(before, quote));
    }
    tops.add(now, (size(bidSize) + size(askSize)) / 2);
    last = quote;
  }

  /** Time passes without a quote: what is older than the window leaves it. */
  public void passTime(EventTime moment) {
    now = Math.max(now, moment.micros());
    contributions.dropUpTo(now - window);
    tops.dropUpTo(now - window);
  }

  /** Quotes may be missing: it begins anew with the next. */
  public void restart() {
    contributions.clear();
    tops.clear();
    last = null;
  }

  /** What a quote adds after another; both have sizes. */
  static double contribution(Quote before, Quote quote) {
    int bid = quote.bid().compareTo(before.bid());
    int ask = quote.ask().compareTo(before.ask());
    double e = bid >= 0 ? size(quote.bidSize()) : 0;
    e -= bid <= 0 ? size(before.bidSize()) : 0;
    e -= ask <= 0 ? size(quote.askSize()) : 0;
    e += ask >= 0 ? size(before.askSize()) : 0;
    return e;
  }

  private static double size(@Nullable Quantity size) {
    return size == null ? 0 : size.value().doubleValue();
  }

  @Override
  public Reading<Flow> reading() {
    if (sizesMissing) {
      return Reading.invalid("the quote has no sizes");
    }
    if (last == null || now - since < window) {
      long followed = last == null ? 0 : (now - since) / MICROS_PER_SECOND;
      int need = Math.toIntExact(Math.ceilDiv(window, MICROS_PER_SECOND));
      return Reading.warmingUp((int) followed, need);
    }
    double top = tops.mean();
    return Reading.ready(new Flow(contributions.sum(), top > 0 ? contributions.sum() / top : 0));
  }
}
