package io.tapeline.core.indicator;

import io.tapeline.core.indicator.OrderBlock.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * IND-OB: micro order blocks. A bullish one is the last bearish candle among the three before an
 * impulse, which is a bullish candle with a body of at least ATR 14 and a close above the block
 * candle's high; bearish ones mirrored. The zone begins at the block candle's open and is as high
 * as its body, from 0.1 to 0.3 of the micro volatility.
 *
 * <p>Its reading is the blocks that are not over, and those that the newest candle ended, oldest
 * first. Ready with ATR 14. A new segment forgets all. Synthetic candles are neither block nor
 * impulse.
 */
public final class OrderBlocks extends CandleIndicator<List<OrderBlock>> {

  private static final int LOOKBACK = 3;
  private static final int VOLUMES = 20;
  private static final double LEAST_RANGES = 0.1;
  private static final double MOST_RANGES = 0.3;
  private static final double BODY_WEIGHT = 0.6;
  private static final double VOLUME_WEIGHT = 0.4;

  private final CandleIndicator<Double> atr;
  private final CandleIndicator<Double> atr1;
  private final Fallback fallback;
  private final ArrayDeque<Bar> before = new ArrayDeque<>();
  private final Ring volumes = new Ring(VOLUMES);
  private final List<OrderBlock> blocks = new ArrayList<>();

  /** Height of a zone as parts of the price, where the micro volatility is not ready. */
  public record Fallback(double least, double most) {

    public static final Fallback BITCOIN = new Fallback(0.0005, 0.002);
    public static final Fallback GOLD = new Fallback(0.001, 0.003);
  }

  /**
   * @param atr range that an impulse must have, in price units
   * @param atr1 micro volatility, in price units; both are driven by this indicator
   */
  public OrderBlocks(CandleIndicator<Double> atr, CandleIndicator<Double> atr1, Fallback fallback) {
    this.atr = atr;
    this.atr1 = atr1;
    this.fallback = fallback;
  }

  /** With ATR 14 and the mean of three true ranges. */
  public static OrderBlocks usual(Fallback fallback) {
    return new OrderBlocks(new Atr(Atr.USUAL), new Atr1(Atr1.USUAL), fallback);
  }

  @Override
  void startSegment() {
    atr.startSegment();
    atr1.startSegment();
    before.clear();
    blocks.clear();
  }

  @Override
  void add(Bar bar) {
    atr.add(bar);
    atr1.add(bar);
    blocks.removeIf(OrderBlock::isOver);
    blocks.replaceAll(block -> block.after(bar));
    Double range = atr.reading().orNull();
    if (range != null && !bar.isSynthetic()) {
      OrderBlock found = found(bar, range);
      if (found != null) {
        blocks.add(found);
      }
    }
    before.addLast(bar);
    if (before.size() > LOOKBACK) {
      before.removeFirst();
    }
    if (!bar.isSynthetic()) {
      volumes.add(bar.volume());
    }
  }

  private @Nullable OrderBlock found(Bar impulse, double range) {
    boolean up = impulse.isBullish();
    if (impulse.body() <= 0 || !Thresholds.atLeastTimes(impulse.body(), 1, range)) {
      return null;
    }
    for (Iterator<Bar> back = before.descendingIterator(); back.hasNext(); ) {
      Bar block = back.next();
      if (!block.isSynthetic() && (up ? block.isBearish() : block.isBullish())) {
        boolean beyond = up ? impulse.close() > block.high() : impulse.close() < block.low();
        return beyond ? made(block, impulse, range) : null;
      }
    }
    return null;
  }

  private OrderBlock made(Bar block, Bar impulse, double range) {
    boolean up = impulse.isBullish();
    double height = height(block);
    return new OrderBlock(
        up ? Bias.BUY : Bias.SELL,
        block.candle().open(),
        up ? block.open() - height : block.open() + height,
        strength(impulse, range),
        State.FRESH,
        block.openTime(),
        impulse.openTime(),
        0,
        false);
  }

  private double height(Bar block) {
    Double micro = atr1.reading().orNull();
    return micro == null
        ? Thresholds.clamp(
            block.body(), fallback.least * block.open(), fallback.most * block.open())
        : Thresholds.clamp(block.body(), LEAST_RANGES * micro, MOST_RANGES * micro);
  }

  private double strength(Bar impulse, double range) {
    double mean = volumes.isFull() ? volumes.mean() : 0;
    double body = range > 0 ? Thresholds.clamp(impulse.body() / (2 * range), 0, 1) : 1;
    double volume = mean > 0 ? Thresholds.clamp(impulse.volume() / mean - 1, 0, 1) : 0;
    return BODY_WEIGHT * body + VOLUME_WEIGHT * volume;
  }

  @Override
  public Reading<List<OrderBlock>> reading() {
    return atr.reading().map(_ -> List.copyOf(blocks));
  }
}
