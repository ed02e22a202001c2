package io.tapeline.core.candle;

import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
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
      case TRADE -> {
        Tick trade = tradeOf(event);
        yield trade == null ? null : trade.price();
      }
      case BID -> event instanceof Quote quote ? quote.bid() : null;
      case ASK -> event instanceof Quote quote ? quote.ask() : null;
      case MID -> event instanceof Quote quote ? new Price(quote.mid()) : null;
    };
  }

  /** The volume that goes with the price: the size of a trade, else zero. */
  Quantity volumeOf(MarketEvent event) {
    Tick trade = this == TRADE ? tradeOf(event) : null;
    return trade == null ? Quantity.ZERO : trade.size();
  }

  /** The venue's number of the trade, null if the event is none or has no number. */
  static @Nullable Long tradeIdOf(MarketEvent event) {
    Tick trade = tradeOf(event);
    return trade == null ? null : trade.tradeId();
  }

  private static @Nullable Tick tradeOf(MarketEvent event) {
    return switch (event) {
      case Tick tick -> tick;
      case MissedTick missed -> missed.trade();
      case MissedCandle _, Quote _, BookUpdate _, Heartbeat _, FeedGap _ -> null;
    };
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
