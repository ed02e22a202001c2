package io.tapeline.core.indicator;

import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * IND-CVD of trades: bought less sold volume since the trading day began, exact. A trade counts for
 * the side that took; where that is unknown the tick rule decides (Lee and Ready 1991): up bought,
 * down sold, unchanged as the one before, the first of a day neither. Ready with the first trade.
 */
public final class CumulativeDelta implements Indicator<Tick, CumulativeDelta.Delta> {

  private final TradingDay day;
  private @Nullable LocalDate date;
  private @Nullable Price before;
  private int sign;
  private BigDecimal delta = BigDecimal.ZERO;
  private BigDecimal cumulative = BigDecimal.ZERO;

  /** The newest trade's signed size, and the sum of the day. */
  public record Delta(BigDecimal delta, BigDecimal cumulative) {}

  public CumulativeDelta(TradingDay day) {
    this.day = day;
  }

  @Override
  public void take(Tick tick) {
    LocalDate now = day.at(tick.ts());
    if (!now.equals(date)) {
      date = now;
      before = null;
      sign = 0;
      cumulative = BigDecimal.ZERO;
    }
    sign = sign(tick);
    before = tick.price();
    delta = tick.size().value().multiply(BigDecimal.valueOf(sign));
    cumulative = cumulative.add(delta);
  }

  private int sign(Tick tick) {
    Price last = before;
    int move = last == null ? 0 : tick.price().compareTo(last);
    return switch (tick.aggressor()) {
      case BUY -> 1;
      case SELL -> -1;
      case UNKNOWN -> move == 0 ? sign : Integer.signum(move);
    };
  }

  /** Sign of the newest trade: 1 bought, −1 sold, 0 unknown. */
  int sign() {
    return sign;
  }

  @Override
  public Reading<Delta> reading() {
    return date == null ? Reading.warmingUp(0, 1) : Reading.ready(new Delta(delta, cumulative));
  }
}
