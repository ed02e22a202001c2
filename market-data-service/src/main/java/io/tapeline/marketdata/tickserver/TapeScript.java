package io.tapeline.marketdata.tickserver;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.generic.TickFrames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Recorded tapes, merged by time as {@link TapeFeed} does. A trade goes out with the quote that
 * stood before it, if there was one; a quote goes out without price and volume. Of books only the
 * top is told, where there is no quotes tape.
 */
public final class TapeScript implements Script {

  private final List<Path> tapes;

  private TapeScript(List<Path> tapes) {
    this.tapes = tapes;
  }

  /**
   * Opens the tapes once, to refuse what cannot be played.
   *
   * @throws TapeException if one of them is no tape, or a tape of candles
   */
  public static TapeScript of(List<Path> tapes) throws IOException {
    TapeFeed.open(tapes, TapeFeed.Settings.ROWS_ONLY).close();
    return new TapeScript(List.copyOf(tapes));
  }

  @Override
  public Steps begin(@Nullable EventTime from) throws IOException {
    return new Playing(TapeFeed.open(tapes, TapeFeed.Settings.ROWS_ONLY), from);
  }

  @Override
  public String says() {
    return tapes.stream()
        .map(tape -> String.valueOf(tape.getFileName()))
        .collect(Collectors.joining(" and "));
  }

  private static final class Playing implements Steps {

    private final TapeFeed feed;
    private final @Nullable EventTime from;
    private final Map<Symbol, Quote> standing = new HashMap<>();
    private @Nullable EventTime first;
    private long at;
    private long badRows;

    Playing(TapeFeed feed, @Nullable EventTime from) {
      this.feed = feed;
      this.from = from;
    }

    @Override
    public @Nullable Step next() throws IOException {
      for (Event event = feed.next(); event != null; event = feed.next()) {
        switch (event) {
          case Tick trade -> {
            return send(trade, trade, standing.get(trade.symbol()));
          }
          case Quote quote -> {
            standing.put(quote.symbol(), quote);
            return send(quote, null, quote);
          }
          case Quarantined _ -> badRows++;
          default -> {
            // Depth has no frame.
          }
        }
      }
      return null;
    }

    private Step send(MarketEvent event, @Nullable Tick trade, @Nullable Quote quote) {
      EventTime begin = first == null ? event.ts() : first;
      first = begin;
      long since = event.ts().microsSince(begin);
      at = Math.max(at, since);
      EventTime ts = from == null ? event.ts() : new EventTime(from.micros() + since);
      return new Step.Send(at, TickFrames.text(ts, trade, quote));
    }

    @Override
    public @Nullable String leftOut() {
      return badRows == 0
          ? null
          : "rows that could not be used: " + badRows + " ('tapeline tape check' says which)";
    }

    @Override
    public void close() throws IOException {
      feed.close();
    }
  }
}
