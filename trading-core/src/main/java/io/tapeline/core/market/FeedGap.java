package io.tapeline.core.market;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.Origin;

/**
 * Events of the instrument may be missing before this one: windows of ticks begin anew with it
 * (MD-FEED), and depth is not to be trusted until its next snapshot.
 *
 * @param reason why
 */
public record FeedGap(Origin origin, Symbol symbol, Reason reason) implements MarketEvent {

  /** Why events may be missing. */
  public enum Reason {

    /** The connection to the venue was lost, or the service was not running. */
    DISCONNECTED,

    /** The venue's numbers of its trades do not follow each other. */
    TRADES_MISSING
  }
}
