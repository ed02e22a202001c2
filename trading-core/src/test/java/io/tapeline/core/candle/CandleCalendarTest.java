package io.tapeline.core.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.AlwaysOpen;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.instrument.TradingCalendar;
import io.tapeline.core.instrument.TradingWeek;
import io.tapeline.core.instrument.UsEquities;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandleCalendarTest {

  private static final Symbol SYMBOL = new Symbol("X");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final long MICROS = 1_000_000;

  private static final TradingCalendar EQUITIES = new UsEquities(Set.of(), Set.of());
  private static final TradingCalendar METALS = TradingWeek.metals(Set.of());

  /** A break of one minute: shorter than any gap that begins a segment by its length. */
  private static final TradingCalendar SHORT_BREAK =
      new TradingWeek("short", LocalTime.of(17, 1), LocalTime.of(17, 0), Set.of());

  private long seq;

  /** Two minutes with a price each; told are the candles that follow from the second, by minute. */
  @ParameterizedTest(name = "{0} {1} to {2}: {3}")
  @CsvSource({
    // 24 November 2026 is a Tuesday, the 26th Thanksgiving, the 27th ends at 13:00.
    "open,     2026-11-24T17:00, 2026-11-24T17:03, 17:01 filled 17:02 filled 17:03",
    "equities, 2026-11-24T12:58, 2026-11-24T13:01, 12:59 filled 13:00 filled 13:01",
    "equities, 2026-11-27T12:58, 2026-11-27T13:01, 13:01 segment",
    "equities, 2026-11-27T12:58, 2026-11-27T13:00, 12:59 filled 13:00",
    "equities, 2026-11-24T15:58, 2026-11-24T16:00, 15:59 filled 16:00",
    "equities, 2026-11-24T15:58, 2026-11-24T16:01, 16:01 segment",
    "equities, 2026-11-24T16:00, 2026-11-24T16:02, 16:02 segment",
    "equities, 2026-11-24T09:28, 2026-11-24T09:31, 09:31 segment",
    "equities, 2026-11-24T09:29, 2026-11-24T09:30, 09:30 segment",
    "equities, 2026-11-26T09:29, 2026-11-26T09:30, 09:30",
    "equities, 2026-11-26T12:00, 2026-11-26T12:02, 12:02 segment",
    "equities, 2026-11-24T15:59, 2026-11-25T09:30, 09:30 segment",
    "short,    2026-11-24T16:59, 2026-11-24T17:01, 17:01 segment",
    "short,    2026-11-24T16:57, 2026-11-24T16:59, 16:58 filled 16:59",
    // Summer and winter: the break of metals is one hour by New York's clock.
    "metals,   2026-07-14T16:59, 2026-07-14T18:00, 18:00 segment",
    "metals,   2026-11-24T16:58, 2026-11-24T17:00, 16:59 filled 17:00",
    "metals,   2026-11-24T17:00, 2026-11-24T17:02, 17:02 segment",
    "metals,   2026-11-27T16:59, 2026-11-29T18:00, 18:00 segment",
  })
  void closuresAreNotFilledAndBeginSegments(
      String calendar, LocalDateTime first, LocalDateTime second, String told) {
    CandleBuilder builder = builder(Timeframe.M1, calendar(calendar));
    feed(builder, trade(first, "10"));

    assertThat(
            feed(builder, trade(second, "11"), beat(second.plusMinutes(2))).stream()
                .skip(1)
                .map(CandleCalendarTest::minute))
        .containsExactly(told.split("(?<=[a-z0-9]) (?=[0-9])", -1));
  }

  @Test
  void secondsBeginASegmentWithTheOpening() {
    CandleBuilder builder = builder(Timeframe.S1, EQUITIES);
    LocalDateTime opening = LocalDateTime.parse("2026-11-24T09:30");

    assertThat(
            feed(
                    builder,
                    trade(opening.minusSeconds(2), "10"),
                    trade(opening.minusSeconds(1), "10"),
                    trade(opening, "10"),
                    trade(opening.plusSeconds(1), "10"),
                    beat(opening.plusSeconds(3)))
                .stream()
                .map(Candle::startsSegment))
        .containsExactly(true, false, true, false);
  }

  @Test
  void fiveMinutesThatLackTheirLastMinuteForTheCloseAreNotMade() {
    LocalDateTime close = LocalDateTime.parse("2026-11-24T17:00");
    Stream<LocalDateTime> minutes =
        Stream.concat(
            Stream.iterate(close.minusMinutes(5), each -> each.plusMinutes(1)).limit(4),
            Stream.iterate(close.plusMinutes(1), each -> each.plusMinutes(1)).limit(9));
    Tick[] prices = minutes.map(minute -> trade(minute, "10")).toArray(Tick[]::new);

    assertThat(m5(SHORT_BREAK, prices)).containsExactly("17:05 segment");
    assertThat(m5(new AlwaysOpen(), prices)).containsExactly("16:55 segment", "17:00", "17:05");
  }

  private List<String> m5(TradingCalendar calendar, Tick... prices) {
    CandleBuilder builder = builder(Timeframe.M5, calendar);
    List<Candle> closed = feed(builder, prices);
    closed.addAll(feed(builder, beat(LocalDateTime.parse("2026-11-24T17:11"))));
    return closed.stream().map(CandleCalendarTest::minute).toList();
  }

  @Test
  void aLatePriceDoesNotBridgeAClosure() {
    CandleBuilder builder = builder(Timeframe.M1, SHORT_BREAK);
    LocalDateTime close = LocalDateTime.parse("2026-11-24T17:00");
    feed(builder, trade(close.minusMinutes(3), "10"), trade(close.plusMinutes(2), "11"));

    assertThat(
            feed(builder, trade(close.minusMinutes(1), "12")).stream()
                .map(CandleCalendarTest::minute))
        .containsExactly("16:58 filled", "16:59");
  }

  private static TradingCalendar calendar(String name) {
    return switch (name) {
      case "equities" -> EQUITIES;
      case "metals" -> METALS;
      case "short" -> SHORT_BREAK;
      default -> new AlwaysOpen();
    };
  }

  private static CandleBuilder builder(Timeframe timeframe, TradingCalendar calendar) {
    return new CandleBuilder(
        SYMBOL, List.of(timeframe), PriceSource.TRADE, CandleBuilder.Settings.LINE, calendar);
  }

  private static String minute(Candle candle) {
    String minute =
        candle.openTime().toInstant().atZone(NEW_YORK).toLocalTime().toString()
            + (candle.synthetic() ? " filled" : "");
    return candle.startsSegment() ? minute + " segment" : minute;
  }

  private static List<Candle> feed(CandleBuilder builder, MarketEvent... events) {
    List<Candle> closed = new ArrayList<>();
    for (MarketEvent event : events) {
      builder.apply(event);
      closed.addAll(builder.closed());
    }
    return closed;
  }

  private Tick trade(LocalDateTime time, String price) {
    return new Tick(origin(time), SYMBOL, Price.of(price), Quantity.of("1"), Aggressor.BUY);
  }

  private Heartbeat beat(LocalDateTime time) {
    return new Heartbeat(origin(time), SYMBOL);
  }

  private Origin origin(LocalDateTime time) {
    long seconds = ZonedDateTime.of(time, NEW_YORK).toEpochSecond();
    return new Origin(++seq, new EventTime(seconds * MICROS));
  }
}
