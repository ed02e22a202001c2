package io.tapeline.core.strategy.burst;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CATALOGUE S2-BUFFER and S2-ENTRY with their worked numbers. */
class MomentumBurstTest {

  private Events events = new Events("AAPL");
  private MomentumBurst burst = burst();

  @BeforeEach
  void fresh() {
    events = new Events("AAPL");
    burst = burst();
  }

  private static MomentumBurst burst(String... settings) {
    return new MomentumBurst(Settings.burst(settings));
  }

  private Opinion on(MarketEvent event) {
    burst.apply(event);
    return burst.opinion();
  }

  /**
   * Reference 150.00 at 0 s; a low in the window; seconds 1 to 14 hold 150 each, second 15 holds
   * {@code lastSecond}; a high of 150.12; then the tick that is judged at 16 s, window 1 to 16.
   */
  private Opinion play(String low, String high, String price, int lastSecond) {
    on(events.quote("0.000", "149.99", "150.01"));
    on(events.trade("0.500", "150.00", "150"));
    on(events.trade("1.000", "150.00", "150"));
    for (int second = 2; second <= 14; second++) {
      String traded = second == 5 ? low : second == 9 ? high : "150.00";
      on(events.trade(second + ".000", traded, "150"));
    }
    on(events.trade("15.000", "150.00", Integer.toString(lastSecond)));
    on(events.quote("15.900", "150.09", "150.11"));
    return on(events.trade("16.000", price, "1"));
  }

  @Test
  void workedExampleBuys() {
    Opinion opinion = play("149.95", "150.12", "150.10", 320);

    assertThat(opinion).isInstanceOf(Opinion.Wish.class);
    Opinion.Wish wish = (Opinion.Wish) opinion;
    assertThat(wish.side()).isEqualTo(Side.BUY);
    assertThat(wish.refPrice()).isEqualTo(Price.of("150.10"));
    assertThat(wish.evidence())
        .containsEntry("change", "0.000667")
        .containsEntry("range", "0.001133")
        .containsEntry("volumeMultiple", "2.133333");
  }

  @Test
  void workedExampleWithNarrowRangeIsRefusedByTheGuard() {
    Opinion opinion = play("149.99", "150.12", "150.10", 320);

    assertSkip(opinion, "GUARD_LOW", "range", "0.000867", "0.001000");
  }

  private static void assertSkip(
      Opinion opinion, String reason, String rule, String value, String limit) {
    assertThat(opinion)
        .isInstanceOfSatisfying(
            Opinion.Skip.class,
            skip ->
                assertThat(
                        List.of(skip.reason(), skip.rule(), skip.value().get(), skip.limit().get()))
                    .containsExactly(reason, rule, value, limit));
  }

  @Test
  void conditionsTellTheWorkedExampleAsOfItsLastTick() {
    play("149.99", "150.12", "150.10", 320);
    on(events.quote("17.000", "150.09", "150.11"));

    assertThat(burst.conditions())
        .containsExactly(
            new Condition("window", "15.500000 s, 16 ticks", "15 s, 5 ticks", true),
            new Condition("change", "0.000667", "0.000500", true),
            new Condition("volume multiple", "2.133333", "1.500000", true),
            new Condition("range", "0.000867", "0.001000", false),
            new Condition("quote age", "0.100000 s", "2.000000 s", true),
            new Condition("one signal per burst", "new burst", "new burst", true));
  }

  @Test
  void withoutAFullWindowTheConditionsSayWhatIsMissing() {
    assertThat(burst.conditions()).isEmpty();
    on(events.trade("0.000", "150.00", "150"));
    on(events.trade("1.500", "150.00", "150"));

    assertThat(burst.conditions())
        .containsExactly(
            new Condition("window", "1.500000 s, 2 ticks", "15 s, 5 ticks", false),
            new Condition("change", "not ready", "0.000500", false),
            new Condition("volume multiple", "not ready", "1.500000", false),
            new Condition("range", "not ready", "0.001000", false),
            new Condition("quote age", "none", "2.000000 s", false),
            new Condition("one signal per burst", "new burst", "new burst", true));
  }

  @Test
  void theSecondSignalOfABurstIsTheOneConditionNotMet() {
    play("149.95", "150.12", "150.10", 320);
    assertThat(burst.conditions()).allMatch(Condition::met);

    on(events.trade("16.010", "150.10", "1"));

    assertThat(burst.conditions())
        .filteredOn(condition -> !condition.met())
        .containsExactly(new Condition("one signal per burst", "same burst", "new burst", false));
  }

  @Test
  void aForbiddenDirectionIsACondition() {
    burst = burst("tapeline.burst.allow-short", "false");
    play("149.85", "150.02", "149.90", 320);

    assertThat(burst.conditions())
        .filteredOn(condition -> !condition.met())
        .containsExactly(new Condition("direction", "SELL", "BUY only", false));
  }

  @ParameterizedTest(name = "{0}: low {1} high {2} price {3} last second {4}")
  @CsvSource({
    "MOMENTUM_LOW, 149.95, 150.12, 150.07, 320",
    "VOLUME_LOW,   149.95, 150.12, 150.10, 225",
    "VOLUME_LOW,   149.95, 150.12, 150.10, 100"
  })
  void firstFailingConditionIsNamed(
      String code, String low, String high, String price, int lastSecond) {
    assertThat(play(low, high, price, lastSecond))
        .isInstanceOfSatisfying(
            Opinion.Skip.class, skip -> assertThat(skip.reason()).isEqualTo(code));
  }

  @Test
  void changeAtTheThresholdCounts() {
    Opinion opinion = play("149.94", "150.12", "150.075", 320);

    assertThat(opinion).isInstanceOf(Opinion.Wish.class);
  }

  @Test
  void fallingPriceSellsShortUnlessForbidden() {
    Opinion opinion = play("149.85", "150.02", "149.90", 320);
    assertThat(((Opinion.Wish) opinion).side()).isEqualTo(Side.SELL);

    events = new Events("AAPL");
    burst = burst("tapeline.burst.allow-short", "false");
    assertThat(play("149.85", "150.02", "149.90", 320))
        .isInstanceOfSatisfying(
            Opinion.Skip.class, skip -> assertThat(skip.reason()).isEqualTo("DIRECTION_MISMATCH"));
  }

  @Test
  void staleQuoteStopsTheEntry() {
    on(events.quote("0.000", "149.99", "150.01"));
    for (int second = 0; second <= 15; second++) {
      String traded = second == 5 ? "149.95" : second == 9 ? "150.12" : "150.00";
      on(events.trade(second + ".100", traded, second == 15 ? "320" : "150"));
    }

    Opinion opinion = on(events.trade("16.100", "150.10", "1"));

    assertSkip(opinion, "DATA_STALE", "quote age", "16.100000 s", "2.000000 s");
  }

  @Test
  void oneBurstGivesOneSignalUntilItsConditionsFail() {
    assertThat(play("149.95", "150.12", "150.10", 320)).isInstanceOf(Opinion.Wish.class);
    assertThat(on(events.trade("16.010", "150.10", "1")))
        .isInstanceOfSatisfying(
            Opinion.Skip.class, skip -> assertThat(skip.reason()).isEqualTo("DUPLICATE_SIGNAL"));
    assertThat(on(events.trade("16.020", "150.01", "1"))).isInstanceOf(Opinion.Skip.class);
    assertThat(on(events.trade("16.030", "150.10", "1"))).isInstanceOf(Opinion.Wish.class);
  }

  @Test
  void everyTickIsASignalWhereSoConfigured() {
    burst = burst("tapeline.burst.one-signal-per-burst", "false");

    assertThat(play("149.95", "150.12", "150.10", 320)).isInstanceOf(Opinion.Wish.class);
    assertThat(on(events.trade("16.010", "150.10", "1"))).isInstanceOf(Opinion.Wish.class);
  }

  @Test
  void windowIsReadyAtExactlyFifteenSecondsAndFiveTicks() {
    for (String second : new String[] {"0", "4", "8", "12", "14.999999"}) {
      assertThat(on(events.trade(second, "150.00", "1")))
          .isInstanceOfSatisfying(
              Opinion.Skip.class,
              skip -> assertThat(skip.reason()).isEqualTo("BURST_WINDOW_NOT_READY"));
    }
    assertThat(on(events.trade("15", "150.00", "1")))
        .isInstanceOfSatisfying(
            Opinion.Skip.class, skip -> assertThat(skip.reason()).isEqualTo("MOMENTUM_LOW"));
  }

  @Test
  void gapOfMoreThanFiveSecondsEmptiesTheWindow() {
    for (int second = 0; second <= 15; second++) {
      on(events.trade(Integer.toString(second), "150.00", "1"));
    }
    assertThat(on(events.trade("20", "150.00", "1")))
        .isInstanceOfSatisfying(
            Opinion.Skip.class, skip -> assertThat(skip.reason()).isEqualTo("MOMENTUM_LOW"));
    assertThat(on(events.trade("25.000001", "150.00", "1")))
        .isInstanceOfSatisfying(
            Opinion.Skip.class,
            skip -> assertThat(skip.reason()).isEqualTo("BURST_WINDOW_NOT_READY"));
  }

  /** MD-FEED: ticks once a second; after an interruption the window is full again 15 s later. */
  @Test
  void interruptedFeedEmptiesTheWindowForFifteenSeconds() {
    for (int second = 0; second <= 15; second++) {
      on(events.trade(Integer.toString(second), "150.00", "1"));
    }
    on(events.gap("17"));
    for (int second = 18; second < 33; second++) {
      assertThat(on(events.trade(Integer.toString(second), "150.00", "1")))
          .isInstanceOfSatisfying(
              Opinion.Skip.class,
              skip -> assertThat(skip.reason()).isEqualTo("BURST_WINDOW_NOT_READY"));
    }
    assertThat(on(events.trade("33", "150.00", "1")))
        .isInstanceOfSatisfying(
            Opinion.Skip.class, skip -> assertThat(skip.reason()).isEqualTo("MOMENTUM_LOW"));
  }

  @Test
  void missedTradeIsNoTickOfTheWindow() {
    for (int second = 0; second <= 15; second++) {
      on(events.trade(Integer.toString(second), "150.00", "1"));
    }
    assertThat(on(new MissedTick(events.trade("16", "999.00", "1")))).isEqualTo(Opinion.SILENT);
    assertThat(on(events.trade("16", "150.00", "1")))
        .isInstanceOfSatisfying(
            Opinion.Skip.class, skip -> assertThat(skip.reason()).isEqualTo("MOMENTUM_LOW"));
  }

  @Test
  void lateTickIsDroppedAndSaysNothing() {
    for (int second = 0; second <= 15; second++) {
      on(events.trade(Integer.toString(second), "150.00", "1"));
    }
    assertThat(on(events.trade("14.9", "999.00", "1"))).isEqualTo(Opinion.SILENT);
    assertThat(on(events.trade("15", "150.00", "1"))).isInstanceOf(Opinion.Skip.class);
  }

  @Test
  void noVolumeBeforeIsNoSpike() {
    MomentumBurst tickMode = burst("tapeline.burst.volume-mode", "tick");
    burst = tickMode;
    on(events.quote("15.500", "150.09", "150.11"));
    for (int second = 0; second <= 15; second++) {
      String traded = second == 5 ? "149.95" : second == 9 ? "150.12" : "150.00";
      on(events.trade(second + ".600", traded, "0"));
    }
    assertThat(on(events.trade("16.000", "150.10", "500")))
        .isInstanceOfSatisfying(
            Opinion.Skip.class, skip -> assertThat(skip.reason()).isEqualTo("VOLUME_LOW"));
  }
}
