package io.tapeline.core.indicator.named;

import io.tapeline.core.indicator.Bollinger;
import io.tapeline.core.indicator.Ema;
import io.tapeline.core.indicator.MarketRegime;
import io.tapeline.core.indicator.Pvd;
import io.tapeline.core.indicator.Pvvm;
import io.tapeline.core.indicator.Rsi;
import io.tapeline.core.indicator.Sma;
import io.tapeline.core.indicator.Variation;
import io.tapeline.core.indicator.Velocity;
import java.util.List;

/** Statistics of closes. */
final class StatisticStudies {

  private static final List<String> VALUE = List.of("value");
  private static final List<String> WITH_BPS = List.of("value", "bps");

  private StatisticStudies() {}

  static List<NamedIndicator> all() {
    return List.of(
        new NamedIndicator(
            "pvvm",
            "mean absolute deviation of closes",
            Input.CANDLES,
            WITH_BPS,
            set -> Study.ofCandles(new Pvvm(set.n(Pvvm.USUAL)), StatisticStudies::variation)),
        new NamedIndicator(
            "pvd",
            "mean absolute change of closes",
            Input.CANDLES,
            WITH_BPS,
            set ->
                Study.ofCandles(
                    new Pvd(set.count("n", Pvd.USUAL, 2)), StatisticStudies::variation)),
        new NamedIndicator(
            "rsi",
            "relative strength index, Wilder",
            Input.CANDLES,
            VALUE,
            set -> Study.ofCandles(new Rsi(set.n(Rsi.USUAL)), List::of)),
        new NamedIndicator(
            "bb",
            "Bollinger bands",
            Input.CANDLES,
            List.of("value", "upper", "lower", "position"),
            set ->
                Study.ofCandles(
                    new Bollinger(
                        set.n(Bollinger.USUAL),
                        set.number("deviations", Double.toString(Bollinger.USUAL_WIDTH))),
                    bands ->
                        List.of(bands.middle(), bands.upper(), bands.lower(), bands.position()))),
        new NamedIndicator(
            "sma",
            "mean of closes",
            Input.CANDLES,
            VALUE,
            set -> Study.ofCandles(new Sma(set.n(20)), List::of)),
        new NamedIndicator(
            "ema",
            "exponential mean of closes",
            Input.CANDLES,
            VALUE,
            set -> Study.ofCandles(new Ema(set.n(20)), List::of)),
        new NamedIndicator(
            "vel",
            "mean one-candle return",
            Input.CANDLES,
            VALUE,
            set -> Study.ofCandles(new Velocity(set.n(Velocity.USUAL)), List::of)),
        new NamedIndicator(
            "regime",
            "what kind of market it is",
            Input.CANDLES,
            VALUE,
            _ -> Study.ofCandles(new MarketRegime(), List::of)));
  }

  private static List<?> variation(Variation variation) {
    return List.of(variation.value(), variation.bps());
  }
}
