package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.OrderBlock.State;
import io.tapeline.core.indicator.OrderBlocks.Fallback;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Order blocks of random candles: each block's fate found again by looking at all candles. */
class OrderBlocksAgainstNaiveTest {

  private static final double EDGE = 1e-9;

  /** A block as it was made, by the number of its impulse in the segment. */
  private record Found(
      boolean up, Candle block, double near, double far, double strength, int impulse) {

    double lower() {
      return Math.min(near, far);
    }

    double upper() {
      return Math.max(near, far);
    }

    /** Null once it was over before this candle. */
    @Nullable State after(List<Candle> segment, int now) {
      boolean left = false;
      State state = State.FRESH;
      for (int i = impulse + 1; i <= now; i++) {
        if (state == State.BROKEN || state == State.EXPIRED) {
          return null;
        }
        Candle candle = segment.get(i);
        double close = Candles.number(candle.close());
        boolean touched =
            Candles.number(candle.low()) <= upper() + EDGE
                && Candles.number(candle.high()) >= lower() - EDGE;
        if (up ? close < far - EDGE : close > far + EDGE) {
          state = State.BROKEN;
        } else if (i - impulse > 20) {
          state = State.EXPIRED;
        } else if (left && touched && !candle.synthetic()) {
          state = State.RETESTED;
        }
        left |= !touched && !candle.synthetic();
      }
      return state;
    }
  }

  @ParameterizedTest(name = "seed {0}, atr {1}, micro {2}")
  @CsvSource({"1, 0.10, 0.2", "2, 0.14, 0.2", "3, 0.08, 0.7", "4, 0.07, 0.1", "5, 0.10, 0"})
  void blocksAndTheirFateAreThoseOfAllCandles(long seed, double atr, double micro) {
    List<Candle> candles =
        seed % 2 == 0 ? Candles.coarse(seed, 3_000) : Candles.random(seed, 3_000);
    CandleIndicator<Double> atr1 = micro > 0 ? new FixedValue(micro) : new Atr1(3);
    OrderBlocks blocks = new OrderBlocks(new FixedValue(atr), atr1, Fallback.GOLD);
    CandleIndicator<Double> range = micro > 0 ? new FixedValue(micro) : new Atr1(3);
    List<Found> all = new ArrayList<>();
    Map<State, Integer> told = new EnumMap<>(State.class);
    for (int i = 0; i < candles.size(); i++) {
      blocks.take(candles.get(i));
      range.take(candles.get(i));
      if (candles.get(i).startsSegment()) {
        all.clear();
      }
      List<Candle> segment = Candles.segment(candles.subList(0, i + 1));
      Found found = found(segment, candles.subList(0, i), atr, range.reading().orNull());
      if (found != null) {
        all.add(found);
      }
      List<OrderBlock> made = blocks.reading().orNull();
      assertThat(made).isNotNull();
      List<OrderBlock> left = made == null ? new ArrayList<>() : new ArrayList<>(made);
      for (Found each : all) {
        State state = each.after(segment, segment.size() - 1);
        if (state != null) {
          assertThat(left).as("candle %d", i).isNotEmpty();
          assertSame(left.removeFirst(), each, state, segment);
          told.merge(state, 1, Integer::sum);
        }
      }
      assertThat(left).as("candle %d", i).isEmpty();
    }
    assertThat(told).containsKeys(State.FRESH, State.RETESTED, State.BROKEN, State.EXPIRED);
  }

  private static void assertSame(OrderBlock made, Found each, State state, List<Candle> segment) {
    assertThat(made.state()).as("%s of %s", made, each).isEqualTo(state);
    assertThat(made.bias()).isEqualTo(each.up ? Bias.BUY : Bias.SELL);
    assertThat(made.near()).isEqualTo(each.block.open());
    assertThat(made.far()).isCloseTo(each.far, within(1e-9));
    assertThat(made.strength()).isCloseTo(each.strength, within(1e-9));
    assertThat(made.openTime()).isEqualTo(each.block.openTime());
    assertThat(made.impulse()).isEqualTo(segment.get(each.impulse).openTime());
    assertThat(made.age()).isEqualTo(segment.size() - 1 - each.impulse);
  }

  private static double body(Candle candle) {
    return candle.close().minus(candle.open()).doubleValue();
  }

  private static double volume(Candle candle) {
    return candle.volume().value().doubleValue();
  }

  /** The block of which the segment's last candle is the impulse. */
  private static @Nullable Found found(
      List<Candle> segment, List<Candle> before, double atr, @Nullable Double micro) {
    Candle impulse = segment.getLast();
    double body = body(impulse);
    if (impulse.synthetic() || Math.abs(body) < atr - EDGE) {
      return null;
    }
    Candle block = null;
    for (Candle each : Candles.last(segment.subList(0, segment.size() - 1), 3)) {
      block = !each.synthetic() && body(each) * body < 0 ? each : block;
    }
    boolean up = body > 0;
    if (block == null
        || (up ? !impulse.close().isAbove(block.high()) : !impulse.close().isBelow(block.low()))) {
      return null;
    }
    double near = Candles.number(block.open());
    double least = micro == null ? 0.001 * near : 0.1 * micro;
    double most = micro == null ? 0.003 * near : 0.3 * micro;
    double height = Math.max(least, Math.min(most, Math.abs(body(block))));
    List<Candle> twenty =
        Candles.last(before.stream().filter(candle -> !candle.synthetic()).toList(), 20);
    double mean =
        twenty.size() < 20
            ? 0
            : twenty.stream().mapToDouble(OrderBlocksAgainstNaiveTest::volume).sum() / 20;
    double more = mean > 0 ? Math.clamp(volume(impulse) / mean - 1, 0, 1) : 0;
    double strength = 0.6 * Math.clamp(Math.abs(body) / (2 * atr), 0, 1) + 0.4 * more;
    return new Found(
        up, block, near, up ? near - height : near + height, strength, segment.size() - 1);
  }
}
