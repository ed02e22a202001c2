package io.tapeline.core.tape;

import io.tapeline.core.candle.RawCandle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.time.EventTime;
import org.jspecify.annotations.Nullable;

/** One line of a tape after the header: usable, or rejected with the reason. */
public sealed interface TapeRow {

  /** Line in the file, the header being line 1. */
  long line();

  /** A row that was understood and breaks no rule. */
  sealed interface Usable extends TapeRow {

    /** Time at the source, epoch microseconds. */
    long micros();

    Symbol symbol();
  }

  /**
   * A trade.
   *
   * @param late whether it was not heard when it happened but asked for afterwards; its time lies
   *     before that of rows that stand before it
   * @param tradeId the venue's number of it, null where there is none
   */
  record Trade(
      long line,
      long micros,
      Symbol symbol,
      Price price,
      Quantity size,
      Aggressor aggressor,
      boolean late,
      @Nullable Long tradeId)
      implements Usable {

    /** A trade that was heard when it happened, of a source that does not number them. */
    public Trade(
        long line, long micros, Symbol symbol, Price price, Quantity size, Aggressor aggressor) {
      this(line, micros, symbol, price, size, aggressor, false, null);
    }
  }

  /** Best bid and offer; sizes are null where not published. */
  record BidAsk(
      long line,
      long micros,
      Symbol symbol,
      Price bid,
      @Nullable Quantity bidSize,
      Price ask,
      @Nullable Quantity askSize)
      implements Usable {}

  /** One level of a book: a part of a snapshot, or a change. */
  record Depth(long line, long micros, Symbol symbol, boolean snapshot, BookUpdate.Level level)
      implements Usable {}

  /** A candle; {@code micros} is its open time. */
  record Bar(
      long line,
      long micros,
      Symbol symbol,
      Timeframe timeframe,
      Price open,
      Price high,
      Price low,
      Price close,
      Quantity volume)
      implements Usable {

    /** The same as figures alone. */
    public RawCandle raw() {
      return new RawCandle(
          symbol,
          timeframe,
          new EventTime(micros),
          open.value(),
          high.value(),
          low.value(),
          close.value(),
          volume.value());
    }
  }

  /** A row that cannot be used. */
  record Rejected(Quarantined quarantined) implements TapeRow {

    @Override
    public long line() {
      return quarantined.position();
    }
  }
}
