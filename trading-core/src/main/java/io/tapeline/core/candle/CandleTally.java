package io.tapeline.core.candle;

/**
 * What became of the prices that candles are made of, counted since the beginning.
 *
 * @param latePrices events whose price came after a candle with its time was closed
 * @param leftOut those of them that came too late to correct it
 * @param revisions candles published again, or late, because of them
 * @param synthetic candles that fill a gap
 * @param segments times that a gap was too long to be filled, the beginning included
 * @param incomplete candles of more than a minute that were not made, a minute being missing
 */
public record CandleTally(
    long latePrices, long leftOut, long revisions, long synthetic, long segments, long incomplete) {

  public static final CandleTally NONE = new CandleTally(0, 0, 0, 0, 0, 0);

  public CandleTally plus(CandleTally other) {
    return new CandleTally(
        latePrices + other.latePrices,
        leftOut + other.leftOut,
        revisions + other.revisions,
        synthetic + other.synthetic,
        segments + other.segments,
        incomplete + other.incomplete);
  }
}
