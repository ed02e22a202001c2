package io.tapeline.core.plan.scalp;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Bias;
import io.tapeline.core.indicator.CumulativeDelta;
import io.tapeline.core.indicator.CvdDivergence;
import io.tapeline.core.indicator.DeltaSpike;
import io.tapeline.core.indicator.TradingDay;
import io.tapeline.core.market.Tick;
import java.math.BigDecimal;

/** What the trades of each minute say: divergence of cumulative delta, and spikes of the delta. */
final class OrderFlow {

  private final CumulativeDelta trades;
  private final CvdDivergence divergence;
  private final DeltaSpike spike = new DeltaSpike(DeltaSpike.USUAL);
  private BigDecimal minute = BigDecimal.ZERO;
  private boolean traded;

  /** What the trades of one minute come to. */
  record Minute(Bias divergence, Bias spike) {

    static final Minute NONE = new Minute(Bias.NONE, Bias.NONE);
  }

  OrderFlow(TradingDay day) {
    this.trades = new CumulativeDelta(day);
    this.divergence = new CvdDivergence(day);
  }

  void take(Tick tick) {
    trades.take(tick);
    CumulativeDelta.Delta delta = trades.reading().orNull();
    if (delta != null) {
      minute = minute.add(delta.delta());
      traded = true;
    }
  }

  /** Ends the minute of this candle. Nothing is told before the first trade. */
  Minute close(Candle candle) {
    CumulativeDelta.Delta delta = trades.reading().orNull();
    if (!traded || delta == null) {
      return Minute.NONE;
    }
    spike.take(minute.doubleValue());
    minute = BigDecimal.ZERO;
    DeltaSpike.Score score = spike.reading().orNull();
    return new Minute(
        divergence.take(candle, delta.cumulative().doubleValue()),
        score == null ? Bias.NONE : score.spike());
  }
}
