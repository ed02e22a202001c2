package io.tapeline.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.settings.SettingsException;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import io.tapeline.core.testing.StrategyJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserStrategiesTest {

  private static final String FOLDER = "tapeline.strategy-folder";
  private static final String BUYS_EVERY_NTH =
      """
      return count % n == 0 && event instanceof Tick tick
          ? new Opinion.Wish(Side.BUY, tick.price(), Quantity.of("1"),
              new io.tapeline.core.signal.ExitPlan(new BigDecimal("0.001"), new BigDecimal("0.002"),
                  Duration.ofSeconds(8), 0, BigDecimal.ONE), 1.0, Map.of("count", "" + count))
          : Opinion.SILENT;
      """;

  @TempDir private Path temporary;
  private Path folder;
  private final Events apple = new Events("AAPL");

  @BeforeEach
  void folder() throws Exception {
    folder = Files.createDirectory(temporary.resolve("strategies"));
  }

  private LineSettings settings(String... keysAndValues) {
    String[] all = java.util.Arrays.copyOf(keysAndValues, keysAndValues.length + 2);
    all[keysAndValues.length] = FOLDER;
    all[keysAndValues.length + 1] = folder.toString();
    return Settings.of(all);
  }

  private List<MarketEvent> ticks(Events events, int number) {
    List<MarketEvent> ticks = new ArrayList<>();
    for (int second = 0; second < number; second++) {
      ticks.add(events.trade(second + ".000", "150.00", "10"));
    }
    return ticks;
  }

  private static List<Event> told(SignalStage stage, List<MarketEvent> market) {
    List<Event> told = new ArrayList<>();
    for (MarketEvent event : market) {
      stage.apply(event);
      for (Event decided : stage.decide(event)) {
        stage.apply(decided);
        told.add(decided);
      }
      assertThat(stage.decide(event)).filteredOn(UserStrategiesTest::isFault).isEmpty();
    }
    return told;
  }

  private static boolean isFault(Event event) {
    return event instanceof Decision decision && decision.outcome() == Outcome.ERROR;
  }

  private static List<Decision> faults(List<Event> told) {
    return told.stream().filter(UserStrategiesTest::isFault).map(Decision.class::cast).toList();
  }

  @Test
  void aStrategyOfAJarGivesSignalsAsItsSettingsSay() {
    StrategyJar.write(folder, "nth", BUYS_EVERY_NTH);
    LineSettings line = settings("tapeline.nth.n", "4", "tapeline.instruments.BTC/USD.nth.n", "5");
    SignalStage stage = new SignalStage(line, List.of("nth"));

    List<Event> ofApple = told(stage, ticks(apple, 12));
    List<Event> ofBitcoin = told(stage, ticks(new Events("BTC/USD"), 12));

    assertThat(ofApple)
        .extracting(event -> ((Signal) event).origin().seq())
        .containsExactly(4L, 8L, 12L);
    assertThat(ofApple)
        .allSatisfy(
            event -> assertThat(((Signal) event).strategy()).isEqualTo(new StrategyId("nth")));
    assertThat(ofBitcoin)
        .extracting(event -> ((Signal) event).origin().seq())
        .containsExactly(5L, 10L);
  }

  @Test
  void theChoiceOfAnInstrumentWins() {
    StrategyJar.write(folder, "nth", BUYS_EVERY_NTH);
    LineSettings line =
        settings(
            "tapeline.instruments.AAPL.strategies", "none",
            "tapeline.instruments.BTC/USD.strategies", "momentum-burst, nth");
    SignalStage stage = new SignalStage(line, List.of("nth"));

    assertThat(told(stage, ticks(apple, 12))).isEmpty();
    assertThat(told(stage, ticks(new Events("BTC/USD"), 12)))
        .extracting(
            event -> event instanceof Signal ? "nth" : ((Decision) event).strategy().value())
        .contains("momentum-burst", "nth");
  }

  @Test
  void mistakesAreToldTogetherBeforeAnythingStarts() {
    StrategyJar.write(folder, "nth", BUYS_EVERY_NTH);

    assertThatThrownBy(
            () ->
                settings(
                    "tapeline.nth.n", "0",
                    "tapeline.nth.m", "1",
                    "tapeline.instruments.AAPL.nth.n", "many",
                    "tapeline.instruments.AAPL.strategies", "nht"))
        .isInstanceOfSatisfying(
            SettingsException.class,
            mistakes ->
                assertThat(mistakes.lines())
                    .extracting(line -> line.replaceFirst("some of .*nth.*", "some of those"))
                    .containsExactlyInAnyOrder(
                        "tapeline.nth.n is '0': it must be a whole number from 1 to 100",
                        "tapeline.nth.m is '1': it must be left out: there is no such property",
                        "tapeline.instruments.AAPL.nth.n is 'many': it must be a whole number from 1 to 100",
                        "tapeline.instruments.AAPL.strategies is 'nht': it must be none, or some of those"));
  }

  @Test
  void jarsThatCannotBeUsedAreMistakes() throws Exception {
    assertThatThrownBy(() -> Settings.of(FOLDER, folder.resolve("nowhere").toString()))
        .hasMessageContaining("nowhere");

    Files.writeString(folder.resolve("a-text.jar"), "no jar at all");
    assertThatThrownBy(this::settings).hasMessageContaining("a-text.jar");

    Files.delete(folder.resolve("a-text.jar"));
    Path first = StrategyJar.write(folder, "nth", BUYS_EVERY_NTH);
    Files.copy(first, folder.resolve("copy.jar"));
    assertThatThrownBy(this::settings).hasMessageContaining("there are two called 'nth'");
  }

  @Test
  void aRunKnowsTheJarsItWasMadeWith() throws Exception {
    StrategyJar.write(folder, "nth", BUYS_EVERY_NTH);
    Map<String, String> given = Map.of(FOLDER, folder.toString(), "tapeline.nth.n", "7");
    Map<String, String> effective = LineSettings.effective(given::get, given.keySet());
    assertThat(effective).containsEntry("tapeline.nth.n", "7").doesNotContainKey(FOLDER);
    assertThat(effective.get("tapeline.strategy-jars")).matches("nth@[0-9a-f]{12}");

    Map<String, String> again = new java.util.TreeMap<>(effective);
    again.put(FOLDER, folder.toString());
    LineSettings.read(again::get);
    StrategyJar.write(folder, "nth", "return Opinion.SILENT;");
    assertThatThrownBy(() -> LineSettings.read(again::get))
        .hasMessageContaining(effective.get("tapeline.strategy-jars"));
  }

  @Test
  void aStrategyThatThrowsIsSwitchedOffAndNothingElse() {
    StrategyJar.write(
        folder,
        "boom",
        "if (count == n) { throw new IllegalStateException(\"count \" + count); } return Opinion.SILENT;");
    LineSettings line = settings("tapeline.boom.n", "5");
    List<MarketEvent> market = ticks(apple, 200);

    List<Event> both = told(new SignalStage(line, List.of("boom", "momentum-burst")), market);
    List<Event> alone = told(new SignalStage(line, List.of("momentum-burst")), market);

    assertThat(faults(both))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.reason()).isEqualTo("STRATEGY_FAILED");
              assertThat(fault.strategy()).isEqualTo(new StrategyId("boom"));
              assertThat(fault.symbol()).isEqualTo(new Symbol("AAPL"));
              assertThat(fault.origin().seq()).isEqualTo(5);
              assertThat(fault.values())
                  .containsEntry("error", "java.lang.IllegalStateException: count 5");
            });
    assertThat(both).filteredOn(event -> !isFault(event)).isEqualTo(alone);
  }

  @Test
  void whyNotNamesTheFailureAndToFailOnBeingAskedIsNone() {
    StrategyJar.write(
        folder,
        "boom",
        "if (count == n) { throw new IllegalStateException(); } return Opinion.SILENT;");
    StrategyJar.write(
        folder,
        "shy",
        "return new Opinion.Skip(\"X\", \"rule\", () -> \"1\", () -> \"2\"); }"
            + " public java.util.List<Condition> conditions() { throw new IllegalStateException();");
    SignalStage stage = new SignalStage(settings("tapeline.boom.n", "5"), List.of("boom", "shy"));
    List<MarketEvent> market = ticks(apple, 20);
    told(stage, market.subList(0, 10));

    WhyNot why = Objects.requireNonNull(stage.whyNot(new Symbol("AAPL")));

    assertThat(why.strategies())
        .extracting(WhyNot.OfStrategy::switchedOff)
        .containsExactly("STRATEGY_FAILED", null);
    assertThat(why.strategies()).allSatisfy(each -> assertThat(each.conditions()).isEmpty());
    assertThat(why.strategies().getFirst().said()).isNull();
    assertThat(why.strategies().getLast().said())
        .isEqualTo(
            new WhyNot.Said(
                WhyNot.Kind.SKIP,
                market.get(9).ts(),
                "X",
                Map.of("rule", "rule", "value", "1", "limit", "2")));
    assertThat(faults(told(stage, market.subList(10, 20)))).isEmpty();
  }

  @Test
  void itStaysOffAfterARestartUntilItsCodeIsAnother() {
    StrategyJar.write(
        folder,
        "boom",
        "if (count == n) { throw new IllegalStateException(); } return Opinion.SILENT;");
    LineSettings line = settings("tapeline.boom.n", "3");
    List<MarketEvent> market = ticks(apple, 20);
    Decision fault = faults(told(new SignalStage(line, List.of("boom")), market)).getFirst();

    SignalStage restarted = new SignalStage(line, List.of("boom"));
    restarted.apply(fault);
    assertThat(told(restarted, market)).isEmpty();

    StrategyJar.write(
        folder,
        "boom",
        "if (count == n) { throw new IllegalArgumentException(); } return Opinion.SILENT;");
    SignalStage mended = new SignalStage(settings("tapeline.boom.n", "4"), List.of("boom"));
    mended.apply(fault);
    assertThat(faults(told(mended, market)))
        .singleElement()
        .satisfies(again -> assertThat(again.origin().seq()).isEqualTo(4));
  }

  @Test
  void whatMakesNoSenseIsAFailureToo() {
    StrategyJar.write(folder, "silentish", "return null;");
    StrategyJar.write(
        folder,
        "lazy",
        "return new Opinion.Skip(\"X\", \"rule\", () -> { throw new IllegalStateException(\"late\"); }, () -> \"1\");");

    List<Decision> faults =
        faults(told(new SignalStage(settings(), List.of("silentish", "lazy")), ticks(apple, 5)));

    assertThat(faults)
        .extracting(fault -> fault.strategy().value())
        .containsExactly("silentish", "lazy");
    assertThat(faults.get(0).values().get("error")).contains("no opinion");
    assertThat(faults.get(1).values().get("error")).contains("late");
  }

  @Test
  void aStrategyThatIsTooSlowSeveralTimesInARowIsSwitchedOff() {
    StrategyJar.write(folder, "nth", BUYS_EVERY_NTH);
    LineSettings line = settings("tapeline.nth.n", "4", "tapeline.strategy.time-limit-ms", "20");
    // Takes 21 ms for each event but every third.
    LongSupplier nanos =
        new LongSupplier() {
          private long now;
          private int calls;

          @Override
          public long getAsLong() {
            calls++;
            boolean end = calls % 2 == 0;
            now += end ? (calls / 2 % 3 == 0 ? 1 : 21_000_000) : 0;
            return now;
          }
        };
    assertThat(
            faults(
                told(
                    new SignalStage(line, List.of("nth"), PriceSource.TRADE, nanos),
                    ticks(apple, 30))))
        .isEmpty();

    LongSupplier slow =
        new LongSupplier() {
          private long now;

          @Override
          public long getAsLong() {
            now += 21_000_000;
            return now;
          }
        };
    List<Event> told =
        told(
            new SignalStage(line, List.of("nth"), PriceSource.TRADE, slow),
            ticks(new Events("AAPL"), 30));
    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.class,
            fault -> {
              assertThat(fault.reason()).isEqualTo("STRATEGY_SLOW");
              assertThat(fault.origin().seq()).isEqualTo(3);
              assertThat(fault.values())
                  .containsEntry("tookMs", "21")
                  .containsEntry("limitMs", "20")
                  .containsEntry("inARow", "3");
            });
  }

  @Test
  void theLongestWindowIsReadAgainAtAStart() {
    StrategyJar.write(folder, "nth", BUYS_EVERY_NTH);

    LineSettings line = settings("tapeline.nth.n", "40", "tapeline.instruments.AAPL.nth.n", "90");

    assertThat(line.strategies().reach(List.of("nth"))).isEqualTo(Duration.ofSeconds(90));
    assertThat(new SignalStage(line, List.of("nth")).reach())
        .as("plans look back eighteen minutes, refusals one")
        .isEqualTo(Duration.ofMinutes(18 + 1));
  }
}
