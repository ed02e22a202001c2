package io.tapeline.marketdata.live.xchange;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.dto.Order;
import org.knowm.xchange.dto.marketdata.Trade;

/**
 * Which trades of the venue's newest were told already. A trade is known by its id; where there is
 * none by time, price, size and side, and of so many that are alike in an answer so many are one
 * each.
 */
final class TradeMemory {

  /** Far more than an answer holds: what is older does not come again. */
  private static final int MOST = 20_000;

  /** What trades are told apart by. */
  private sealed interface Key {}

  private record ById(String id) implements Key {}

  private record ByLooks(
      @Nullable Instant time,
      @Nullable BigDecimal price,
      @Nullable BigDecimal size,
      Order.@Nullable OrderType side)
      implements Key {}

  private final Map<Key, Integer> told =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Integer> eldest) {
          return size() > MOST;
        }
      };

  /**
   * What an answer says.
   *
   * @param fresh trades that were not told before, in the order of the answer
   * @param connected false if none of the trades was known though others are: between them some may
   *     be missing
   */
  record Answer(List<Trade> fresh, boolean connected) {}

  boolean isEmpty() {
    return told.isEmpty();
  }

  /** Takes the venue's newest trades and remembers them. */
  Answer take(List<Trade> trades) {
    boolean connected = told.isEmpty() || trades.isEmpty();
    List<Trade> fresh = new ArrayList<>();
    Map<Key, Integer> inAnswer = new HashMap<>();
    for (Trade trade : trades) {
      Key key = key(trade);
      int alike = inAnswer.merge(key, 1, Integer::sum);
      int before = told.getOrDefault(key, 0);
      if (before >= alike || (key instanceof ById && before > 0)) {
        connected = true;
      } else {
        fresh.add(trade);
      }
    }
    inAnswer.forEach((key, count) -> told.merge(key, count, Math::max));
    return new Answer(fresh, connected);
  }

  private static Key key(Trade trade) {
    String id = trade.getId();
    if (id != null && !id.isBlank()) {
      return new ById(id);
    }
    return new ByLooks(
        trade.getTimestamp() == null ? null : trade.getTimestamp().toInstant(),
        plain(trade.getPrice()),
        plain(trade.getOriginalAmount()),
        trade.getType());
  }

  /** Equal for equal numbers, whatever their zeros. */
  private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
    return number == null ? null : number.stripTrailingZeros();
  }
}
