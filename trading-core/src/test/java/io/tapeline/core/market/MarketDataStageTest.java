package io.tapeline.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.core.tape.Tapes;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketDataStageTest {

  private static final Symbol BTC = new Symbol("BTCUSDT");
  private static final Symbol XAU = new Symbol("XAUUSD");

  @Test
  void marketEventsAndQuarantinedInputPassAsTheyCame() {
    MarketDataStage stage = new MarketDataStage(PriceSource.TRADE);
    Tick tick = tick(1, 0, BTC, "1");
    Quarantined bad = new Quarantined("tape", 7, "NOT_A_NUMBER", "price 'x'", "1,x");

    assertThat(stage.decide(tick)).containsExactly(tick);
    assertThat(stage.decide(bad)).containsExactly(bad);
    assertThat(stage.project(bad)).isEmpty();
  }

  @Test
  void candlesFollowTheDecidedEventThatClosedThem() {
    MarketDataStage stage = new MarketDataStage(PriceSource.TRADE);
    assertThat(drive(stage, tick(1, 0, BTC, "1"))).isEmpty();
    assertThat(drive(stage, tick(2, 500_000, BTC, "3"))).isEmpty();

    Tick closing = tick(3, 1_000_000, BTC, "2");
    assertThat(drive(stage, closing))
        .containsExactly(
            new Candle(
                closing.origin(),
                BTC,
                Timeframe.S1,
                new EventTime(0),
                Price.of("1"),
                Price.of("3"),
                Price.of("1"),
                Price.of("3"),
                Quantity.of("2"),
                2,
                false,
                0,
                true));
  }

  @Test
  void instrumentsHaveTheirOwnTime() {
    MarketDataStage stage = new MarketDataStage(PriceSource.TRADE, Map.of(XAU, PriceSource.MID));
    drive(stage, tick(1, 0, BTC, "1"));
    drive(stage, quote(2, 10, XAU, "5", "6"));

    assertThat(drive(stage, new Heartbeat(origin(3, 2_000_000), XAU)))
        .singleElement()
        .isInstanceOfSatisfying(
            Candle.class,
            candle -> {
              assertThat(candle.symbol()).isEqualTo(XAU);
              assertThat(candle.close()).isEqualTo(Price.of("5.5"));
            });
    assertThat(drive(stage, new Heartbeat(origin(4, 2_000_000), BTC))).hasSize(1);
  }

  @Test
  void applyingAgainAfterARestartChangesNothing() throws IOException {
    List<Event> events =
        Tapes.play(TapeFeed.Settings.DEFAULT, Tapes.shared("binance_usdm_BTCUSDT_20240808_trades"));
    List<Event> expected = new ArrayList<>();
    MarketDataStage whole = new MarketDataStage(PriceSource.TRADE);
    events.forEach(event -> expected.addAll(drive(whole, event)));

    int crash = events.size() / 2;
    MarketDataStage restarted = new MarketDataStage(PriceSource.TRADE);
    List<Event> made = new ArrayList<>();
    for (Event published : events.subList(0, crash)) {
      restarted.apply(published);
      made.addAll(restarted.project(published));
    }
    // Inputs come again from some way back.
    for (Event input : events.subList(crash - 500, crash)) {
      restarted.apply(input);
    }
    assertThat(restarted.project(events.get(crash - 500))).isEmpty();
    for (Event input : events.subList(crash, events.size())) {
      made.addAll(drive(restarted, input));
    }

    assertThat(made).isEqualTo(expected);
    assertThat(expected).hasSizeGreaterThan(300);
    assertThat(expected.stream().map(Event::id)).doesNotHaveDuplicates();
  }

  /** As a shell does it: apply the input, decide, apply what was decided, project. */
  private static List<Event> drive(MarketDataStage stage, Event input) {
    stage.apply(input);
    List<Event> projected = new ArrayList<>();
    for (Event decided : stage.decide(input)) {
      stage.apply(decided);
      projected.addAll(stage.project(decided));
    }
    return projected;
  }

  private static Tick tick(long seq, long micros, Symbol symbol, String price) {
    return new Tick(
        origin(seq, micros), symbol, Price.of(price), Quantity.of("1"), Aggressor.UNKNOWN);
  }

  private static Quote quote(long seq, long micros, Symbol symbol, String bid, String ask) {
    return new Quote(origin(seq, micros), symbol, Price.of(bid), null, Price.of(ask), null);
  }

  private static Origin origin(long seq, long micros) {
    return new Origin(seq, new EventTime(micros));
  }
}
