package io.tapeline.core.sim;

import io.tapeline.core.money.Side;

/**
 * What everybody can see: the makers' opinion of the value, learnt from trades alone, how much it
 * has moved lately, and in which direction.
 *
 * <p>Each trade moves the opinion towards its aggressor, the more so the livelier the market has
 * been (Kyle's lambda grows with volatility); each refresh moves it towards the middle of the book.
 * An opinion in fractions of a tick and never a price.
 */
final class FairValue implements BookListener {

  private static final double MICROS = 1e6;

  /** Movement of the opinion for one typical trade in a calm market, basis points. */
  private static final double IMPACT_BPS = 0.03;

  /** Volatility that doubles the impact, basis points per square root of a second. */
  private static final double IMPACT_VOLATILITY = 0.3;

  /** A trade of more typical sizes than this tells no more. */
  private static final double LARGEST_TOLD = 4;

  private static final double MID_SHARE = 0.3;
  private static final double VOLATILITY_SECONDS = 10;
  private static final double AVERAGE_SECONDS = 4;

  private final double typicalLots;
  private double ticks;
  private double average;
  private double seen;
  private double squaredBps;

  FairValue(long startTicks, long typicalLots) {
    this.typicalLots = typicalLots;
    this.ticks = startTicks;
    this.average = startTicks;
    this.seen = startTicks;
  }

  double ticks() {
    return ticks;
  }

  /** Ticks in a basis point. */
  double bp() {
    return ticks / 10_000;
  }

  /** How much the opinion has moved of late, basis points per square root of a second. */
  double volatilityBps() {
    return Math.sqrt(squaredBps / VOLATILITY_SECONDS);
  }

  /** How far the opinion is from its average of the last seconds, basis points; above if > 0. */
  double momentumBps() {
    return (ticks - average) / bp();
  }

  @Override
  public void onTrade(Side aggressor, RestingOrder resting, long lots) {
    double told = Math.min(lots / typicalLots, LARGEST_TOLD);
    double lambda = IMPACT_BPS * (1 + volatilityBps() / IMPACT_VOLATILITY);
    ticks += aggressor.sign() * told * lambda * bp();
  }

  /** Takes note of where the book stands; without effect if it stands on one leg. */
  void see(double midTicks) {
    if (!Double.isNaN(midTicks)) {
      ticks += MID_SHARE * (midTicks - ticks);
    }
  }

  /** Lets a stretch of event time fade what was seen before it. */
  void elapse(long micros) {
    double seconds = micros / MICROS;
    double moved = (ticks - seen) / bp();
    seen = ticks;
    squaredBps = squaredBps * fade(seconds, VOLATILITY_SECONDS) + moved * moved;
    average = ticks + (average - ticks) * fade(seconds, AVERAGE_SECONDS);
  }

  /** An exponential's first-order stand-in, with the same result on every machine. */
  private static double fade(double seconds, double timeConstant) {
    return timeConstant / (timeConstant + seconds);
  }
}
