package io.tapeline.core.candle;

import io.tapeline.core.candle.PriceSlots.Taken;
import io.tapeline.core.instrument.AlwaysOpen;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.instrument.TradingCalendar;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the candles of one instrument, in one or several timeframes (MD-CANDLE, MD-GAP).
 *
 * <p><b>Slots.</b> They are aligned to the epoch; a price on a boundary belongs to the new one.
 * Candles of a second and a minute are made of prices; longer ones of the minutes. A candle is
 * closed by the first price after it, or by any event whose time is at least the grace past its
 * end. Open and close are the first and the last price by time, then by the venue's number.
 *
 * <p><b>Gaps.</b> Up to three minutes without a price are filled with synthetic candles once the
 * next price is there, before its own candle. More begin a new segment and stay empty, and so does
 * any closure of the market, however short. A longer candle is made when all its minutes are there,
 * filled ones included; seconds are never filled.
 *
 * <p><b>Late prices.</b> A price whose candle is closed corrects it: the candle is published again
 * as its next revision, and so is every other candle that is different because of it. Where no
 * candle was, one of revision 1 comes late. In the end the last revisions are the candles that the
 * same prices make in order. A price from before the correction window is left out and counted.
 */
public final class CandleBuilder {

  private static final Comparator<Candle> BY_CLOSE =
      Comparator.comparing(Candle::closeTime).thenComparing(Candle::timeframe);

  private final PriceSource source;
  private final long grace;
  private final Set<Timeframe> wanted;
  private final @Nullable PriceSlots seconds;
  private final @Nullable PriceSlots minutes;
  private final List<LongCandles> longer = new ArrayList<>();
  private List<Candle> closed = List.of();
  private @Nullable Origin last;
  private long latePrices;
  private long leftOut;
  private long revisions;
  private long synthetic;
  private long segments;

  /**
   * What is made of the prices.
   *
   * @param closeGrace how long after its end a candle waits for late prices
   * @param correctionWindow how far before the newest price late ones correct what was published
   * @param partial whether candles of more than a minute are also made where minutes are missing
   */
  public record Settings(Duration closeGrace, Duration correctionWindow, boolean partial) {

    /** As on the line: complete candles; a grace of 250 ms, corrections for ten minutes. */
    public static final Settings LINE =
        new Settings(Duration.ofMillis(250), Duration.ofMinutes(10), false);

    /** The same with a candle wherever there is a price, as most exchanges publish them. */
    public static final Settings RESEARCH =
        new Settings(LINE.closeGrace, LINE.correctionWindow, true);

    public Settings {
      if (closeGrace.isNegative() || correctionWindow.isNegative()) {
        throw new IllegalArgumentException(
            "grace and window must not be negative: " + closeGrace + ", " + correctionWindow);
      }
    }
  }

  /** A builder with {@link Settings#LINE} for a market that never closes. */
  public CandleBuilder(Symbol symbol, Collection<Timeframe> timeframes, PriceSource source) {
    this(symbol, timeframes, source, Settings.LINE);
  }

  /** A builder for a market that never closes. */
  public CandleBuilder(
      Symbol symbol, Collection<Timeframe> timeframes, PriceSource source, Settings settings) {
    this(symbol, timeframes, source, settings, new AlwaysOpen());
  }

  /**
   * A builder.
   *
   * @param calendar when the instrument trades
   */
  public CandleBuilder(
      Symbol symbol,
      Collection<Timeframe> timeframes,
      PriceSource source,
      Settings settings,
      TradingCalendar calendar) {
    this.source = source;
    this.grace = EventTime.micros(settings.closeGrace);
    this.wanted = timeframes.isEmpty() ? Set.of() : EnumSet.copyOf(timeframes);
    long window = EventTime.micros(settings.correctionWindow);
    seconds =
        wanted.contains(Timeframe.S1)
            ? new PriceSlots(symbol, Timeframe.S1, window, calendar, this::tell)
            : null;
    boolean needsMinutes = wanted.stream().anyMatch(timeframe -> timeframe != Timeframe.S1);
    minutes =
        needsMinutes ? new PriceSlots(symbol, Timeframe.M1, window, calendar, this::tell) : null;
    for (Timeframe timeframe : wanted) {
      if (minutes != null && timeframe.compareTo(Timeframe.M1) > 0) {
        longer.add(new LongCandles(symbol, timeframe, settings.partial, minutes, this::tell));
      }
    }
  }

  /** Takes an event of the instrument; {@link #closed} then has the candles it closed. */
  public void apply(MarketEvent event) {
    closed = List.of();
    last = event.origin();
    Price price = source.priceOf(event);
    if (price == null) {
      passTime(event.origin());
    } else {
      take(event.origin(), price, source.volumeOf(event), PriceSource.tradeIdOf(event));
    }
  }

  private void passTime(Origin origin) {
    if (seconds != null) {
      seconds.passTime(origin, grace);
    }
    if (minutes != null) {
      minutes.passTime(origin, grace);
      longer.forEach(each -> each.follow(origin));
    }
  }

  private void take(Origin origin, Price price, Quantity size, @Nullable Long id) {
    boolean late = false;
    boolean lost = false;
    if (seconds != null) {
      Taken taken = seconds.take(origin, price, size, id);
      late = taken != Taken.IN_TIME;
      lost = taken == Taken.TOO_LATE;
    }
    if (minutes != null) {
      Taken taken = minutes.take(origin, price, size, id);
      late |= taken != Taken.IN_TIME && isClosedSomewhere(origin.ts().micros());
      lost |= taken == Taken.TOO_LATE;
      for (LongCandles each : longer) {
        each.follow(origin);
      }
    }
    latePrices += late || lost ? 1 : 0;
    leftOut += lost ? 1 : 0;
  }

  private boolean isClosedSomewhere(long micros) {
    return wanted.contains(Timeframe.M1)
        || longer.stream().anyMatch(each -> each.isDecided(micros));
  }

  private void tell(Candle candle) {
    if (!wanted.contains(candle.timeframe())) {
      return;
    }
    if (closed.isEmpty()) {
      closed = new ArrayList<>();
    }
    closed.add(candle);
    revisions += candle.revision() > 0 ? 1 : 0;
    synthetic += candle.synthetic() && candle.revision() == 0 ? 1 : 0;
    boolean minute = candle.timeframe() == Timeframe.M1;
    segments += minute && candle.startsSegment() && candle.revision() == 0 ? 1 : 0;
  }

  /**
   * The candles closed or corrected by the event applied last, by close time, shorter timeframes
   * first.
   */
  public List<Candle> closed() {
    if (closed.size() > 1) {
      closed.sort(BY_CLOSE);
    }
    return List.copyOf(closed);
  }

  /**
   * Closes what is still open, complete or not, as the research commands do at the end of a tape.
   * Returns it by close time; the origin is that of the last event.
   */
  public List<Candle> finish() {
    closed = List.of();
    Origin end = last;
    if (end != null) {
      if (seconds != null) {
        seconds.closeIfOpen(end);
      }
      if (minutes != null) {
        minutes.closeIfOpen(end);
        longer.forEach(each -> each.finish(end));
      }
    }
    return closed();
  }

  /** What became of the prices so far. */
  public CandleTally tally() {
    long incomplete = longer.stream().mapToLong(LongCandles::incomplete).sum();
    return new CandleTally(latePrices, leftOut, revisions, synthetic, segments, incomplete);
  }

  /** The end of the earliest candle still open, or {@link Long#MAX_VALUE} if none is open. */
  public long earliestOpenEnd() {
    long earliest = seconds == null ? Long.MAX_VALUE : seconds.openEnd();
    if (minutes != null && wanted.contains(Timeframe.M1)) {
      earliest = Math.min(earliest, minutes.openEnd());
    }
    for (LongCandles each : longer) {
      earliest = Math.min(earliest, each.openEnd());
    }
    return earliest;
  }
}
