package io.tapeline.core.testing;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;

/** Makes numbered market events of one instrument; times are seconds after 2025-01-02 15:00 UTC. */
public final class Events {

  /** 2025-01-02T15:00:00Z, 10:00 in New York on a Thursday. */
  public static final long START_MICROS = 1_735_830_000_000_000L;

  private final Symbol symbol;
  private long seq;

  public Events(String symbol) {
    this.symbol = new Symbol(symbol);
  }

  public static EventTime at(String seconds) {
    return new EventTime(START_MICROS + new BigDecimal(seconds).movePointRight(6).longValueExact());
  }

  private Origin next(String seconds) {
    return new Origin(++seq, at(seconds));
  }

  public Tick trade(String seconds, String price, String size) {
    return new Tick(next(seconds), symbol, Price.of(price), Quantity.of(size), Aggressor.UNKNOWN);
  }

  public Quote quote(String seconds, String bid, String ask) {
    return quote(seconds, bid, "1000", ask, "1000");
  }

  public Quote quote(String seconds, String bid, String bidSize, String ask, String askSize) {
    return new Quote(
        next(seconds),
        symbol,
        Price.of(bid),
        Quantity.of(bidSize),
        Price.of(ask),
        Quantity.of(askSize));
  }

  public FeedGap gap(String seconds) {
    return new FeedGap(next(seconds), symbol, FeedGap.Reason.DISCONNECTED);
  }

  public Heartbeat heartbeat(String seconds) {
    return new Heartbeat(next(seconds), symbol);
  }
}
