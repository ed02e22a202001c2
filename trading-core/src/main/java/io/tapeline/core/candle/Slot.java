package io.tapeline.core.candle;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One slot of time and the prices in it, taken in any order: open is the earliest and close the
 * latest by time, then by the venue's number, then by arrival. A slot without a price is one that
 * is filled.
 */
final class Slot {

  private static final Price NONE = new Price(BigDecimal.ONE);

  private final long start;
  private Price open = NONE;
  private Price high = NONE;
  private Price low = NONE;
  private Price close = NONE;
  private BigDecimal volume = BigDecimal.ZERO;
  private long trades;
  private long firstMicros;
  private long lastMicros;
  private @Nullable Long firstId;
  private @Nullable Long lastId;
  private @Nullable Candle told;

  Slot(long start) {
    this.start = start;
  }

  void add(Price price, Quantity size, long micros, @Nullable Long id) {
    if (trades == 0) {
      open = price;
      high = price;
      low = price;
      close = price;
      volume = size.value();
      firstMicros = micros;
      firstId = id;
      lastMicros = micros;
      lastId = id;
    } else {
      high = price.isAbove(high) ? price : high;
      low = price.isBelow(low) ? price : low;
      volume = volume.add(size.value());
      if (isBefore(micros, id, firstMicros, firstId)) {
        open = price;
        firstMicros = micros;
        firstId = id;
      }
      if (!isBefore(micros, id, lastMicros, lastId)) {
        close = price;
        lastMicros = micros;
        lastId = id;
      }
    }
    trades++;
  }

  private static boolean isBefore(
      long micros, @Nullable Long id, long otherMicros, @Nullable Long otherId) {
    return micros < otherMicros
        || (micros == otherMicros && id != null && otherId != null && id < otherId);
  }

  long start() {
    return start;
  }

  boolean hasPrice() {
    return trades > 0;
  }

  Price open() {
    return open;
  }

  Price high() {
    return high;
  }

  Price low() {
    return low;
  }

  Price close() {
    return close;
  }

  BigDecimal volume() {
    return volume;
  }

  long trades() {
    return trades;
  }

  /** What was published of it last, null if nothing was. */
  @Nullable Candle told() {
    return told;
  }

  void tell(Candle candle) {
    told = candle;
  }
}
