package io.tapeline.core.market;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.CandleBuilder;
import io.tapeline.core.candle.CandleTally;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.SeriesHealth;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.AlwaysOpen;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.instrument.TradingCalendar;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.core.time.EventTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The first stage of the line: passes the feed on and makes its candles.
 *
 * <p>A market event and a quarantined input are decided as they came. The candles of every {@link
 * Timeframe} that a market event closed or corrected follow from it as projection. A candle that
 * was fetched from the venue is dropped unless there is none of its slot. An event changes the
 * state once, told by its number: the shell applies it as input, again as decided, and after a
 * restart once more, and all but the first are without effect. Numbers are compared per instrument,
 * so that instruments may be read back in any order among each other.
 *
 * <p>A shell that cannot apply all events of the past again first applies the candles that were
 * published: each series then has the health it had, and the events that are still kept give the
 * open candles back.
 */
public final class MarketDataStage implements Stage {

  private final PriceSource source;
  private final Map<Symbol, PriceSource> exceptions;
  private final Function<Symbol, TradingCalendar> calendars;
  private final Map<Symbol, Desk> desks = new HashMap<>();

  /** A stage whose candles are all made of one price, for markets that never close. */
  public MarketDataStage(PriceSource source) {
    this(source, Map.of());
  }

  /**
   * A stage whose candles are all made of one price.
   *
   * @param instruments say when each of them trades
   */
  public MarketDataStage(PriceSource source, Instruments instruments) {
    this(source, Map.of(), symbol -> instruments.get(symbol).calendar());
  }

  /**
   * A stage with a price of its own for some instruments, for markets that never close.
   *
   * @param source what candles are made of: trades, or {@link PriceSource#MID} for a feed without
   * @param exceptions instruments that differ from that
   */
  public MarketDataStage(PriceSource source, Map<Symbol, PriceSource> exceptions) {
    this(source, exceptions, _ -> new AlwaysOpen());
  }

  private MarketDataStage(
      PriceSource source,
      Map<Symbol, PriceSource> exceptions,
      Function<Symbol, TradingCalendar> calendars) {
    this.source = source;
    this.exceptions = Map.copyOf(exceptions);
    this.calendars = calendars;
  }

  @Override
  public void apply(Event event) {
    if (event instanceof MarketEvent market) {
      desks.computeIfAbsent(market.symbol(), this::desk).apply(market);
    } else if (event instanceof Candle candle) {
      desks.computeIfAbsent(candle.symbol(), this::desk).remember(candle);
    }
  }

  @Override
  public List<Event> decide(Event input) {
    if (input instanceof MissedCandle missed) {
      return project(missed).isEmpty() ? List.of() : List.of(missed);
    }
    return input instanceof MarketEvent || input instanceof Quarantined
        ? List.of(input)
        : List.of();
  }

  /** The candles the event closed; empty if it is not the newest of its instrument. */
  @Override
  public List<Event> project(Event decided) {
    if (decided instanceof MarketEvent market) {
      Desk desk = desks.get(market.symbol());
      if (desk != null && desk.newest == market.seq()) {
        return List.copyOf(desk.judged);
      }
    }
    return List.of();
  }

  /** What became of the prices so far, over all instruments. */
  public CandleTally tally() {
    CandleTally sum = CandleTally.NONE;
    for (Desk desk : desks.values()) {
      sum = sum.plus(desk.candles.tally());
    }
    return sum;
  }

  /** What was odd about the candles so far, over all instruments. */
  public SeriesTally seriesTally() {
    SeriesTally sum = SeriesTally.NONE;
    for (Desk desk : desks.values()) {
      sum = sum.plus(desk.series.tally());
    }
    return sum;
  }

  /**
   * What is to be known of each series as of the newest event of its instrument; series of which
   * nothing is to be known are in it.
   */
  public Map<Symbol, Map<Timeframe, Set<SeriesHealth.Flag>>> flags() {
    Map<Symbol, Map<Timeframe, Set<SeriesHealth.Flag>>> flags = new TreeMap<>();
    desks.forEach((symbol, desk) -> flags.put(symbol, desk.series.flags(desk.now)));
    return flags;
  }

  private Desk desk(Symbol symbol) {
    PriceSource price = exceptions.getOrDefault(symbol, source);
    TradingCalendar calendar = calendars.apply(symbol);
    return new Desk(
        new CandleBuilder(
            symbol, EnumSet.allOf(Timeframe.class), price, CandleBuilder.Settings.LINE, calendar),
        new InstrumentSeries(calendar));
  }

  private static final class Desk {

    private final CandleBuilder candles;
    private final InstrumentSeries series;
    private List<Candle> judged = List.of();
    private @Nullable EventTime now;
    private long newest;

    Desk(CandleBuilder candles, InstrumentSeries series) {
      this.candles = candles;
      this.series = series;
    }

    void remember(Candle candle) {
      if (candle.origin().seq() > newest) {
        series.remember(candle);
      }
    }

    void apply(MarketEvent event) {
      if (event.seq() > newest) {
        newest = event.seq();
        now = now == null ? event.ts() : now.max(event.ts());
        candles.apply(event);
        judged = series.judge(event, now, candles.closed());
      }
    }
  }
}
