package io.tapeline.core.indicator.named;

import io.tapeline.core.indicator.Atr;
import io.tapeline.core.indicator.Atr1;
import io.tapeline.core.indicator.DynamicAtr;
import io.tapeline.core.indicator.MeanRange;
import io.tapeline.core.indicator.TrueRange;
import io.tapeline.core.indicator.VolatilityExpansion;
import java.util.List;

/** The ATR family. */
final class VolatilityStudies {

  private static final List<String> VALUE = List.of("value");

  private VolatilityStudies() {}

  static List<NamedIndicator> all() {
    return List.of(
        new NamedIndicator(
            "tr",
            "true range",
            Input.CANDLES,
            VALUE,
            _ -> Study.ofCandles(new TrueRange(), List::of)),
        new NamedIndicator(
            "atr",
            "average true range, Wilder",
            Input.CANDLES,
            VALUE,
            set -> Study.ofCandles(new Atr(set.n(Atr.USUAL)), List::of)),
        new NamedIndicator(
            "atr1",
            "mean of the last true ranges",
            Input.CANDLES,
            VALUE,
            set -> Study.ofCandles(new Atr1(set.n(Atr1.USUAL)), List::of)),
        new NamedIndicator(
            "m1range",
            "mean of high less low",
            Input.CANDLES,
            VALUE,
            set -> {
              int n = set.n(MeanRange.USUAL);
              int least = set.count("least", Math.min(n, MeanRange.LEAST), 1);
              return Study.ofCandles(new MeanRange(n, least), List::of);
            }),
        new NamedIndicator(
            "volexp",
            "recent against preceding true range",
            Input.CANDLES,
            List.of("value", "before", "state"),
            _ ->
                Study.ofCandles(
                    new VolatilityExpansion(),
                    change -> List.of(change.recent(), change.before(), change.state()))),
        new NamedIndicator(
            "dynatr",
            "threshold that follows the mean true range",
            Input.CANDLES,
            VALUE,
            set ->
                Study.ofCandles(
                    new DynamicAtr(set.positive("base", "0.5"), set.n(DynamicAtr.USUAL)),
                    List::of)));
  }
}
