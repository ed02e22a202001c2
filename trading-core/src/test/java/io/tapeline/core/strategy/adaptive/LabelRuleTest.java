package io.tapeline.core.strategy.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.testing.CandleRow;
import io.tapeline.core.testing.Events;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CATALOGUE S0-LABEL. */
class LabelRuleTest {

  private final LabelRule rule = LabelRule.read(new SettingsReader(key -> null));

  private static List<Candle> candles(int count, IntFunction<BigDecimal> close) {
    return CandleRow.ending(
        Events.at("0"), "BTCUSDT", Timeframe.M1, count, close, BigDecimal.ONE, "1");
  }

  private static BigDecimal price(double value) {
    return BigDecimal.valueOf(value);
  }

  private Label label(IntFunction<BigDecimal> close) {
    Label label = rule.of(candles(60, close)).orNull();
    assertThat(label).isNotNull();
    return label == null ? Label.NEUTRAL : label;
  }

  @Test
  void steadyRiseIsStrongAndSteadyFallToo() {
    assertThat(label(i -> price(1000 + 2 * i))).isEqualTo(Label.STRONG_BULL);
    assertThat(label(i -> price(1200 - 2 * i))).isEqualTo(Label.STRONG_BEAR);
  }

  @Test
  void standingPriceIsNeutral() {
    assertThat(label(i -> price(1000))).isEqualTo(Label.NEUTRAL);
  }

  /** The means still lie apart and the RSI is still high, but the last five closes stood. */
  @Test
  void riseThatStoppedIsBullAlone() {
    assertThat(label(i -> price(1000 + 2 * Math.min(i, 54)))).isEqualTo(Label.BULL);
  }

  /**
   * After a rise of 0.4 a candle the last five fall. The means say up still, the move says down; a
   * fall of 1.2 a candle turns the RSI to 43 too, one of 0.8 leaves it at 53.
   */
  @Test
  void votesAgainstEachOtherCancel() {
    assertThat(label(i -> price(i <= 54 ? 1000 + 0.4 * i : 1021.6 - 1.2 * (i - 54))))
        .isEqualTo(Label.BEAR);
    assertThat(label(i -> price(i <= 54 ? 1000 + 0.4 * i : 1021.6 - 0.8 * (i - 54))))
        .isEqualTo(Label.NEUTRAL);
  }

  @Test
  void needsThirtyCandlesOfASegment() {
    List<Candle> all = candles(60, i -> price(1000 + 2 * i));
    Frame frame = new Frame(Timeframe.M1, rule, 2);
    assertThat(frame.labelAt(Events.at("0"))).isEqualTo(Reading.warmingUp(0, 30));

    all.subList(0, 29).forEach(frame::add);
    assertThat(frame.labelAt(all.get(28).closeTime())).isEqualTo(Reading.warmingUp(29, 30));
    frame.add(all.get(29));
    assertThat(frame.labelAt(all.get(29).closeTime())).isEqualTo(Reading.ready(Label.STRONG_BULL));
    frame.add(all.get(30).asSegmentStart(true));
    assertThat(frame.labelAt(all.get(30).closeTime())).isEqualTo(Reading.warmingUp(1, 30));
  }

  @Test
  void labelCountsForTwoLengthsOfItsTimeframe() {
    Frame frame = new Frame(Timeframe.M1, rule, 2);
    candles(60, i -> price(1000 + 2 * i)).forEach(frame::add);

    assertThat(frame.labelAt(Events.at("120"))).isEqualTo(Reading.ready(Label.STRONG_BULL));
    assertThat(frame.labelAt(Events.at("120.000001")))
        .isEqualTo(new Reading.Stale<>(Duration.ofNanos(120_000_001_000L)));
  }

  /** Older candles change nothing, so that a restart with the window's candles is as good. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void candlesBeforeTheWindowDoNotCount(long seed) {
    Random random = new Random(seed);
    BigDecimal[] closes = new BigDecimal[400];
    double close = 1000;
    for (int i = 0; i < closes.length; i++) {
      close += random.nextGaussian() * 2;
      closes[i] = price(Math.round(close * 100) / 100.0);
    }
    List<Candle> all = candles(closes.length, i -> closes[i]);
    Frame whole = new Frame(Timeframe.M1, rule, 2);
    for (int i = 0; i < all.size(); i++) {
      whole.add(all.get(i));
      if (i >= 60 && i % 7 == 0) {
        Frame restarted = new Frame(Timeframe.M1, rule, 2);
        all.subList(i - 59, i + 1).forEach(restarted::add);
        assertThat(restarted.labelAt(all.get(i).closeTime()))
            .isEqualTo(whole.labelAt(all.get(i).closeTime()));
      }
    }
  }
}
