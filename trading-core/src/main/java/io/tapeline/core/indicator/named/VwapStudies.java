package io.tapeline.core.indicator.named;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Atr1;
import io.tapeline.core.indicator.Extremes;
import io.tapeline.core.indicator.IntradayRange;
import io.tapeline.core.indicator.SessionClock;
import io.tapeline.core.indicator.SessionLevels;
import io.tapeline.core.indicator.Vwap;
import io.tapeline.core.indicator.VwapBand;
import io.tapeline.core.indicator.VwapPersistence;
import io.tapeline.core.indicator.VwapRetest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** VWAP, what is near it, and the extremes of sessions and days. */
final class VwapStudies {

  private VwapStudies() {}

  static List<NamedIndicator> all() {
    return List.of(
        new NamedIndicator(
            "vwap",
            "volume-weighted average price with sigma bands",
            Input.CANDLES,
            List.of("value", "sigma", "upper1", "lower1", "upper2", "lower2", "upper3", "lower3"),
            set -> Study.ofCandles(new Vwap(vwap(set)), VwapStudies::bands)),
        new NamedIndicator(
            "vwapband",
            "neighbourhood of the VWAP",
            Input.CANDLES,
            List.of("value", "lower", "upper", "distance", "position", "in_band"),
            set ->
                study(
                    new Banded(set),
                    (candle, band) -> {
                      double close = candle.close().value().doubleValue();
                      return List.of(
                          band.vwap(),
                          band.lower(),
                          band.upper(),
                          band.distance(close),
                          band.position(close),
                          band.holds(close));
                    })),
        new NamedIndicator(
            "vwapretest",
            "what the candle did at the band",
            Input.CANDLES,
            List.of("value", "bias", "confidence"),
            set -> {
              VwapRetest retest = new VwapRetest(set.tick().doubleValue());
              return study(
                  new Banded(set),
                  (candle, band) -> {
                    VwapRetest.Verdict verdict = retest.judge(candle, band);
                    return List.of(verdict.kind(), verdict.bias(), verdict.confidence());
                  });
            }),
        new NamedIndicator(
            "vwappersist",
            "seconds that closes stay in the band, and the bonus",
            Input.CANDLES,
            List.of("value", "multiplier"),
            set -> {
              VwapPersistence persistence = new VwapPersistence(set.seconds("interval-s", "60"));
              return study(
                  new Banded(set),
                  (candle, band) -> {
                    double close = candle.close().value().doubleValue();
                    double seconds = persistence.check(candle.closeTime(), band.holds(close));
                    return List.of(seconds, persistence.multiplier());
                  });
            }),
        new NamedIndicator(
            "session",
            "session of the candle's open",
            Input.CANDLES,
            List.of("value"),
            set -> {
              SessionClock clock = set.sessions();
              return new Study() {
                @Override
                public List<List<?>> onCandle(Candle candle) {
                  return List.of(List.of(clock.at(candle.openTime()).session()));
                }
              };
            }),
        new NamedIndicator(
            "sesshl",
            "extremes of the session before, the day before and the session",
            Input.CANDLES,
            List.of(
                "value",
                "previous_session_low",
                "previous_day_high",
                "previous_day_low",
                "session_high",
                "session_low"),
            set ->
                Study.ofCandles(
                    new SessionLevels(
                        set.sessions(), set.day(), set.count("least", SessionLevels.LEAST, 1)),
                    VwapStudies::levels)),
        new NamedIndicator(
            "intraday",
            "high and low since the trading day began",
            Input.CANDLES,
            List.of("value", "low"),
            set ->
                Study.ofCandles(
                    new IntradayRange(set.day(), set.count("least", IntradayRange.LEAST, 1)),
                    extremes -> List.of(extremes.high(), extremes.low()))));
  }

  private static Vwap.Settings vwap(Parameters set) {
    return new Vwap.Settings(
        set.choice("anchor", Vwap.Anchor.DAY),
        set.n(30),
        set.count("warm-up", Vwap.WARM_UP, 1),
        set.choice("zero-volume", Vwap.ZeroVolume.SKIP),
        set.choice("price", Vwap.Typical.HLC3),
        set.day(),
        set.sessions());
  }

  private static List<?> bands(Vwap.Average average) {
    List<Double> values = new ArrayList<>(List.of(average.vwap(), average.sigma()));
    for (int m = 1; m <= 3; m++) {
      values.add(average.upper(m));
      values.add(average.lower(m));
    }
    return values;
  }

  private static List<?> levels(SessionLevels.Levels levels) {
    @Nullable Extremes session = levels.previousSession();
    @Nullable Extremes day = levels.previousDay();
    @Nullable Extremes now = levels.session();
    return Arrays.asList(
        session == null ? null : session.high(),
        session == null ? null : session.low(),
        day == null ? null : day.high(),
        day == null ? null : day.low(),
        now == null ? null : now.high(),
        now == null ? null : now.low());
  }

  private interface BandRow {

    List<?> of(Candle candle, VwapBand band);
  }

  private static Study study(Banded banded, BandRow values) {
    return new Study() {
      @Override
      public List<List<?>> onCandle(Candle candle) {
        @Nullable VwapBand band = banded.after(candle);
        return band == null ? NOTHING : List.of(values.of(candle, band));
      }
    };
  }

  /** The band around the VWAP of the candles so far. */
  private static final class Banded {

    private enum Mode {
      FIXED,
      ATR_ADJUSTED
    }

    private final Vwap vwap;
    private final Atr1 atr1;
    private final Mode mode;
    private final double multiplier;
    private final double spread;

    Banded(Parameters set) {
      vwap = new Vwap(VwapStudies.vwap(set));
      atr1 = new Atr1(set.count("atr1-n", Atr1.USUAL, 1));
      mode = set.choice("mode", Mode.FIXED);
      multiplier = set.number("multiplier", "0.10");
      spread = set.number("spread", "0");
    }

    @Nullable VwapBand after(Candle candle) {
      vwap.take(candle);
      atr1.take(candle);
      Vwap.@Nullable Average average = vwap.reading().orNull();
      if (average == null) {
        return null;
      }
      return switch (mode) {
        case FIXED -> VwapBand.fixed(average.vwap());
        case ATR_ADJUSTED -> VwapBand.adjusted(average.vwap(), atr1.reading(), multiplier, spread);
      };
    }
  }
}
