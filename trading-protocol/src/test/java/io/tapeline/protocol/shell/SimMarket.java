package io.tapeline.protocol.shell;

import io.tapeline.backtest.Backtest;
import io.tapeline.core.account.AccountId;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.execution.ExecutionStage;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Feed;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.plan.PlanStatus;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.plan.PlanTerms.PlanRung;
import io.tapeline.core.plan.PlanType;
import io.tapeline.core.risk.RiskStage;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.sim.ArrivalRates;
import io.tapeline.core.sim.SimulatedInstrument;
import io.tapeline.core.sim.SimulatedMarket;
import io.tapeline.core.sim.SimulationSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.core.strategy.SignalStage;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A very short market with trades in it, and silence after it in which what is open ends: so short
 * that thousands of lines can be run through it.
 */
final class SimMarket {

  /** Markets that there are. */
  static final int VARIANTS = 32;

  /** Capital that does not suffice for a position in each of the two instruments. */
  static final BigDecimal CAPITAL = new BigDecimal("1000");

  private static final List<String> STRATEGIES = List.of("momentum-burst");
  private static final int SILENT_SECONDS = 16;
  private static final LineSettings SETTINGS =
      LineSettings.read(
          new TreeMap<>(
                  Map.ofEntries(
                      Map.entry("tapeline.paper.initial-capital", CAPITAL.toPlainString()),
                      Map.entry("tapeline.paper.latency-ms", "40"),
                      Map.entry("tapeline.paper.entry-timeout-s", "3"),
                      Map.entry("tapeline.fees.taker", "0.0001"),
                      Map.entry("tapeline.fees.maker", "0"),
                      Map.entry("tapeline.burst.window-s", "1"),
                      Map.entry("tapeline.burst.min-ticks", "2"),
                      Map.entry("tapeline.burst.max-gap-s", "10"),
                      Map.entry("tapeline.burst.entry-threshold", "0.00001"),
                      Map.entry("tapeline.burst.volume-spike-multiplier", "0"),
                      Map.entry("tapeline.burst.volume-mode", "TICK"),
                      Map.entry("tapeline.burst.volatility-guard", "0"),
                      Map.entry("tapeline.burst.quote-max-age-s", "10"),
                      Map.entry("tapeline.burst.position-size", "0.01"),
                      Map.entry("tapeline.burst.stop-loss", "0.0008"),
                      Map.entry("tapeline.burst.profit-target", "0.0008"),
                      Map.entry("tapeline.burst.time-stop-s", "3"),
                      Map.entry("tapeline.burst.loss-skip", "1"),
                      Map.entry("tapeline.risk.quote-max-age-s", "20"),
                      Map.entry("tapeline.risk.signal-max-age-s", "20"),
                      Map.entry("tapeline.risk.net-edge", "false"),
                      Map.entry("tapeline.risk.spread-stop-taker", "0"),
                      Map.entry("tapeline.risk.cool-off-s", "0.5"),
                      Map.entry("tapeline.risk.loss-streak-pause-s", "3")))
              ::get);

  private static final Map<Integer, SimMarket> CACHE = new ConcurrentHashMap<>();

  private final List<MarketEvent> events;
  private final @Nullable PlanState plan;
  private final List<Event> reference = new ArrayList<>();
  private final Map<Topic<?>, Map<String, List<String>>> topics = new ConcurrentHashMap<>();

  private SimMarket(int variant) {
    events = events(variant);
    plan = variant % 2 == 0 ? ladder(events) : null;
    try {
      Backtest backtest =
          new Backtest(marketDataStage(), PriceSource.TRADE, SETTINGS, STRATEGIES, reference::add);
      if (plan != null) {
        backtest.create(plan);
      }
      backtest.run(feed());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Topics.all().forEach(topic -> topics.put(topic, Log.of(reference, topic)));
  }

  static SimMarket of(int variant) {
    return CACHE.computeIfAbsent(variant, SimMarket::new);
  }

  /** Buys at the first bid and below it; what has not filled after 20 s does not rest any more. */
  private static PlanState ladder(List<MarketEvent> events) {
    Quote first =
        events.stream()
            .filter(Quote.class::isInstance)
            .map(Quote.class::cast)
            .filter(quote -> quote.symbol().equals(new Symbol("BTCUSDT")))
            .findFirst()
            .orElseThrow();
    EventTime now = events.getFirst().ts();
    List<PlanRung> rungs =
        List.of(
            new PlanRung(first.bid(), new BigDecimal("0.5")),
            new PlanRung(below(first.bid(), "3"), new BigDecimal("0.25")),
            new PlanRung(below(first.bid(), "9"), new BigDecimal("0.25")));
    PlanTerms terms =
        new PlanTerms(
            PlanType.BRACKET,
            Side.BUY,
            first.bid(),
            PlanTerms.EntryKind.LADDER,
            below(first.bid(), "40"),
            List.of(
                new PlanTerms.PlanTarget(below(first.bid(), "-8"), new BigDecimal("0.5")),
                new PlanTerms.PlanTarget(below(first.bid(), "-20"), new BigDecimal("0.5"))),
            Quantity.of("0.004"),
            now.plus(Duration.ofSeconds(20)),
            5,
            false,
            false,
            new TreeSet<>(),
            true,
            BigDecimal.ZERO,
            Duration.ofSeconds(6),
            "",
            rungs);
    return new PlanState(
        "dip",
        1,
        new AccountId("main"),
        new StrategyId("plan"),
        first.symbol(),
        PlanStatus.PENDING,
        "CREATED",
        "test",
        "{}",
        terms,
        Map.of(),
        null,
        now,
        null);
  }

  private static Price below(Price price, String by) {
    return new Price(price.value().subtract(new BigDecimal(by)));
  }

  /** The plan that a person created before the market began, null if none did. */
  @Nullable PlanState plan() {
    return plan;
  }

  private static List<MarketEvent> events(int variant) {
    SimulationSettings settings =
        SimulationSettings.defaults(100 + variant, new EventTime(1_730_000_000_000_000L))
            .withInstruments(
                List.of(
                    instrument("BTCUSDT", "60000.0", "0.1", "0.006"),
                    instrument("ETHUSDT", "50000.00", "0.01", "0.020")))
            .withRates(new ArrivalRates(1.5, 1, 1.2, 0.3, 2, 0.5))
            .withBooksPerSecond(1)
            .withDuration(Duration.ofSeconds(14));
    List<MarketEvent> events = new ArrayList<>();
    MarketEvent last = null;
    try (SimulatedMarket market = new SimulatedMarket(settings)) {
      for (MarketEvent event = market.next(); event != null; event = market.next()) {
        events.add(event);
        last = event;
      }
    }
    if (last == null) {
      throw new IllegalStateException("an empty market");
    }
    for (int second = 1; second <= SILENT_SECONDS; second++) {
      EventTime now = last.ts().plus(Duration.ofSeconds(second));
      for (SimulatedInstrument instrument : settings.instruments()) {
        events.add(new Heartbeat(new Origin(events.size() + 1L, now), instrument.symbol()));
      }
    }
    return List.copyOf(events);
  }

  private static SimulatedInstrument instrument(
      String symbol, String price, String tick, String typicalSize) {
    return new SimulatedInstrument(
        new Symbol(symbol),
        Price.of(price),
        new BigDecimal(tick),
        new BigDecimal("0.001"),
        Quantity.of(typicalSize));
  }

  /** Number of the last market event. */
  int size() {
    return events.size();
  }

  /** What the line publishes of this market when driven in one thread. */
  List<Event> reference() {
    return reference;
  }

  /** The same as it lies on a topic, by key. */
  Map<String, List<String>> reference(Topic<?> topic) {
    return topics.getOrDefault(topic, Map.of());
  }

  private Feed feed() {
    return new Feed() {
      private int next;

      @Override
      public @Nullable MarketEvent next() {
        return next < events.size() ? events.get(next++) : null;
      }

      @Override
      public double progress() {
        return next > events.size() - SILENT_SECONDS * 2 ? 1 : (double) next / events.size();
      }

      @Override
      public void close() {}
    };
  }

  FeedSource source() {
    return new FeedSource() {
      @Override
      public Feed feed() {
        return SimMarket.this.feed();
      }

      @Override
      public Stage stage() {
        return marketDataStage();
      }

      @Override
      public Consumer<Event> audience() {
        return event -> {};
      }
    };
  }

  private static MarketDataStage marketDataStage() {
    return new MarketDataStage(PriceSource.TRADE);
  }

  static Stage stage(StageSpec spec) {
    return switch (spec.name()) {
      case "signal" -> new SignalStage(SETTINGS, STRATEGIES);
      case "risk" -> new RiskStage(SETTINGS);
      case "execution" -> new ExecutionStage(SETTINGS);
      default -> throw new IllegalArgumentException(spec.name());
    };
  }
}
