package io.tapeline.core.candle;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;

/**
 * One closed candle; its high and low enclose open and close.
 *
 * <p>Candles of revision 0 come in the order of their times, one for each slot. Any other revision
 * corrects what was said before, or says late what was not said at all: it is no new candle of the
 * series.
 *
 * @param origin the market event that closed or corrected it
 * @param openTime start, inclusive; the end is openTime + timeframe, exclusive
 * @param trades number of ticks in it
 * @param synthetic true if it was made to fill a short gap (MD-GAP)
 * @param revision 0 as first closed in its turn, then 1, 2, … as late prices change it
 * @param startsSegment true if what came before is not contiguous with it (MD-GAP)
 * @param unconfirmed true if its close is a jump that nothing has confirmed yet (MD-VALID): nothing
 *     is to be made of it until a revision comes without this
 * @param fetched true if it is the venue's own candle, or made of such: prices were missed for too
 *     long (MD-FEED)
 */
public record Candle(
    Origin origin,
    Symbol symbol,
    Timeframe timeframe,
    EventTime openTime,
    Price open,
    Price high,
    Price low,
    Price close,
    Quantity volume,
    long trades,
    boolean synthetic,
    int revision,
    boolean startsSegment,
    boolean unconfirmed,
    boolean fetched)
    implements Event {

  public Candle {
    if (high.isBelow(open) || high.isBelow(close)) {
      throw new IllegalArgumentException("high " + high + " is below open or close");
    }
    if (low.isAbove(open) || low.isAbove(close)) {
      throw new IllegalArgumentException("low " + low + " is above open or close");
    }
    if (revision < 0) {
      throw new IllegalArgumentException("revision " + revision + " is below zero");
    }
  }

  /** One made of prices whose close is no jump. */
  public Candle(
      Origin origin,
      Symbol symbol,
      Timeframe timeframe,
      EventTime openTime,
      Price open,
      Price high,
      Price low,
      Price close,
      Quantity volume,
      long trades,
      boolean synthetic,
      int revision,
      boolean startsSegment) {
    this(
        origin,
        symbol,
        timeframe,
        openTime,
        open,
        high,
        low,
        close,
        volume,
        trades,
        synthetic,
        revision,
        startsSegment,
        false,
        false);
  }

  /** Instrument, timeframe and open time; of a correction its revision too. */
  @Override
  public String id() {
    String id = symbol + "/" + timeframe.label() + "@" + openTime.micros();
    return revision == 0 ? id : id + "/r" + revision;
  }

  /** Whether it is what its prices made of it first: neither a correction nor a fill. */
  public boolean isFirstOfPrices() {
    return revision == 0 && !synthetic;
  }

  /** When it is over. */
  public EventTime closeTime() {
    return openTime.plus(timeframe.length());
  }

  /** The same figures, said anew. */
  Candle saidBy(Origin by, int newRevision, boolean stillUnconfirmed) {
    return with(by, newRevision, startsSegment, stillUnconfirmed);
  }

  /** The same figures, as the first of a segment or not. */
  public Candle asSegmentStart(boolean first) {
    return with(origin, revision, first, unconfirmed);
  }

  private Candle with(Origin by, int newRevision, boolean first, boolean jump) {
    return new Candle(
        by,
        symbol,
        timeframe,
        openTime,
        open,
        high,
        low,
        close,
        volume,
        trades,
        synthetic,
        newRevision,
        first,
        jump,
        fetched);
  }

  /** The same figures as from outside, to be judged. */
  public RawCandle raw() {
    return new RawCandle(
        symbol,
        timeframe,
        openTime,
        open.value(),
        high.value(),
        low.value(),
        close.value(),
        volume.value());
  }

  /** Whether both say the same of the same slot, whatever made them. */
  boolean saysTheSame(Candle other) {
    return openTime.equals(other.openTime)
        && open.equals(other.open)
        && high.equals(other.high)
        && low.equals(other.low)
        && close.equals(other.close)
        && volume.equals(other.volume)
        && trades == other.trades
        && synthetic == other.synthetic
        && startsSegment == other.startsSegment;
  }
}
