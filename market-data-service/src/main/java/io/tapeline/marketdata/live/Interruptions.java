package io.tapeline.marketdata.live;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.shell.LiveFeed;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells the line with the first event of an instrument after an interruption that events may be
 * missing: for feeds whose trades have no numbers from which that could be seen.
 */
public final class Interruptions {

  private final Desk desk;
  private final FeedStatus status;
  private final Set<Symbol> known;
  private final Set<Symbol> interrupted;

  public Interruptions(LiveFeed.Resume resume, Desk desk, FeedStatus status) {
    this.desk = desk;
    this.status = status;
    this.known = new HashSet<>(resume.last().keySet());
    this.interrupted = new HashSet<>(known);
  }

  /** The connection is gone. */
  public void lost() {
    interrupted.addAll(known);
  }

  /** Something of an instrument is about to be told. */
  public void before(Symbol symbol, EventTime ts, long seenMicros) throws InterruptedException {
    known.add(symbol);
    if (interrupted.remove(symbol)) {
      desk.take(new Said.Gap(symbol, ts, FeedGap.Reason.DISCONNECTED), seenMicros);
      status.gap(FeedGap.Reason.DISCONNECTED.name());
    }
  }
}
