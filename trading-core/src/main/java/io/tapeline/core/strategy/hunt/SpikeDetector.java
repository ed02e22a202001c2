package io.tapeline.core.strategy.hunt;

import static io.tapeline.core.indicator.Thresholds.atLeast;
import static io.tapeline.core.indicator.Thresholds.clamp;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.ReturnDeviation;
import io.tapeline.core.indicator.VolumeCheck;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.strategy.minute.Checklist;
import io.tapeline.core.strategy.minute.RecentCandles;
import io.tapeline.core.strategy.minute.SideView;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The candle detector: a candle that went beyond the extreme of those before it on much volume and
 * closed inside again. Highs swept are BUY_STOPS_SWEPT and traded SELL, lows mirrored.
 *
 * <pre>confidence = (0.30 min(1, (ratio − 1) / 2) + 0.25 min(1, spike / 0.01)
 *     + 0.25 min(1, wick / 0.005) + 0.20 min(1, rejection / 0.005)) × max(0.7, 1 − 10 σ)</pre>
 *
 * with σ the deviation of the one-minute returns of the lookback, clamped to 0.1 … 0.95.
 */
final class SpikeDetector {

  private final HuntSettings settings;
  private final RecentCandles recent;
  private final VolumeCheck volume;
  private final ReturnDeviation deviation;

  /** What is found on the newest candle for one side; {@code confidence} counts if all is met. */
  record Found(Checklist checks, double confidence, Price extreme) {}

  SpikeDetector(HuntSettings settings) {
    this.settings = settings;
    this.recent = new RecentCandles(settings.lookback());
    this.volume = new VolumeCheck(settings.volumeCandles());
    this.deviation = new ReturnDeviation(settings.lookback() - 1);
  }

  void take(Candle candle) {
    recent.take(candle);
    volume.take(candle);
    deviation.take(candle);
  }

  /** Asks for the candles of the lookback in one segment, and for a mean volume. */
  void ask(Checklist needs) {
    int have = recent.size();
    int need = settings.lookback();
    needs.ready("candles", have < need ? Reading.warmingUp(have, need) : Reading.ready(have));
    needs.ready("volume", volume.reading());
  }

  /** Middle of the range of the candles before the newest; null while they are too few. */
  @Nullable BigDecimal middle() {
    if (recent.size() < settings.lookback()) {
      return null;
    }
    int before = settings.lookback() - 1;
    BigDecimal sum = recent.highestBefore(before).value().add(recent.lowestBefore(before).value());
    return sum.divide(BigDecimal.TWO);
  }

  static String nameFor(Side trade) {
    return trade == Side.SELL ? "BUY_STOPS_SWEPT" : "SELL_STOPS_SWEPT";
  }

  /** Looks for a sweep that is traded with this side; all that was asked for is there. */
  Found find(Side trade) {
    VolumeCheck.Volume now = volume.reading().orNull();
    Double sigma = deviation.reading().orNull();
    if (now == null || sigma == null) {
      throw new IllegalStateException("asked for before it was ready");
    }
    HuntSettings.Spike limits = settings.spike();
    SideView view = SideView.of(recent.ago(0), trade);
    double reference = reference(trade).value().doubleValue();
    double spike = spike(trade);
    double rejection = trade.sign() * (view.close() - view.tip()) / view.tip();
    Checklist checks = new Checklist(nameFor(trade));
    boolean both = isSpike(spike) && isSpike(spike(trade.opposite()));
    checks.that(
        "TRIGGER_CONFLICT", "sidesSpiked", !both, both ? "both" : "one or none", "not both");
    checks.above("NO_SPIKE", "beyondReference", spike, 0);
    checks.atLeast("NO_SPIKE", "spike", spike, limits.beyond());
    checks.atLeast("VOLUME_LOW", "volumeRatio", now.ratio(), limits.volume());
    checks.atLeast("NO_REJECTION", "wick", view.tail(), limits.wick());
    checks.atLeast("NO_REJECTION", "rejection", rejection, limits.rejection());
    checks.above("NO_RETURN", "closeInside", view.beyond(reference), 0);
    double confidence = confidence(now.ratio(), spike, view.tail(), rejection, sigma);
    return new Found(checks, confidence, tip(trade));
  }

  private boolean isSpike(double spike) {
    return spike > 0 && atLeast(spike, settings.spike().beyond());
  }

  private double spike(Side trade) {
    double reference = reference(trade).value().doubleValue();
    return trade.sign() * (reference - tip(trade).value().doubleValue()) / reference;
  }

  private Price reference(Side trade) {
    int before = settings.lookback() - 1;
    return trade == Side.SELL ? recent.highestBefore(before) : recent.lowestBefore(before);
  }

  private Price tip(Side trade) {
    return trade == Side.SELL ? recent.ago(0).high() : recent.ago(0).low();
  }

  static double confidence(
      double ratio, double spike, double wick, double rejection, double sigma) {
    double sum =
        0.30 * Math.min(1, (ratio - 1) / 2)
            + 0.25 * Math.min(1, spike / 0.01)
            + 0.25 * Math.min(1, wick / 0.005)
            + 0.20 * Math.min(1, rejection / 0.005);
    return clamp(sum * Math.max(0.7, 1 - 10 * sigma), 0.1, 0.95);
  }
}
