package io.tapeline.core.market;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.CandleBuilder;
import io.tapeline.core.candle.CandleFold;
import io.tapeline.core.candle.RawCandle;
import io.tapeline.core.candle.SeriesWatch;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Puts a venue's candles where the line has none, and makes the longer ones that they complete
 * (MD-FEED).
 *
 * <p>A minute is taken if it is older than missed trades could still make it, and no candle of it
 * was published. All that comes of it is late: revision 1.
 */
final class MissedMinutes {

  private static final Duration MINUTE = Timeframe.M1.length();
  private static final Duration WINDOW = CandleBuilder.Settings.LINE.correctionWindow();

  private final Map<Timeframe, SeriesWatch> watches;

  MissedMinutes(Map<Timeframe, SeriesWatch> watches) {
    this.watches = watches;
  }

  private SeriesWatch watch(Timeframe timeframe) {
    return Objects.requireNonNull(watches.get(timeframe));
  }

  /** The candles that are to be published because of it; none if it is not wanted. */
  List<Candle> take(MissedCandle missed, EventTime now) {
    EventTime start = missed.openTime();
    SeriesWatch minutes = watch(Timeframe.M1);
    if (!start.equals(start.floor(MINUTE))
        || start.plus(MINUTE).plus(WINDOW).isAfter(now)
        || !minutes.lacks(start)) {
      return List.of();
    }
    List<Candle> out = new ArrayList<>();
    boolean contiguous = minutes.has(before(start, MINUTE));
    Candle minute =
        new Candle(
            missed.origin(),
            missed.symbol(),
            Timeframe.M1,
            start,
            missed.open(),
            missed.high(),
            missed.low(),
            missed.close(),
            missed.volume(),
            0,
            false,
            1,
            !contiguous,
            false,
            true);
    minutes.fill(minute);
    out.add(minute);
    for (Timeframe timeframe : List.of(Timeframe.M5, Timeframe.M15, Timeframe.H1)) {
      completed(timeframe, start.floor(timeframe.length()), missed.origin(), out);
    }
    return out;
  }

  private void completed(Timeframe timeframe, EventTime start, Origin by, List<Candle> out) {
    SeriesWatch series = watch(timeframe);
    EventTime end = start.plus(timeframe.length());
    List<Candle> minutes = watch(Timeframe.M1).between(start, end);
    boolean complete = minutes.size() == timeframe.length().dividedBy(MINUTE);
    List<Candle> priced = minutes.stream().filter(each -> !each.synthetic()).toList();
    if (!complete || series.has(start) || priced.isEmpty()) {
      return;
    }
    CandleFold fold = new CandleFold(timeframe);
    priced.forEach(each -> fold.take(each.raw()));
    RawCandle made = Objects.requireNonNull(fold.finish());
    boolean segment =
        !series.has(before(start, timeframe.length()))
            || minutes.stream().anyMatch(Candle::startsSegment);
    Candle candle =
        new Candle(
            by,
            made.symbol(),
            timeframe,
            start,
            new Price(made.open()),
            new Price(made.high()),
            new Price(made.low()),
            new Price(made.close()),
            new Quantity(made.volume()),
            priced.stream().mapToLong(Candle::trades).sum(),
            false,
            1,
            segment,
            false,
            true);
    series.fill(candle);
    out.add(candle);
  }

  private static EventTime before(EventTime start, Duration length) {
    return new EventTime(start.micros() - EventTime.micros(length));
  }
}
