package io.tapeline.core.sim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedMarketTest {

  private static final EventTime START = new EventTime(1_700_000_000_000_000L);
  private static final SimulatedInstrument BTC = SimulatedInstrument.btcUsdt();
  private static final SimulatedInstrument AAPL =
      new SimulatedInstrument(
          new Symbol("AAPL"),
          Price.of("150.00"),
          new BigDecimal("0.01"),
          BigDecimal.ONE,
          Quantity.of("100"));
  private static final SimulationSettings TEN_MINUTES =
      SimulationSettings.defaults(5, START).withDuration(Duration.ofMinutes(10));

  @Test
  void givesTheSameEventsForTheSameSettings() {
    SimulationSettings settings =
        TEN_MINUTES.withInstruments(List.of(BTC, AAPL)).withBooksPerSecond(10);

    assertThat(events(settings)).isEqualTo(events(settings)).hasSizeGreaterThan(1000);
  }

  @Test
  void givesOtherEventsForAnotherSeed() {
    SimulationSettings other =
        SimulationSettings.defaults(6, START).withDuration(Duration.ofMinutes(10));

    assertThat(unnumbered(events(TEN_MINUTES))).isNotEqualTo(unnumbered(events(other)));
  }

  @Test
  void numbersEventsFromOneAndNeverGoesBackInTime() {
    EventTime last = START;
    long seq = 0;
    for (MarketEvent event : events(TEN_MINUTES.withInstruments(List.of(AAPL, BTC)))) {
      assertThat(event.seq()).isEqualTo(++seq);
      assertThat(event.ts()).isBetween(last, START.plus(Duration.ofMinutes(10)));
      last = event.ts();
    }
    assertThat(seq).isGreaterThan(1000);
  }

  @Test
  void skipsToTheEventOfANumber() {
    List<MarketEvent> all = events(TEN_MINUTES);
    SimulatedMarket market = new SimulatedMarket(TEN_MINUTES);

    market.skipTo(1);
    assertThat(market.next()).isEqualTo(all.get(0));
    market.skipTo(4321);
    assertThat(market.next()).isEqualTo(all.get(4320));
    assertThatThrownBy(() -> market.skipTo(4321))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("event 4321 is behind: the next one is 4322");
    market.skipTo(all.size() + 10L);
    assertThat(market.next()).isNull();
  }

  @Test
  void endsAfterAsManyEventsAsAsked() {
    SimulatedMarket market =
        new SimulatedMarket(SimulationSettings.defaults(5, START).withMaxEvents(1000));

    assertThat(market.progress()).isZero();
    market.skipTo(251);
    assertThat(market.progress()).isEqualTo(0.25);
    market.skipTo(1000);
    assertThat(requireNonNull(market.next()).seq()).isEqualTo(1000);
    assertThat(market.next()).isNull();
    assertThat(market.next()).isNull();
    assertThat(market.progress()).isEqualTo(1);
  }

  @Test
  void knowsNoProgressWithoutAnEnd() {
    SimulatedMarket market = new SimulatedMarket(SimulationSettings.defaults(5, START));
    market.skipTo(10_000);

    assertThat(market.next()).isNotNull();
    assertThat(market.progress()).isNaN();
  }

  @Test
  void measuresProgressInTimeWhereTimeIsTheEnd() {
    SimulatedMarket market = new SimulatedMarket(TEN_MINUTES);
    double last = 0;
    MarketEvent event = market.next();
    while (event != null) {
      double expected = event.ts().microsSince(START) / 600e6;
      assertThat(market.progress()).isEqualTo(expected).isBetween(last, 1.0);
      last = expected;
      event = market.next();
    }
    assertThat(last).isGreaterThan(0.99);
    assertThat(market.progress()).isEqualTo(1);
  }

  @Test
  void leavesAnInstrumentAloneWhateverElseIsTraded() {
    List<MarketEvent> alone = events(TEN_MINUTES.withInstruments(List.of(AAPL)));
    List<MarketEvent> together = events(TEN_MINUTES.withInstruments(List.of(BTC, AAPL)));
    together.removeIf(event -> !event.symbol().equals(AAPL.symbol()));

    assertThat(unnumbered(together)).isEqualTo(unnumbered(alone));
  }

  @Test
  void opensAllInstrumentsAtTheStartInTheOrderOfTheSettings() {
    List<MarketEvent> opening =
        events(TEN_MINUTES.withInstruments(List.of(BTC, AAPL)).withBooksPerSecond(1)).subList(0, 4);

    assertThat(opening).allSatisfy(event -> assertThat(event.ts()).isEqualTo(START));
    assertThat(opening)
        .extracting(event -> event.symbol() + " " + event.getClass().getSimpleName())
        .containsExactly("BTCUSDT BookUpdate", "BTCUSDT Quote", "AAPL BookUpdate", "AAPL Quote");
    assertThat(((BookUpdate) opening.get(0)).snapshot()).isTrue();
  }

  @Test
  void leavesNoInstrumentSilentForLongerThanTheHeartbeat() {
    SimulationSettings sleepy =
        TEN_MINUTES
            .withInstruments(List.of(BTC, AAPL))
            .withRates(new ArrivalRates(0.05, 0.1, 0.05, 0.1, 0, 0));
    for (SimulatedInstrument instrument : sleepy.instruments()) {
      List<MarketEvent> events = events(sleepy);
      events.removeIf(event -> !event.symbol().equals(instrument.symbol()));
      MarketEvent last = events.get(0);
      for (MarketEvent event : events.subList(1, events.size())) {
        long silence = event.ts().microsSince(last.ts());
        assertThat(silence).isLessThanOrEqualTo(1_000_000);
        if (event instanceof Heartbeat) {
          assertThat(silence).isEqualTo(1_000_000);
        }
        last = event;
      }
      assertThat(events).hasAtLeastOneElementOfType(Heartbeat.class);
      assertThat(events).hasAtLeastOneElementOfType(Quote.class);
    }
  }

  @Test
  void givesDepthNoMoreOftenThanAsked() {
    List<MarketEvent> events = events(TEN_MINUTES.withBooksPerSecond(4));
    events.removeIf(event -> !(event instanceof BookUpdate));

    for (int i = 1; i < events.size(); i++) {
      assertThat(((BookUpdate) events.get(i)).snapshot()).isFalse();
      assertThat(events.get(i).ts().microsSince(events.get(i - 1).ts()))
          .isGreaterThanOrEqualTo(250_000);
    }
    // Several changes a second: nearly every turn is used.
    assertThat(events).hasSizeBetween(600 * 4 / 2, 600 * 4);
  }

  @Test
  void keepsTradesAndQuotesTheSameWithAndWithoutDepth() {
    List<MarketEvent> with = events(TEN_MINUTES.withBooksPerSecond(20));
    with.removeIf(event -> event instanceof BookUpdate);

    List<MarketEvent> without = events(TEN_MINUTES);
    without.removeIf(event -> event instanceof Heartbeat);
    with.removeIf(event -> event instanceof Heartbeat);
    assertThat(unnumbered(with)).isEqualTo(unnumbered(without));
  }

  private static List<MarketEvent> events(SimulationSettings settings) {
    List<MarketEvent> events = new ArrayList<>();
    SimulatedMarket market = new SimulatedMarket(settings);
    for (MarketEvent event = market.next(); event != null; event = market.next()) {
      events.add(event);
    }
    return events;
  }

  private static List<MarketEvent> unnumbered(List<MarketEvent> events) {
    return events.stream().map(SimulatedMarketTest::unnumbered).toList();
  }

  private static MarketEvent unnumbered(MarketEvent event) {
    Origin origin = new Origin(0, event.ts());
    return switch (event) {
      case Tick tick ->
          new Tick(origin, tick.symbol(), tick.price(), tick.size(), tick.aggressor());
      case Quote quote ->
          new Quote(
              origin, quote.symbol(), quote.bid(), quote.bidSize(), quote.ask(), quote.askSize());
      case BookUpdate book -> new BookUpdate(origin, book.symbol(), book.snapshot(), book.levels());
      case Heartbeat beat -> new Heartbeat(origin, beat.symbol());
      case MissedTick _, MissedCandle _, FeedGap _ ->
          throw new AssertionError("no interruptions here: " + event);
    };
  }
}
