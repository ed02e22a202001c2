package io.tapeline.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.decision.Decision;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalStageTest {

  private static final int SECONDS = 400;

  private final List<MarketEvent> market = market();

  /** The price stands still: each tick is refused for the same reason once the window is filled. */
  private static List<MarketEvent> market() {
    Events events = new Events("AAPL");
    List<MarketEvent> market = new ArrayList<>();
    for (int second = 0; second < SECONDS; second++) {
      market.add(events.trade(second + ".000", "150.00", "10"));
    }
    return market;
  }

  private static SignalStage stage() {
    return new SignalStage(Settings.of(), List.of("momentum-burst"));
  }

  /** What is told from an event on, by a stage that has answered as {@code before} says. */
  private List<Event> told(int from, int to, Map<MarketEvent, List<Event>> before) {
    SignalStage stage = stage();
    List<Event> told = new ArrayList<>();
    for (MarketEvent event : market.subList(from, market.size())) {
      stage.apply(event);
      List<Event> known = before.getOrDefault(event, List.of());
      known.forEach(stage::apply);
      if (event.seq() > to) {
        for (Event decided : stage.decide(event)) {
          stage.apply(decided);
          told.add(decided);
        }
      }
    }
    return told;
  }

  @Test
  void equalRefusalsAreToldOnceAMinuteWithTheirNumber() {
    List<Event> told = told(0, 0, Map.of());

    assertThat(told)
        .filteredOn(event -> ((Decision) event).reason().equals("MOMENTUM_LOW"))
        .extracting(event -> ((Decision) event).repeat())
        .startsWith(1L, 60L, 60L);
  }

  @Test
  void theMinutesGoOnAfterARestart() {
    List<Event> undisturbed = told(0, 0, Map.of());
    Map<MarketEvent, List<Event>> published = new HashMap<>();
    for (Event decision : undisturbed) {
      long seq = ((Decision) decision).origin().seq();
      market.stream()
          .filter(event -> event.seq() == seq)
          .forEach(event -> published.computeIfAbsent(event, _ -> new ArrayList<>()).add(decision));
    }
    int reach = Math.toIntExact(stage().reach().toSeconds());
    for (int killed = reach + 1; killed < SECONDS; killed += 7) {
      long done = market.get(killed).seq();
      Map<MarketEvent, List<Event>> before = new HashMap<>(published);
      before.keySet().removeIf(event -> event.seq() > done);

      assertThat(told(killed - reach, Math.toIntExact(done), before))
          .as("killed after second %d", killed)
          .isEqualTo(
              undisturbed.stream()
                  .filter(event -> ((Decision) event).origin().seq() > done)
                  .toList());
    }
  }

  /** Trades of an hour of quiet minutes, one that sweeps highs, and what closes it. */
  private static List<MarketEvent> sweep() {
    Events events = new Events("AAPL");
    List<MarketEvent> market = new ArrayList<>();
    for (int minute = 0; minute <= 60; minute++) {
      boolean last = minute == 60;
      String[] prices = {"100.00", last ? "100.40" : "100.10", "99.60", "100.00"};
      for (int i = 0; i < prices.length; i++) {
        String second = Integer.toString(minute * 60 + 1 + i * 15);
        market.add(events.trade(second, prices[i], last ? "300" : "100"));
      }
      market.add(events.quote(Integer.toString(minute * 60 + 50), "99.99", "100.01"));
    }
    market.add(events.heartbeat("3661"));
    return market;
  }

  private static List<Event> toldOfSweep(String... settings) {
    SignalStage stage =
        new SignalStage(Settings.of(settings), List.of("quick", "hunt", "momentum-burst"));
    List<Event> told = new ArrayList<>();
    for (MarketEvent event : sweep()) {
      stage.apply(event);
      List<Event> decided = stage.decide(event);
      decided.forEach(stage::apply);
      told = decided;
    }
    return told;
  }

  @Test
  void ofTwoWishesOnOneCandleTheHeavierIsSignalled() {
    List<Event> told = toldOfSweep();

    assertThat(told).hasSize(2);
    assertThat(told)
        .filteredOn(Signal.class::isInstance)
        .extracting(event -> ((Signal) event).strategy().value())
        .containsExactly("hunt");
    assertThat(told)
        .filteredOn(Decision.class::isInstance)
        .first()
        .isInstanceOfSatisfying(
            Decision.class,
            refusal -> {
              assertThat(refusal.strategy().value()).isEqualTo("quick");
              assertThat(refusal.reason()).isEqualTo("OUTRANKED");
              assertThat(refusal.values().get("value")).isEqualTo("0.474000 quick");
              assertThat(refusal.values().get("limit")).endsWith(" hunt");
            });
  }

  @Test
  void weightsAreSettings() {
    assertThat(toldOfSweep("tapeline.hunt.weight", "0.1"))
        .filteredOn(Signal.class::isInstance)
        .extracting(event -> ((Signal) event).strategy().value())
        .containsExactly("quick");
  }
}
