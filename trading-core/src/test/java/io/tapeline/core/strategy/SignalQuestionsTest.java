package io.tapeline.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.plan.scalp.ScalpCheck;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the stage answers of a market out of turn. */
class SignalQuestionsTest {

  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Symbol GOLD = new Symbol("XAUUSD");

  private final SignalStage stage = stage();
  private final List<Event> decided = new ArrayList<>();

  private static SignalStage stage() {
    return new SignalStage(Settings.of(), List.of("momentum-burst"));
  }

  private void play(List<MarketEvent> market) {
    market.forEach(event -> decided.addAll(take(stage, event)));
  }

  private static List<Event> take(SignalStage stage, MarketEvent event) {
    stage.apply(event);
    List<Event> events = stage.decide(event);
    events.forEach(stage::apply);
    return events;
  }

  /** The burst of the catalogue's worked example, with its low in the fifth second. */
  private static List<MarketEvent> burst(String low) {
    Events events = new Events("AAPL");
    List<MarketEvent> market = new ArrayList<>();
    market.add(events.quote("0.000", "149.99", "150.01"));
    market.add(events.trade("0.500", "150.00", "150"));
    for (int second = 1; second <= 15; second++) {
      String price = second == 5 ? low : second == 9 ? "150.12" : "150.00";
      market.add(events.trade(second + ".000", price, second == 15 ? "320" : "150"));
    }
    market.add(events.quote("15.900", "150.09", "150.11"));
    market.add(events.trade("16.000", "150.10", "1"));
    market.add(events.quote("16.500", "150.09", "150.11"));
    return market;
  }

  private WhyNot.OfStrategy onlyStrategy() {
    WhyNot why = Objects.requireNonNull(stage.whyNot(AAPL));
    assertThat(why.strategies()).hasSize(1);
    return why.strategies().getFirst();
  }

  @Test
  void anInstrumentThatNeverCameIsUnknown() {
    assertThat(stage.seen()).isEmpty();
    assertThat(stage.whyNot(AAPL)).isNull();
    assertThat(stage.analysis(AAPL)).isEqualTo(new MarketAnswer.Unknown());
    assertThat(stage.seen()).as("asking makes nothing known").isEmpty();
  }

  @Test
  void aNarrowBurstIsNotTradedForItsRangeAlone() {
    play(burst("149.99"));

    assertThat(stage.seen()).containsExactly(AAPL);
    assertThat(Objects.requireNonNull(stage.whyNot(AAPL)).at()).isEqualTo(Events.at("16.5"));
    WhyNot.OfStrategy burst = onlyStrategy();
    assertThat(burst.strategy()).isEqualTo(new StrategyId("momentum-burst"));
    assertThat(burst.switchedOff()).isNull();
    assertThat(burst.conditions())
        .filteredOn(condition -> !condition.met())
        .containsExactly(new Condition("range", "0.000867", "0.001000", false));
    assertThat(burst.said())
        .isEqualTo(
            new WhyNot.Said(
                WhyNot.Kind.SKIP,
                Events.at("16"),
                "GUARD_LOW",
                Map.of("rule", "range", "value", "0.000867", "limit", "0.001000")));
    assertThat(decided).noneMatch(Signal.class::isInstance);
  }

  @Test
  void aBurstThatIsTradedSaysSo() {
    play(burst("149.95"));

    WhyNot.OfStrategy burst = onlyStrategy();
    assertThat(burst.conditions()).hasSize(6).allMatch(Condition::met);
    WhyNot.Said said = Objects.requireNonNull(burst.said());
    assertThat(said.kind()).isEqualTo(WhyNot.Kind.WISH);
    assertThat(said.reason()).isEqualTo("BUY");
    assertThat(said.values()).containsEntry("range", "0.001133");
    assertThat(decided).hasAtLeastOneElementOfType(Signal.class);
  }

  @Test
  void whoAsksAfterEveryEventChangesNothing() {
    SignalStage unasked = stage();
    List<Event> expected = new ArrayList<>();
    burst("149.95").forEach(event -> expected.addAll(take(unasked, event)));

    for (MarketEvent event : burst("149.95")) {
      stage.whyNot(AAPL);
      stage.analysis(AAPL);
      decided.addAll(take(stage, event));
      stage.whyNot(AAPL);
      stage.analysis(GOLD);
    }

    assertThat(decided).isEqualTo(expected).isNotEmpty();
  }

  @Test
  void anInstrumentWithoutRuleSetIsNotAnalysed() {
    play(burst("149.95"));

    assertThat(stage.analysis(AAPL)).isEqualTo(new MarketAnswer.NotConfigured());
  }

  @Test
  void theAnalysisBeginsNotReadyAndThenNamesWhatIsMissing() {
    Events events = new Events("XAUUSD");
    play(List.of(events.quote("0.000", "2000.00", "2000.10")));
    assertThat(stage.analysis(GOLD)).isEqualTo(new MarketAnswer.NotReady());

    List<MarketEvent> market = new ArrayList<>();
    for (int second = 1; second <= 125; second++) {
      market.add(events.quote(second + ".000", "2000.00", "2000.10"));
      market.add(events.trade(second + ".100", "2000.05", "1"));
    }
    play(market);

    MarketAnswer.Analysed found = (MarketAnswer.Analysed) stage.analysis(GOLD);
    assertThat(found.analysis().isAllowed()).isFalse();
    assertThat(found.analysis().failure())
        .isEqualTo(new ScalpCheck(1, "CANDLES_NOT_READY", "minute candles", "2", "30", false));
    assertThat(found.analysis().checks())
        .contains(new ScalpCheck(1, "QUOTE_NOT_READY", "quote", "ready", "ready", true));
  }
}
