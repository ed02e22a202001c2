package io.tapeline.core.strategy.adaptive;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Atr;
import io.tapeline.core.indicator.Ema;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.Rsi;
import io.tapeline.core.settings.SettingsReader;
import java.util.Collection;

/**
 * S0-LABEL, INTERNAL: three votes on closed candles of one segment. The means cross by more than a
 * part of the ATR; the RSI is high or low; the close has moved by more than a part of the ATR.
 *
 * @param fast candles of the fast mean
 * @param slow candles of the slow mean
 * @param gapAtr the means must be further apart than so many ATR
 * @param atr candles of the ATR
 * @param rsi changes of the RSI
 * @param rsiHigh from here on it votes up
 * @param rsiLow down to here it votes down
 * @param move candles over which the close moves
 * @param moveAtr it must move further than so many ATR
 * @param least candles needed
 * @param window candles that count: older ones change nothing, so that a restart changes nothing
 */
record LabelRule(
    int fast,
    int slow,
    double gapAtr,
    int atr,
    int rsi,
    double rsiHigh,
    double rsiLow,
    int move,
    double moveAtr,
    int least,
    int window) {

  private static final String PREFIX = "tapeline.adaptive.label.";

  static LabelRule read(SettingsReader in) {
    LabelRule rule =
        new LabelRule(
            in.integer(PREFIX + "ema-fast", 9, 1, 500),
            in.integer(PREFIX + "ema-slow", 21, 2, 500),
            number(in, "ema-gap-atr", "0.1", "100"),
            in.integer(PREFIX + "atr-candles", Atr.USUAL, 1, 500),
            in.integer(PREFIX + "rsi-candles", Rsi.USUAL, 1, 500),
            number(in, "rsi-high", "55", "100"),
            number(in, "rsi-low", "45", "100"),
            in.integer(PREFIX + "move-candles", 5, 1, 500),
            number(in, "move-atr", "0.5", "100"),
            in.integer(PREFIX + "least-candles", 30, 2, 1000),
            in.integer(PREFIX + "window-candles", 60, 2, 1000));
    rule.compare(in);
    return rule;
  }

  private static double number(SettingsReader in, String name, String byDefault, String max) {
    return in.decimal(PREFIX + name, byDefault, "0", max).doubleValue();
  }

  private void compare(SettingsReader in) {
    if (fast >= slow) {
      in.mistake(PREFIX + "ema-fast", Integer.toString(fast), "below ema-slow, which is " + slow);
    }
    if (rsiLow >= rsiHigh) {
      in.mistake(PREFIX + "rsi-low", Double.toString(rsiLow), "below rsi-high, " + rsiHigh);
    }
    int needed = Math.max(Math.max(fast, slow), Math.max(atr, Math.max(rsi, move) + 1));
    if (least < needed) {
      in.mistake(
          PREFIX + "least-candles",
          Integer.toString(least),
          "at least " + needed + ", which its figures need");
    }
    if (window < least) {
      in.mistake(
          PREFIX + "window-candles",
          Integer.toString(window),
          "at least least-candles, which is " + least);
    }
  }

  /**
   * The label of the newest candle.
   *
   * @param candles contiguous ones, oldest first
   */
  Reading<Label> of(Collection<Candle> candles) {
    if (candles.size() < least) {
      return Reading.warmingUp(candles.size(), least);
    }
    Ema quick = new Ema(fast);
    Ema calm = new Ema(slow);
    Atr range = new Atr(atr);
    Rsi strength = new Rsi(rsi);
    double before = 0;
    double close = 0;
    int left = candles.size();
    for (Candle candle : candles) {
      quick.take(candle);
      calm.take(candle);
      range.take(candle);
      strength.take(candle);
      close = candle.close().value().doubleValue();
      left--;
      if (left == move) {
        before = close;
      }
    }
    double unit = value(range.reading());
    int votes =
        beyond(value(quick.reading()) - value(calm.reading()), gapAtr * unit)
            + strengthVote(value(strength.reading()))
            + beyond(close - before, moveAtr * unit);
    return Reading.ready(Label.of(votes));
  }

  private static int beyond(double move, double limit) {
    return Math.abs(move) > limit ? (int) Math.signum(move) : 0;
  }

  private int strengthVote(double strength) {
    if (strength >= rsiHigh) {
      return 1;
    }
    return strength <= rsiLow ? -1 : 0;
  }

  private static double value(Reading<Double> reading) {
    Double value = reading.orNull();
    if (value == null) {
      throw new IllegalStateException("too few candles were let through: " + reading);
    }
    return value;
  }
}
