package io.tapeline.marketdata.live.generic;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.marketdata.live.Desk;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.live.Interruptions;
import io.tapeline.marketdata.live.Rejects;
import io.tapeline.marketdata.live.Said;
import io.tapeline.marketdata.live.VenueProtocol;
import io.tapeline.protocol.shell.LiveFeed;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Any server that sends the generic feed's frames ({@link TickFrames}), the mock tick server above
 * all. Nothing is sent to it but pings: it gives what it has. Frames of instruments that are not
 * wanted are counted and left.
 */
public final class TicksProtocol implements VenueProtocol {

  private static final String NAME = "ticks";

  /**
   * What is wanted.
   *
   * @param longestSilence a connection without a frame or the answer to a ping counts as dead after
   *     it
   */
  public record Wanted(URI uri, List<Symbol> symbols, Duration longestSilence) {

    public Wanted {
      symbols = List.copyOf(symbols);
    }
  }

  private final Wanted wanted;
  private final Desk desk;
  private final FeedStatus status;
  private final Rejects rejects;
  private final Interruptions interruptions;
  private final Set<Symbol> symbols;

  public TicksProtocol(Wanted wanted, LiveFeed.Resume resume, Desk desk, FeedStatus status) {
    this.wanted = wanted;
    this.desk = desk;
    this.status = status;
    this.rejects = new Rejects(NAME, desk, status);
    this.interruptions = new Interruptions(resume, desk, status);
    this.symbols = Set.copyOf(wanted.symbols());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public URI uri() {
    return wanted.uri();
  }

  @Override
  public Duration longestSilence() {
    return wanted.longestSilence();
  }

  @Override
  public boolean isPinged() {
    return true;
  }

  @Override
  public void opened(Outlet outlet) {}

  @Override
  public void lost(long seenMicros) {
    interruptions.lost();
  }

  @Override
  public void look(long nowNanos) {}

  @Override
  public void message(String text, long seenMicros) throws InterruptedException {
    switch (TickFrames.parse(text)) {
      case TickFrame.Rejected(String reason, String detail, String original) ->
          rejects.keep("frame", reason, detail, original, seenMicros);
      case TickFrame.Seen seen -> take(seen, seenMicros);
    }
  }

  private void take(TickFrame.Seen seen, long seenMicros) throws InterruptedException {
    Tick trade = seen.trade();
    Quote quote = seen.quote();
    if (trade != null) {
      tell(
          new Said.Trade(
              trade.symbol(),
              trade.origin().ts(),
              trade.price(),
              trade.size(),
              trade.aggressor(),
              null,
              false),
          seenMicros);
    }
    if (quote != null) {
      tell(
          new Said.TopQuote(
              quote.symbol(),
              quote.origin().ts(),
              quote.bid(),
              quote.bidSize(),
              quote.ask(),
              quote.askSize()),
          seenMicros);
    }
  }

  private void tell(Said.OfMarket said, long seenMicros) throws InterruptedException {
    if (!symbols.contains(said.symbol())) {
      status.dropped("NOT_WANTED");
      return;
    }
    interruptions.before(said.symbol(), said.ts(), seenMicros);
    desk.take(said, seenMicros);
  }
}
