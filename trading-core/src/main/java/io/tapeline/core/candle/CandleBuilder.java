package io.tapeline.core.candle;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the candles of one instrument, in one or several timeframes (MD-CANDLE).
 *
 * <p>Buckets are aligned to the epoch; a price on a boundary belongs to the new candle. A candle is
 * closed by the first later price, or by any event whose time is at least the grace past its end. A
 * price older than the candle in hand, or of a candle already closed, is late: dropped and counted.
 * A bucket without a price makes no candle.
 */
public final class CandleBuilder {

  /**
   * How long after its end a candle waits for late prices: {@code tapeline.data.close-grace-ms}.
   */
  public static final Duration CLOSE_GRACE = Duration.ofMillis(250);

  private static final Comparator<Candle> BY_CLOSE =
      Comparator.<Candle>comparingLong(CandleBuilder::endOf).thenComparing(Candle::timeframe);

  private final Symbol symbol;
  private final PriceSource source;
  private final long grace;
  private final List<Bucket> buckets;
  private List<Candle> closed = List.of();
  private @Nullable Origin last;
  private long latePrices;

  public CandleBuilder(Symbol symbol, Collection<Timeframe> timeframes, PriceSource source) {
    this(symbol, timeframes, source, CLOSE_GRACE);
  }

  public CandleBuilder(
      Symbol symbol, Collection<Timeframe> timeframes, PriceSource source, Duration closeGrace) {
    this.symbol = symbol;
    this.source = source;
    this.grace = EventTime.micros(closeGrace);
    this.buckets = timeframes.stream().distinct().sorted().map(Bucket::new).toList();
  }

  /** Takes an event of the instrument; {@link #closed} then has the candles it closed. */
  public void apply(MarketEvent event) {
    closed = List.of();
    last = event.origin();
    Price price = source.priceOf(event);
    if (price == null) {
      passTime(event.origin());
    } else {
      take(event.origin(), price, source.volumeOf(event));
    }
  }

  private void passTime(Origin origin) {
    for (Bucket bucket : buckets) {
      if (bucket.open != null && origin.ts().micros() >= bucket.end + grace) {
        close(bucket, origin);
      }
    }
  }

  private void take(Origin origin, Price price, Quantity size) {
    long micros = origin.ts().micros();
    boolean late = false;
    for (Bucket bucket : buckets) {
      if (micros < bucket.start || (bucket.open == null && micros < bucket.end)) {
        late = true;
        continue;
      }
      if (micros >= bucket.end) {
        if (bucket.open != null) {
          close(bucket, origin);
        }
        bucket.begin(micros);
      }
      bucket.add(price, size);
    }
    if (late) {
      latePrices++;
    }
  }

  private void close(Bucket bucket, Origin origin) {
    if (closed.isEmpty()) {
      closed = new ArrayList<>();
    }
    closed.add(bucket.toCandle(symbol, origin));
    bucket.open = null;
  }

  /** The candles closed by the event applied last, by close time, shorter timeframes first. */
  public List<Candle> closed() {
    if (closed.size() > 1) {
      closed.sort(BY_CLOSE);
    }
    return List.copyOf(closed);
  }

  /**
   * Closes what is still open, complete or not, as the research commands do at the end of a tape.
   * Returns it by close time; the origin is that of the last event.
   */
  public List<Candle> finish() {
    closed = List.of();
    if (last != null) {
      for (Bucket bucket : buckets) {
        if (bucket.open != null) {
          close(bucket, last);
        }
      }
    }
    return closed();
  }

  /** Events whose price came too late for at least one timeframe and was left out of it. */
  public long latePrices() {
    return latePrices;
  }

  /** The end of the earliest candle still open, or {@link Long#MAX_VALUE} if none is open. */
  public long earliestOpenEnd() {
    long earliest = Long.MAX_VALUE;
    for (Bucket bucket : buckets) {
      if (bucket.open != null) {
        earliest = Math.min(earliest, bucket.end);
      }
    }
    return earliest;
  }

  private static long endOf(Candle candle) {
    return candle.openTime().plus(candle.timeframe().length()).micros();
  }

  private static final class Bucket {

    private final Timeframe timeframe;
    private final long length;
    private long start = Long.MIN_VALUE;
    private long end = Long.MIN_VALUE;
    private @Nullable Price open;
    private Price high = new Price(BigDecimal.ONE);
    private Price low = high;
    private Price close = high;
    private BigDecimal volume = BigDecimal.ZERO;
    private long trades;

    Bucket(Timeframe timeframe) {
      this.timeframe = timeframe;
      this.length = EventTime.micros(timeframe.length());
    }

    void begin(long micros) {
      start = Math.floorDiv(micros, length) * length;
      end = start + length;
    }

    void add(Price price, Quantity size) {
      if (open == null) {
        open = price;
        high = price;
        low = price;
        volume = size.value();
        trades = 0;
      } else {
        high = price.isAbove(high) ? price : high;
        low = price.isBelow(low) ? price : low;
        volume = volume.add(size.value());
      }
      close = price;
      trades++;
    }

    Candle toCandle(Symbol symbol, Origin origin) {
      if (open == null) {
        throw new IllegalStateException("no " + timeframe.label() + " candle of " + symbol);
      }
      return new Candle(
          origin,
          symbol,
          timeframe,
          new EventTime(start),
          open,
          high,
          low,
          close,
          new Quantity(volume),
          trades,
          false);
    }
  }
}
