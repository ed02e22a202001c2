package io.tapeline.core.candle;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which price candles are made of. Candles of quotes have no volume. */
public enum PriceSource {
  TRADE,
  BID,
  ASK,
  MID;

  /** The price this event says, or null if it says none of this source. */
  @Nullable Price priceOf(MarketEvent event) {
    return switch (this) {
      case TRADE -> event instanceof Tick tick ? tick.price() : null;
      case BID -> event instanceof Quote quote ? quote.bid() : null;
      case ASK -> event instanceof Quote quote ? quote.ask() : null;
      case MID -> event instanceof Quote quote ? new Price(quote.mid()) : null;
    };
  }

  /** The volume that goes with the price: the size of a trade, else zero. */
  Quantity volumeOf(MarketEvent event) {
    return this == TRADE && event instanceof Tick tick ? tick.size() : Quantity.ZERO;
  }

  /** As written in commands: trade, bid, ask, mid. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The source with this label; throws {@link IllegalArgumentException} naming the choices. */
  public static PriceSource of(String label) {
    for (PriceSource source : values()) {
      if (source.label().equals(label)) {
        return source;
      }
    }
    throw new IllegalArgumentException(
        "unknown price '%s': choose one of %s"
            .formatted(
                label,
                Arrays.stream(values()).map(PriceSource::label).collect(Collectors.joining(", "))));
  }
}
