package io.tapeline.core.market;

/**
 * What was odd about candles, counted over all series as far back as their candles are kept.
 *
 * @param jumps candles that went out unconfirmed
 * @param confirmed those of them that were confirmed since
 * @param volumeSpikes volumes of more than ten times the mean of the twenty before
 * @param fetched candles that are the venue's own, or made of such
 */
public record SeriesTally(long jumps, long confirmed, long volumeSpikes, long fetched) {

  public static final SeriesTally NONE = new SeriesTally(0, 0, 0, 0);

  SeriesTally plus(SeriesTally other) {
    return new SeriesTally(
        jumps + other.jumps,
        confirmed + other.confirmed,
        volumeSpikes + other.volumeSpikes,
        fetched + other.fetched);
  }
}
