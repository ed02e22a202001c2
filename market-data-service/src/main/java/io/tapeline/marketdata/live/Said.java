package io.tapeline.marketdata.live;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a venue said, without the number that it gets when it is published. */
public sealed interface Said {

  /** The event with its number. */
  Event numbered(long seq);

  /** Something said of one instrument at a time of the venue. */
  sealed interface OfMarket extends Said {

    Symbol symbol();

    EventTime ts();

    default Origin origin(long seq) {
      return new Origin(seq, ts());
    }
  }

  /**
   * A trade.
   *
   * @param tradeId the venue's number, null where there is none
   * @param missed true if it was asked for after an interruption
   */
  record Trade(
      Symbol symbol,
      EventTime ts,
      Price price,
      Quantity size,
      Aggressor aggressor,
      @Nullable Long tradeId,
      boolean missed)
      implements OfMarket {

    @Override
    public Event numbered(long seq) {
      Tick tick = new Tick(origin(seq), symbol, price, size, aggressor, tradeId);
      return missed ? new MissedTick(tick) : tick;
    }

    /** The same, asked for after an interruption. */
    public Trade asMissed() {
      return new Trade(symbol, ts, price, size, aggressor, tradeId, true);
    }
  }

  /**
   * A closed minute of the venue's own candles.
   *
   * @param ts when it opens
   */
  record MissedMinute(
      Symbol symbol, EventTime ts, Price open, Price high, Price low, Price close, Quantity volume)
      implements OfMarket {

    @Override
    public Event numbered(long seq) {
      return new MissedCandle(origin(seq), symbol, open, high, low, close, volume);
    }
  }

  /** Best bid and offer. */
  record TopQuote(
      Symbol symbol,
      EventTime ts,
      Price bid,
      @Nullable Quantity bidSize,
      Price ask,
      @Nullable Quantity askSize)
      implements OfMarket {

    @Override
    public Event numbered(long seq) {
      return new Quote(origin(seq), symbol, bid, bidSize, ask, askSize);
    }
  }

  /** Depth, or that it is not to be trusted. */
  record Depth(
      Symbol symbol,
      EventTime ts,
      boolean snapshot,
      List<BookUpdate.Level> levels,
      @Nullable Invalidity invalid)
      implements OfMarket {

    @Override
    public Event numbered(long seq) {
      return new BookUpdate(origin(seq), symbol, snapshot, levels, invalid);
    }
  }

  /** Events may be missing. */
  record Gap(Symbol symbol, EventTime ts, FeedGap.Reason reason) implements OfMarket {

    @Override
    public Event numbered(long seq) {
      return new FeedGap(origin(seq), symbol, reason);
    }
  }

  /** Time passes. */
  record Beat(Symbol symbol, EventTime ts) implements OfMarket {

    @Override
    public Event numbered(long seq) {
      return new Heartbeat(origin(seq), symbol);
    }
  }

  /** Input that could not be used. */
  record Unusable(Quarantined input) implements Said {

    @Override
    public Event numbered(long seq) {
      return input;
    }
  }
}
