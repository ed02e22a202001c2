package io.tapeline.core.indicator;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * IND-CVD where only candles are known: of a candle's volume, {@code v × (c − l) / max(h − l,
 * tick)} is taken as bought and the rest as sold, summed up since the trading day began. Ready with
 * the first candle; it goes on across segments.
 */
public final class CandleDelta extends CandleIndicator<CandleDelta.Delta> {

  private final double tick;
  private final TradingDay day;
  private @Nullable LocalDate date;
  private double delta;
  private double cumulative;
  private double lost;

  /** Bought less sold volume of the newest candle, and of the day. */
  public record Delta(double delta, double cumulative) {}

  /**
   * @param tick tick size, above zero
   */
  public CandleDelta(double tick, TradingDay day) {
    this.tick = tick;
    this.day = day;
  }

  @Override
  void startSegment() {}

  @Override
  void add(Bar bar) {
    LocalDate now = day.at(bar.openTime());
    if (!now.equals(date)) {
      date = now;
      cumulative = 0;
      lost = 0;
    }
    double bought = bar.volume() * (bar.close() - bar.low()) / Math.max(bar.range(), tick);
    delta = 2 * bought - bar.volume();
    accumulate(delta);
  }

  /** What a sum loses in its last digits is kept and added with the next number (Kahan 1965). */
  private void accumulate(double value) {
    double corrected = value - lost;
    double sum = cumulative + corrected;
    lost = (sum - cumulative) - corrected;
    cumulative = sum;
  }

  @Override
  public Reading<Delta> reading() {
    return date == null ? Reading.warmingUp(0, 1) : Reading.ready(new Delta(delta, cumulative));
  }
}
