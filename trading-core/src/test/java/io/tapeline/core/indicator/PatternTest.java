package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.OrderBlock.State;
import io.tapeline.core.indicator.OrderBlocks.Fallback;
import io.tapeline.core.indicator.SessionMomentum.Move;
import io.tapeline.core.indicator.Sweep.Detected;
import io.tapeline.core.indicator.VolumeCheck.Volume;
import io.tapeline.core.indicator.WickTrap.Trap;
import io.tapeline.core.money.Price;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternTest {

  private static final CandleIndicator<Double> GOLD_ATR1 = new FixedValue(0.866667);

  /** Ten candles between 2000.00 and 2001.00 with volume 90. */
  private static List<Candle> quiet() {
    List<Candle> candles = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      candles.add(Candles.of(i, "2000.50", "2001.00", "2000.00", "2000.50", "90"));
    }
    return candles;
  }

  private static Sweep sweep() {
    Sweep sweep = new Sweep(0.01, GOLD_ATR1);
    Candles.fed(sweep, quiet());
    return sweep;
  }

  private static Candle next(String open, String high, String low, String close, String volume) {
    return Candles.of(10, open, high, low, close, volume);
  }

  @ParameterizedTest
  @CsvSource({
    // The catalogue's: beyond by 0.40, wick 0.70 to a body of 0.10, volume 1.67 times the mean.
    "2000.70, 2001.40, 2000.40, 2000.60, 150, SELL, 2001.00, 1.0",
    "2000.70, 2001.40, 2000.40, 2000.60, 134, SELL, 2001.00, 0.8",
    "2000.10, 2001.40, 2000.05, 2000.99, 90,  SELL, 2001.00, 0.5",
    "2000.10, 2001.40, 2000.05, 2000.99, 135, SELL, 2001.00, 0.7",
    "2000.30, 2000.60, 1999.60, 2000.40, 150, BUY,  2000.00, 1.0",
    // Beyond by less than a tenth of the range: halved, and only the surest is left.
    "2000.70, 2001.05, 2000.40, 2000.60, 150, SELL, 2001.00, 0.5",
    "2000.70, 2001.05, 2000.40, 2000.60, 90,  NONE, ,        0",
    // The same high, and a close outside.
    "2000.70, 2001.00, 2000.40, 2000.60, 150, NONE, ,        0",
    "2000.70, 2001.40, 2000.40, 2001.00, 150, NONE, ,        0",
    // Both sides: the surer one, and none of two equal ones.
    "2000.10, 2001.40, 1999.95, 2000.05, 150, SELL, 2001.00, 1.0",
    "2000.50, 2001.40, 1999.60, 2000.50, 150, NONE, ,        0",
  })
  void sweepReachesBeyondTheExtremeAndReturns(
      String open,
      String high,
      String low,
      String close,
      String volume,
      Bias bias,
      String level,
      double confidence) {
    Sweep sweep = sweep();
    sweep.take(next(open, high, low, close, volume));

    Detected found = sweep.reading().orNull();
    assertThat(found).isNotNull();
    if (found != null) {
      assertThat(found.bias()).isEqualTo(bias);
      assertThat(found.level()).isEqualTo(level == null ? null : Price.of(level));
      assertThat(found.confidence()).isCloseTo(confidence, within(1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({"2000.99, SELL", "2001.00, NONE"})
  void sweepMayReturnWithTheNextCandle(String close, Bias bias) {
    Sweep sweep = sweep();
    sweep.take(next("2000.70", "2001.40", "2000.40", "2001.10", "150"));
    assertThat(sweep.reading().map(Detected::bias)).isEqualTo(Reading.ready(Bias.NONE));
    sweep.take(Candles.of(11, "2001.05", "2001.10", "2000.90", close, "90"));
    assertThat(sweep.reading().map(Detected::bias)).isEqualTo(Reading.ready(bias));
    Detected found = sweep.reading().orNull();
    assertThat(found == null ? null : found.reached())
        .as("how far the candle before went")
        .isEqualTo(bias == Bias.NONE ? null : Price.of("2001.40"));
    sweep.take(Candles.of(12, "2000.90", "2000.95", "2000.80", "2000.90", "90"));
    assertThat(sweep.reading().map(Detected::bias)).isEqualTo(Reading.ready(Bias.NONE));
  }

  @Test
  void sweepNeedsElevenRealCandlesOfOneSegment() {
    Sweep sweep = sweep();
    assertThat(sweep.reading()).isEqualTo(Reading.warmingUp(10, 11));
    sweep.take(
        Candles.of(
            Candles.minute(99), "2000.70", "2001.40", "2000.40", "2000.60", "150", false, true));
    assertThat(sweep.reading()).isEqualTo(Reading.warmingUp(1, 11));
    for (int i = 100; i < 110; i++) {
      sweep.take(Candles.of(Candles.minute(i), "2000", "2000", "2000", "2000", "0", true, false));
    }
    assertThat(sweep.reading()).isEqualTo(Reading.warmingUp(1, 11));
  }

  private static OrderBlocks blocks() {
    OrderBlocks blocks = new OrderBlocks(new FixedValue(1.0), GOLD_ATR1, Fallback.GOLD);
    for (int i = 0; i < 20; i++) {
      blocks.take(Candles.of(i, "2000.40", "2000.70", "2000.10", "2000.40", "100"));
    }
    blocks.take(Candles.of(20, "2000.60", "2000.80", "2000.10", "2000.20", "100"));
    return blocks;
  }

  private static OrderBlock only(OrderBlocks blocks) {
    List<OrderBlock> found = blocks.reading().orNull();
    assertThat(found).as("%s", blocks.reading()).hasSize(1);
    if (found == null) {
      throw new AssertionError("not ready");
    }
    return found.getFirst();
  }

  @Test
  void blockIsTheLastBearishCandleBeforeAnImpulse() {
    OrderBlocks blocks = blocks();
    blocks.take(Candles.of(21, "2000.20", "2001.50", "2000.20", "2001.40", "150"));

    OrderBlock block = only(blocks);
    assertThat(block.bias()).isEqualTo(Bias.BUY);
    assertThat(block.near()).isEqualTo(Price.of("2000.60"));
    assertThat(block.upper()).isEqualTo(2000.60);
    assertThat(block.lower()).isCloseTo(2000.34, within(1e-6));
    assertThat(block.state()).isEqualTo(State.FRESH);
    // Body 1.2 of 2 ranges, volume half above the mean: 0.6 × 0.6 + 0.4 × 0.5.
    assertThat(block.strength()).isCloseTo(0.56, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "2000.20, 2001.19, 2000.20, 2001.19, 0", // a body below the range
    "1999.70, 2000.80, 1999.70, 2000.80, 0", // no close above the block's high
    "1999.70, 2000.81, 1999.70, 2000.81, 1",
    "2000.20, 2000.20, 1998.90, 1999.00, 0", // bearish: no bullish candle before it
  })
  void impulseIsAsLongAsTheRangeAndClosesBeyondTheBlock(
      String open, String high, String low, String close, int count) {
    OrderBlocks blocks = blocks();
    blocks.take(Candles.of(21, open, high, low, close, "100"));

    assertThat(blocks.reading().map(List::size)).isEqualTo(Reading.ready(count));
  }

  @Test
  void bearishBlockIsMirrored() {
    OrderBlocks blocks = new OrderBlocks(new FixedValue(1.0), GOLD_ATR1, Fallback.GOLD);
    blocks.take(Candles.of(0, "2000.20", "2000.70", "2000.10", "2000.60", "100"));
    blocks.take(Candles.of(1, "2000.60", "2000.60", "1999.40", "1999.50", "100"));

    OrderBlock block = only(blocks);
    assertThat(block.bias()).isEqualTo(Bias.SELL);
    assertThat(block.lower()).isEqualTo(2000.20);
    assertThat(block.upper()).isCloseTo(2000.46, within(1e-6));
  }

  @Test
  void heightIsAPartOfThePriceWhileTheRangeIsNotReady() {
    OrderBlocks blocks = new OrderBlocks(new FixedValue(1.0), new Atr1(3), Fallback.GOLD);
    blocks.take(Candles.of(0, "2000.60", "2000.80", "2000.10", "2000.20", "100"));
    blocks.take(Candles.of(1, "2000.20", "2001.50", "2000.20", "2001.40", "150"));

    // At least 0.1 % of 2000.60.
    assertThat(only(blocks).lower()).isCloseTo(1998.5994, within(1e-9));
  }

  @Test
  void retestCountsOnceAndOnlyAfterTheZoneWasLeft() {
    OrderBlocks blocks = blocks();
    blocks.take(Candles.of(21, "2000.20", "2001.50", "2000.20", "2001.40", "150"));
    blocks.take(Candles.of(22, "2001.00", "2001.00", "2000.50", "2000.90", "100"));
    assertThat(only(blocks).state()).isEqualTo(State.FRESH);
    blocks.take(Candles.of(23, "2001.00", "2001.10", "2000.90", "2001.00", "100"));
    assertThat(only(blocks).state()).isEqualTo(State.FRESH);
    blocks.take(Candles.of(24, "2001.00", "2001.00", "2000.60", "2000.90", "100"));
    assertThat(only(blocks).state()).isEqualTo(State.RETESTED);
    blocks.take(Candles.of(25, "2001.00", "2001.00", "2000.20", "2000.33", "100"));
    assertThat(only(blocks).state()).isEqualTo(State.BROKEN);
    blocks.take(Candles.of(26, "2000.40", "2000.50", "2000.40", "2000.40", "100"));
    assertThat(blocks.reading()).isEqualTo(Reading.ready(List.of()));
  }

  @Test
  void blockExpiresAfterTwentyCandles() {
    OrderBlocks blocks = blocks();
    blocks.take(Candles.of(21, "2000.20", "2001.50", "2000.20", "2001.40", "150"));
    for (int i = 22; i < 42; i++) {
      blocks.take(Candles.of(i, "2001.40", "2001.40", "2001.40", "2001.40", "100"));
      assertThat(only(blocks).state()).isEqualTo(State.FRESH);
    }
    blocks.take(Candles.of(42, "2001.40", "2001.40", "2001.40", "2001.40", "100"));

    assertThat(only(blocks).state()).isEqualTo(State.EXPIRED);
  }

  @Test
  void blocksAreReadyWithTheirRange() {
    assertThat(OrderBlocks.usual(Fallback.BITCOIN).reading()).isEqualTo(Reading.warmingUp(0, 14));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0,  10.1,  9.0,  10.05, BUY,  true",
    "10.0,  11.05, 9.95, 10.05, SELL, true",
    "10.0,  10.5,  9.5,  10.0,  NONE, false", // equal wicks
    "10.0,  10.25, 9.7,  10.2,  BUY,  false", // 1.5 bodies
    "10.0,  10.25, 9.72, 10.2,  NONE, false",
    "10.0,  10.01, 9.75, 10.01, NONE, false", // below 0.3 of the range
  })
  void longWickIsATrap(
      String open, String high, String low, String close, Bias bias, boolean strong) {
    WickTrap trap = new WickTrap(0.01, new FixedValue(1.0));
    trap.take(Candles.of(0, open, high, low, close, "1"));

    assertThat(trap.reading()).isEqualTo(Reading.ready(new Trap(bias, strong)));
    assertThat(new WickTrap(0.01, new Atr1(3)).reading()).isEqualTo(Reading.warmingUp(0, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "10,  9.8,  9.8,  10.1,  0.60, BUY",
    "10,  9.8,  9.8,  10.1,  0.61, NONE",
    "9.8, 10,   10,   9.7,   0.60, SELL",
    "10,  9.8,  9.81, 10.1,  0.10, NONE", // opens above the close before
    "10,  9.8,  9.78, 10.0,  0.10, NONE", // 1.1 bodies
    "10,  9.8,  9.76, 10.0,  0.10, BUY",
    "9.8, 10,   9.8,  10.1,  0.10, NONE", // the same colour
  })
  void bodyEnclosesThatBefore(
      String open, String close, String nextOpen, String nextClose, double atr1, Bias bias) {
    Engulfing engulfing = new Engulfing(new FixedValue(atr1));
    engulfing.take(Candles.of(0, open, "11", "9", close, "1"));
    engulfing.take(Candles.of(1, nextOpen, "11", "9", nextClose, "1"));

    assertThat(engulfing.reading()).isEqualTo(Reading.ready(bias));
  }

  private static VolumeCheck volumes(int... volumes) {
    VolumeCheck check = new VolumeCheck(10);
    for (int i = 0; i < volumes.length; i++) {
      check.take(Candles.of(i, "10", "10", "10", "10", Integer.toString(volumes[i])));
    }
    return check;
  }

  @Test
  void volumeIsComparedWithTheTenCandlesBefore() {
    int[] ten = {10, 10, 10, 10, 10, 10, 10, 10, 10, 20};
    assertThat(volumes(ten).reading()).isEqualTo(Reading.warmingUp(10, 11));

    VolumeCheck check = volumes(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 15);
    assertThat(check.reading()).isEqualTo(Reading.ready(new Volume(1.5, true)));
    assertThat(check.reading().map(Volume::isSpike)).isEqualTo(Reading.ready(true));
    assertThat(volumes(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 12).reading())
        .isEqualTo(Reading.ready(new Volume(1.2, false)));
  }

  @Test
  void filledMinutesAndEmptyMeansConfirmNothing() {
    VolumeCheck check = volumes(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 20);
    check.take(Candles.of(Candles.minute(11), "10", "10", "10", "10", "0", true, false));
    assertThat(check.reading()).isEqualTo(Reading.invalid("the candle is synthetic"));
    check.take(Candles.of(12, "10", "10", "10", "10", "22"));
    assertThat(check.reading()).isEqualTo(Reading.ready(new Volume(2, false)));
    assertThat(volumes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5).reading())
        .isEqualTo(Reading.invalid("mean volume is zero"));
  }

  private static Reading<Move> london(String firstOpen, long from, String... closes) {
    SessionMomentum momentum =
        new SessionMomentum(new SessionClock(SessionClock.Mode.FIXED_UTC), new FixedValue(1.0));
    momentum.take(Candles.of(0, "100", "100", "100", "100", "1"));
    momentum.take(Candles.of(from, firstOpen, "200", "1", "100", "1"));
    for (int i = 0; i < closes.length; i++) {
      momentum.take(Candles.of(from + 1 + i, "100", "200", "1", closes[i], "1"));
    }
    return momentum.reading();
  }

  /** Four minutes after the open 0.5 × √4 = 1 is needed. */
  @Test
  void momentumIsAMoveThatGrowsWithTheRootOfTime() {
    assertThat(london("100", 480, "100.5", "100.8", "101"))
        .isEqualTo(Reading.ready(new Move(Bias.BUY, 1, 1)));
    assertThat(london("100.1", 480, "100.5", "100.8", "101").map(Move::bias))
        .isEqualTo(Reading.ready(Bias.NONE));
    assertThat(london("100", 480, "100.9", "100.8", "101").map(Move::bias))
        .isEqualTo(Reading.ready(Bias.NONE));
    assertThat(london("100", 480, "99.5", "99.2", "99"))
        .isEqualTo(Reading.ready(new Move(Bias.SELL, -1, 1)));
    assertThat(london("100", 21 * 60, "101", "102", "103").map(Move::bias))
        .isEqualTo(Reading.ready(Bias.NONE));
  }

  @Test
  void momentumIsUnknownWhereTheSessionsOpenWasNotSeen() {
    SessionMomentum momentum =
        new SessionMomentum(new SessionClock(SessionClock.Mode.FIXED_UTC), new FixedValue(1.0));
    momentum.take(Candles.of(500, "100", "100", "100", "100", "1"));
    assertThat(momentum.reading()).isEqualTo(Reading.warmingUp(1, 3));
    momentum.take(Candles.of(501, "100", "100", "100", "100", "1"));
    momentum.take(Candles.of(502, "100", "100", "100", "100", "1"));

    assertThat(momentum.reading())
        .isEqualTo(Reading.invalid("the session began before the candles"));
  }
}
