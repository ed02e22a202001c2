package io.tapeline.core.indicator;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** IND-INTRADAY: extremes since the trading day began. Ready after 20 candles of the day. */
public final class IntradayRange extends CandleIndicator<Extremes> {

  /** The usual fewest candles. */
  public static final int LEAST = 20;

  private final TradingDay day;
  private final int least;
  private @Nullable LocalDate date;
  private @Nullable Extremes extremes;

  /**
   * @param least candles of the day from which on it is ready
   */
  public IntradayRange(TradingDay day, int least) {
    this.day = day;
    this.least = least;
  }

  @Override
  void startSegment() {}

  @Override
  void add(Bar bar) {
    LocalDate now = day.at(bar.openTime());
    extremes = extremes == null || !now.equals(date) ? Extremes.of(bar) : extremes.with(bar);
    date = now;
  }

  @Override
  public Reading<Extremes> reading() {
    Extremes sofar = extremes;
    return sofar == null || sofar.candles() < least
        ? Reading.warmingUp(sofar == null ? 0 : sofar.candles(), least)
        : Reading.ready(sofar);
  }
}
