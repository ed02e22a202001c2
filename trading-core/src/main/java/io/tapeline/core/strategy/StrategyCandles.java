package io.tapeline.core.strategy;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.CandleBuilder;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.SeriesWatch;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.time.EventTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Closed candles of one instrument for its strategies, made of the same events by the same rules as
 * those that are published: so they depend on the instrument's events alone, and not on when a
 * second topic arrives.
 *
 * <p>Each slot comes once and in order; corrections are passed over. After a candle that is left
 * out because it is an unconfirmed jump (MD-VALID) the next one begins a segment. After a restart
 * the published candles come in place of those whose events are not read again, each on the event
 * that closed it.
 */
final class StrategyCandles {

  private final CandleBuilder builder;
  private final Set<Timeframe> wanted;
  private final Map<Timeframe, Series> series = new EnumMap<>(Timeframe.class);
  private final Deque<Candle> remembered = new ArrayDeque<>();
  private List<Candle> closed = List.of();
  private long segmentStart = Long.MIN_VALUE;

  /** What has come of one timeframe. */
  private static final class Series {
    private final SeriesWatch watch;
    private long last = Long.MIN_VALUE;
    private long rememberedUpTo = Long.MIN_VALUE;
    private boolean made;
    private boolean broken;

    Series(SeriesWatch watch) {
      this.watch = watch;
    }
  }

  StrategyCandles(Instrument instrument, Collection<Timeframe> timeframes, PriceSource price) {
    this.wanted = Set.copyOf(timeframes);
    Set<Timeframe> needed = EnumSet.copyOf(timeframes);
    needed.add(Timeframe.M1);
    this.builder =
        new CandleBuilder(
            instrument.symbol(), needed, price, CandleBuilder.Settings.LINE, instrument.calendar());
    needed.forEach(
        each -> series.put(each, new Series(new SeriesWatch(each, instrument.calendar()))));
  }

  /** Takes a candle that was published before; oldest first. */
  void remember(Candle candle) {
    Series of = series.get(candle.timeframe());
    if (of == null) {
      return;
    }
    of.watch.remember(candle);
    if (candle.revision() == 0) {
      remembered.addLast(candle);
      of.rememberedUpTo = Math.max(of.rememberedUpTo, candle.openTime().micros());
    }
  }

  /** Takes an event of the instrument; {@link #closed} then has the candles it closed. */
  void apply(MarketEvent event) {
    closed = List.of();
    Candle first;
    while ((first = remembered.peekFirst()) != null && first.origin().seq() <= event.seq()) {
      pass(remembered.removeFirst());
    }
    if (!(event instanceof MissedCandle)) {
      builder.apply(event);
      for (Candle candle : builder.closed()) {
        Series of = series.get(candle.timeframe());
        if (of != null && candle.openTime().micros() > of.rememberedUpTo) {
          Candle joined = of.made ? candle : joined(of, candle);
          of.made = true;
          of.watch.judge(joined).forEach(this::pass);
        }
      }
    }
  }

  /**
   * The first one of a timeframe that is not remembered follows one that the builder does not know.
   */
  private Candle joined(Series of, Candle candle) {
    boolean follows =
        of.rememberedUpTo + EventTime.micros(candle.timeframe().length())
            == candle.openTime().micros();
    boolean broken = segmentStart >= candle.openTime().micros();
    return candle.asSegmentStart(
        !follows || (candle.timeframe() == Timeframe.M1 ? candle.startsSegment() : broken));
  }

  private void pass(Candle candle) {
    Series of = series.get(candle.timeframe());
    if (of == null || candle.revision() > 0 || candle.openTime().micros() <= of.last) {
      return;
    }
    of.last = candle.openTime().micros();
    if (candle.timeframe() == Timeframe.M1 && candle.startsSegment()) {
      segmentStart = of.last;
    }
    if (candle.unconfirmed()) {
      of.broken = true;
    } else if (wanted.contains(candle.timeframe())) {
      if (closed.isEmpty()) {
        closed = new ArrayList<>();
      }
      closed.add(of.broken ? candle.asSegmentStart(true) : candle);
      of.broken = false;
    }
  }

  /** The candles that the last event closed, shortest timeframe first among those of one end. */
  List<Candle> closed() {
    return closed;
  }

  /** None where no strategy of the instrument wants candles. */
  static @Nullable StrategyCandles of(
      Instrument instrument, Collection<Timeframe> timeframes, PriceSource price) {
    return timeframes.isEmpty() ? null : new StrategyCandles(instrument, timeframes, price);
  }
}
