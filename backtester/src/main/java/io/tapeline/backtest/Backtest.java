package io.tapeline.backtest;

import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.execution.ExecutionStage;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.Feed;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.ExecutionReport;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.risk.RiskStage;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.core.strategy.SignalStage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Drives the line's stages over a feed in one thread, with the events themselves between them.
 *
 * <p>The order is that of the deployed line in lockstep: for each market event execution first,
 * then risk with what execution reported, then the strategies, then risk with their signals, then
 * execution with the approved orders; what execution reports of those reaches risk with the next
 * market event.
 */
public final class Backtest {

  private final Stage market;
  private final Stage signals;
  private final Stage risk;
  private final Stage execution;
  private final Consumer<Event> published;
  private final List<ExecutionReport> reportsForNext = new ArrayList<>();
  private final List<Event> answers = new ArrayList<>();

  /**
   * @param market the market-data stage of the feed to come
   * @param candlePrice what the strategies' candles are made of, as those of the market-data stage
   * @param strategies names of the strategies to run
   * @param published told every event of the line, in the order it is published
   */
  public Backtest(
      MarketDataStage market,
      PriceSource candlePrice,
      LineSettings settings,
      List<String> strategies,
      Consumer<Event> published) {
    this.market = market;
    this.signals = new SignalStage(settings, strategies, candlePrice);
    this.risk = new RiskStage(settings);
    this.execution = new ExecutionStage(settings);
    this.published = published;
  }

  /** Plays the feed to its end. */
  public void run(Feed feed) throws IOException {
    run(feed, nanos -> {});
  }

  /**
   * Plays the feed to its end.
   *
   * @param taken told after each input how many nanoseconds the whole line took for it
   */
  public void run(Feed feed, LongConsumer taken) throws IOException {
    for (Event input = feed.next(); input != null; input = feed.next()) {
      long started = System.nanoTime();
      for (Event event : step(market, input)) {
        if (event instanceof MarketEvent marketEvent) {
          onMarketEvent(marketEvent);
        }
      }
      taken.accept(System.nanoTime() - started);
    }
  }

  /**
   * Tells the line of a plan, as a person would create it or ask for its end between two events.
   */
  public void create(PlanState plan) {
    publish(plan, new ArrayList<>());
    step(signals, plan);
    step(execution, plan);
  }

  private void onMarketEvent(MarketEvent event) {
    boolean onTicks = !(event instanceof BookUpdate);
    List<Event> executed = onTicks ? step(execution, event) : List.of();
    answers.addAll(executed);
    List<ExecutionReport> reports = reports(executed);
    if (onTicks) {
      step(risk, event);
    }
    reportsForNext.forEach(report -> step(risk, report));
    reportsForNext.clear();
    reports.forEach(report -> step(risk, report));
    if (!onTicks) {
      return;
    }
    for (Event signal : step(signals, event)) {
      if (signal instanceof Signal) {
        for (Event order : step(risk, signal)) {
          answers.add(order);
          if (order instanceof ApprovedOrder) {
            List<Event> steps = step(execution, order);
            answers.addAll(steps);
            reportsForNext.addAll(reports(steps));
          }
        }
      }
    }
    tellStrategies();
  }

  /** What became of signals reaches the strategies' stage for the sake of plans. */
  private void tellStrategies() {
    for (Event answer : answers) {
      if (answer instanceof ExecutionReport || answer instanceof Decision) {
        step(signals, answer);
      }
    }
    answers.clear();
  }

  private static List<ExecutionReport> reports(List<Event> events) {
    List<ExecutionReport> reports = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof ExecutionReport report) {
        reports.add(report);
      }
    }
    return reports;
  }

  /** Apply, decide, publish, apply: what the Kafka shell does, without the bytes. */
  private List<Event> step(Stage stage, Event input) {
    stage.apply(input);
    List<Event> decided = stage.decide(input);
    if (decided.isEmpty()) {
      return decided;
    }
    List<Event> all = new ArrayList<>(decided.size() + 2);
    for (Event event : decided) {
      publish(event, all);
      stage.apply(event);
      stage.project(event).forEach(derived -> publish(derived, all));
    }
    return all;
  }

  private void publish(Event event, List<Event> all) {
    published.accept(event);
    all.add(event);
  }
}
