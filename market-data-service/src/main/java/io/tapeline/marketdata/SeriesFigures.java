package io.tapeline.marketdata;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.candle.SeriesHealth.Flag;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.SeriesTally;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What is odd about the candles of the line, for those who watch (MD-VALID). Written by the feed's
 * thread, read by any.
 */
public final class SeriesFigures {

  private volatile Map<Symbol, Map<Timeframe, Set<Flag>>> flags = Map.of();
  private volatile SeriesTally tally = SeriesTally.NONE;

  SeriesFigures(MeterRegistry registry) {
    for (Flag flag : Flag.values()) {
      for (Timeframe timeframe : Timeframe.values()) {
        Gauge.builder("tapeline.series.flagged", this, me -> me.flagged(timeframe, flag))
            .description("series of candles that have the flag now")
            .tag("timeframe", timeframe.label())
            .tag("flag", flag.name())
            .register(registry);
      }
    }
    candles(registry, Flag.PRICE_JUMP, SeriesTally::jumps);
    candles(registry, Flag.VOLUME_SPIKE, SeriesTally::volumeSpikes);
    Gauge.builder("tapeline.series.candles.fetched", this, me -> me.tally.fetched())
        .description("candles that are the own ones of the venue, or made of such")
        .register(registry);
    Gauge.builder("tapeline.series.jumps.confirmed", this, me -> me.tally.confirmed())
        .description("candles that went out unconfirmed and were confirmed since")
        .register(registry);
  }

  private void candles(MeterRegistry registry, Flag reason, ToLongFunction<SeriesTally> count) {
    Gauge.builder("tapeline.series.candles.flagged", this, me -> count.applyAsLong(me.tally))
        .description("candles that were flagged, as far back as candles are kept")
        .tag("reason", reason.name())
        .register(registry);
  }

  private double flagged(Timeframe timeframe, Flag flag) {
    return flags.values().stream()
        .filter(each -> each.getOrDefault(timeframe, Set.of()).contains(flag))
        .count();
  }

  /** Notes what the stage knows. */
  void note(Map<Symbol, Map<Timeframe, Set<Flag>>> now, SeriesTally soFar) {
    flags = Map.copyOf(now);
    tally = soFar;
  }

  /** Each series that has a flag, such as {@code BTC/USD 1m}, with its flags. */
  Map<String, String> details() {
    Map<String, String> details = new TreeMap<>();
    flags.forEach(
        (symbol, series) ->
            series.forEach(
                (timeframe, set) -> {
                  if (!set.isEmpty()) {
                    details.put(
                        symbol + " " + timeframe.label(),
                        set.stream().map(Flag::name).collect(Collectors.joining(", ")));
                  }
                }));
    return details;
  }
}
