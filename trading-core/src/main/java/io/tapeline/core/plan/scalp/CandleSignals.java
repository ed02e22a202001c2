package io.tapeline.core.plan.scalp;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Bias;
import io.tapeline.core.indicator.OrderBlock;
import io.tapeline.core.indicator.Sweep;
import io.tapeline.core.indicator.VwapRetest;
import io.tapeline.core.indicator.WickTrap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the newest real candle says. A filled minute after it changes nothing.
 *
 * @param candle the newest closed candle that is not synthetic
 * @param before the candle before it, null if that is synthetic or of another segment
 * @param engulfing direction of a strong engulfing, NONE if it is none
 * @param choch direction of a change of character at most five candles old, NONE if there is none
 * @param retested order blocks that this candle came back to for the first time
 * @param momentum direction of the session's move
 * @param volumeIncreases whether its volume is above 1.2 times that of the candle before
 * @param divergence of price and cumulative delta that this candle completed
 * @param deltaSpike direction of a spike of the minute's delta
 */
public record CandleSignals(
    Candle candle,
    @Nullable Candle before,
    Sweep.Detected sweep,
    WickTrap.Trap wick,
    VwapRetest.Verdict retest,
    Bias engulfing,
    Bias choch,
    List<OrderBlock> retested,
    Bias momentum,
    boolean volumeIncreases,
    Bias divergence,
    Bias deltaSpike) {

  public CandleSignals {
    retested = List.copyOf(retested);
  }
}
