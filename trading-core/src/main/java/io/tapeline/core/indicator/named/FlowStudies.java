package io.tapeline.core.indicator.named;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Bias;
import io.tapeline.core.indicator.CandleDelta;
import io.tapeline.core.indicator.CumulativeDelta;
import io.tapeline.core.indicator.CvdDivergence;
import io.tapeline.core.indicator.DeltaSpike;
import io.tapeline.core.indicator.DepthImbalance;
import io.tapeline.core.indicator.Histogram;
import io.tapeline.core.indicator.MicroPrice;
import io.tapeline.core.indicator.OrderFlowImbalance;
import io.tapeline.core.indicator.SpreadTracker;
import io.tapeline.core.indicator.VolumeProfile;
import io.tapeline.core.indicator.Vpin;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures of quotes, books and trades, and the volume profile. */
final class FlowStudies {

  private FlowStudies() {}

  static List<NamedIndicator> all() {
    return List.of(
        new NamedIndicator(
            "spread",
            "spread against those before",
            Input.QUOTES,
            List.of("value", "mean", "deviation", "median", "ratio", "z", "bps"),
            set -> {
              int least = set.integer("least", SpreadTracker.LEAST, 2, 100);
              SpreadTracker tracker = new SpreadTracker(set.tick().doubleValue(), least);
              return spreads(tracker, set.seconds("interval-s", "10"));
            }),
        new NamedIndicator(
            "microprice",
            "mid weighted by the sizes of the other side",
            Input.QUOTES,
            List.of("value"),
            _ -> Study.ofQuotes(new MicroPrice(), List::of)),
        new NamedIndicator(
            "imb",
            "depth imbalance",
            Input.BOOK,
            List.of("value"),
            set ->
                Study.ofBooks(
                    new DepthImbalance(set.count("levels", DepthImbalance.USUAL, 1)), List::of)),
        new NamedIndicator(
            "ofi",
            "order flow imbalance",
            Input.QUOTES,
            List.of("value", "normalised"),
            set ->
                Study.ofQuotes(
                    new OrderFlowImbalance(set.seconds("window-s", "10")),
                    flow -> List.of(flow.ofi(), flow.normalised()))),
        new NamedIndicator(
            "cvd",
            "cumulative volume delta of the trading day",
            Input.TRADES_OR_CANDLES,
            List.of("value", "delta"),
            FlowStudies::cumulative),
        new NamedIndicator(
            "deltaspike",
            "the candle's delta in deviations from those before",
            Input.TRADES_OR_CANDLES,
            List.of("value", "spike"),
            FlowStudies::spikes),
        new NamedIndicator(
            "cvddivergence",
            "swing points of the price that the delta does not follow",
            Input.TRADES_OR_CANDLES,
            List.of("value"),
            FlowStudies::divergences),
        new NamedIndicator(
            "vpin",
            "toxicity of the flow",
            Input.TRADES,
            List.of("value"),
            set -> {
              int n = set.n(Vpin.USUAL);
              double bucket = set.number("bucket", "0");
              Vpin vpin = bucket > 0 ? Vpin.ofVolume(n, bucket) : Vpin.ofDays(n, set.day());
              return Study.ofTicks(vpin, List::of);
            }),
        new NamedIndicator(
            "vprofile",
            "point of control and value area of the last hours",
            Input.CANDLES,
            List.of("value", "vah", "val", "volume"),
            set -> {
              Duration lookback = set.hours("lookback-hours", 4);
              VolumeProfile profile =
                  new VolumeProfile(
                      set.tick(), new VolumeProfile.Settings(lookback, set.count("least", 50, 1)));
              int step = set.integer("value-area-step", 1, 1, 2);
              return Study.ofCandles(profile, made -> profile(made, step));
            }));
  }

  private static List<?> profile(Histogram made, int step) {
    Histogram.ValueArea area = made.valueArea(step);
    return List.of(made.centre(made.pointOfControl()), area.high(), area.low(), made.total());
  }

  /** A sample at the first quote after each interval. */
  private static Study spreads(SpreadTracker tracker, Duration interval) {
    return new Study() {

      private @Nullable EventTime last;

      @Override
      public List<List<?>> onQuote(Quote quote) {
        EventTime before = last;
        if (before != null && quote.ts().isBefore(before.plus(interval))) {
          return NOTHING;
        }
        last = quote.ts();
        tracker.take(quote);
        return row(
            tracker.reading(),
            spread ->
                List.of(
                    spread.current(),
                    spread.mean(),
                    spread.deviation(),
                    spread.median(),
                    spread.ratio(),
                    spread.z(),
                    spread.bps()));
      }
    };
  }

  /** Of trades where there are any, else of candles. */
  private static Study cumulative(Parameters set) {
    Deltas deltas = new Deltas(set);
    return new Study() {
      @Override
      public List<List<?>> onCandle(Candle candle) {
        deltas.onCandle(candle);
        return deltas.tradesSeen ? NOTHING : List.of(List.of(deltas.cumulative, deltas.ofCandle));
      }

      @Override
      public List<List<?>> onTick(Tick tick) {
        CumulativeDelta.Delta delta = deltas.onTick(tick);
        return List.of(List.of(delta.cumulative(), delta.delta()));
      }
    };
  }

  private static Study spikes(Parameters set) {
    Deltas deltas = new Deltas(set);
    DeltaSpike spike = new DeltaSpike(set.count("n", DeltaSpike.USUAL, 2));
    return new Study() {
      @Override
      public List<List<?>> onCandle(Candle candle) {
        deltas.onCandle(candle);
        spike.take(deltas.ofCandle);
        return row(spike.reading(), score -> List.of(score.z(), score.spike()));
      }

      @Override
      public List<List<?>> onTick(Tick tick) {
        deltas.onTick(tick);
        return NOTHING;
      }
    };
  }

  private static Study divergences(Parameters set) {
    Deltas deltas = new Deltas(set);
    CvdDivergence divergence = new CvdDivergence(set.day());
    return new Study() {
      @Override
      public List<List<?>> onCandle(Candle candle) {
        deltas.onCandle(candle);
        Bias bias = divergence.take(candle, deltas.cumulative);
        return bias == Bias.NONE ? NOTHING : List.of(List.of(bias));
      }

      @Override
      public List<List<?>> onTick(Tick tick) {
        deltas.onTick(tick);
        return NOTHING;
      }
    };
  }

  /** The delta of each candle: that of its trades, or an estimate where there are none. */
  private static final class Deltas {

    private final CumulativeDelta trades;
    private final CandleDelta candles;
    private boolean tradesSeen;
    private BigDecimal sofar = BigDecimal.ZERO;
    private BigDecimal sinceCandle = BigDecimal.ZERO;
    private double ofCandle;
    private double cumulative;

    Deltas(Parameters set) {
      trades = new CumulativeDelta(set.day());
      candles = new CandleDelta(set.tick().doubleValue(), set.day());
    }

    CumulativeDelta.Delta onTick(Tick tick) {
      tradesSeen = true;
      trades.take(tick);
      CumulativeDelta.@Nullable Delta delta = trades.reading().orNull();
      if (delta == null) {
        throw new IllegalStateException("no delta after a trade");
      }
      sofar = delta.cumulative();
      sinceCandle = sinceCandle.add(delta.delta());
      return delta;
    }

    void onCandle(Candle candle) {
      candles.take(candle);
      CandleDelta.@Nullable Delta estimate = candles.reading().orNull();
      if (tradesSeen) {
        ofCandle = sinceCandle.doubleValue();
        cumulative = sofar.doubleValue();
        sinceCandle = BigDecimal.ZERO;
      } else if (estimate != null) {
        ofCandle = estimate.delta();
        cumulative = estimate.cumulative();
      }
    }
  }
}
