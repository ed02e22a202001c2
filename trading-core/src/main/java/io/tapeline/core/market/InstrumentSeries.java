package io.tapeline.core.market;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.SeriesHealth.Flag;
import io.tapeline.core.candle.SeriesWatch;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.TradingCalendar;
import io.tapeline.core.time.EventTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The candle series of one instrument, each watched by itself.
 *
 * <p>After a restart they are what the published candles made of them. Of the events that are read
 * again then, those before the newest published candle change nothing; the one that closed it is
 * judged anew, since not all that it closed need have been published.
 */
final class InstrumentSeries {

  private final Map<Timeframe, SeriesWatch> watches = new EnumMap<>(Timeframe.class);
  private final List<Candle> newest = new ArrayList<>();
  private final MissedMinutes missing = new MissedMinutes(watches);
  private long rememberedUpTo;
  private long fetched;

  InstrumentSeries(TradingCalendar calendar) {
    for (Timeframe timeframe : Timeframe.values()) {
      watches.put(timeframe, new SeriesWatch(timeframe, calendar));
    }
  }

  private SeriesWatch watch(Candle candle) {
    SeriesWatch watch = watches.get(candle.timeframe());
    if (watch == null) {
      throw new IllegalStateException("no series for " + candle.id());
    }
    return watch;
  }

  /** Takes a candle that was published before. */
  void remember(Candle candle) {
    if (candle.origin().seq() > rememberedUpTo) {
      takeNewest();
      rememberedUpTo = candle.origin().seq();
    }
    newest.add(candle);
  }

  private void takeNewest() {
    for (Candle each : newest) {
      watch(each).remember(each);
      fetched += each.fetched() && each.revision() == 1 ? 1 : 0;
    }
    newest.clear();
  }

  /**
   * What is to be published of the candles that an event closed, or of a candle that was fetched.
   *
   * @param now time of the newest event of the instrument
   */
  List<Candle> judge(MarketEvent event, EventTime now, List<Candle> made) {
    if (event.seq() < rememberedUpTo) {
      return List.of();
    }
    if (event.seq() == rememberedUpTo) {
      newest.clear();
    } else {
      takeNewest();
    }
    if (event instanceof MissedCandle missed) {
      List<Candle> filled = missing.take(missed, now);
      fetched += filled.size();
      return filled;
    }
    if (made.isEmpty()) {
      return made;
    }
    List<Candle> out = new ArrayList<>(made.size());
    made.forEach(each -> out.addAll(watch(each).judge(each)));
    return out;
  }

  Map<Timeframe, Set<Flag>> flags(@Nullable EventTime now) {
    Map<Timeframe, Set<Flag>> flags = new EnumMap<>(Timeframe.class);
    watches.forEach((timeframe, watch) -> flags.put(timeframe, watch.flags(now)));
    return flags;
  }

  SeriesTally tally() {
    SeriesTally sum = new SeriesTally(0, 0, 0, fetched);
    for (SeriesWatch watch : watches.values()) {
      sum = sum.plus(new SeriesTally(watch.jumps(), watch.confirmed(), watch.volumeSpikes(), 0));
    }
    return sum;
  }
}
