package io.tapeline.protocol.shell;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tapeline.core.account.AccountState;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Stamps;
import io.tapeline.protocol.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a stage shows of itself: events in and out, decisions, and the time between hops. */
final class StageMetrics {

  private final MeterRegistry registry;
  private final String stage;
  private final String sinceTick;
  private final AtomicInteger owned = new AtomicInteger();
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();
  private final Map<String, io.micrometer.core.instrument.Counter> counters =
      new ConcurrentHashMap<>();
  private final Map<String, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

  StageMetrics(MeterRegistry registry, String stage) {
    this.registry = registry;
    this.stage = stage;
    this.sinceTick = "tick_" + stage;
    io.micrometer.core.instrument.Gauge.builder("tapeline.stage.units", owned, AtomicInteger::get)
        .description("Units of the stage that this instance owns")
        .tag("stage", stage)
        .register(registry);
  }

  void processed(Topic<?> topic) {
    counters
        .computeIfAbsent(
            "in/" + topic.name(),
            key -> registry.counter("tapeline.stage.events", "stage", stage, "topic", topic.name()))
        .increment();
  }

  void published(Topic<?> topic, Event event) {
    counters
        .computeIfAbsent(
            "out/" + topic.name(),
            key ->
                registry.counter("tapeline.stage.published", "stage", stage, "topic", topic.name()))
        .increment();
    if (event instanceof Decision decision) {
      registry
          .counter(
              "tapeline.decisions",
              "stage",
              stage,
              "outcome",
              decision.outcome().name(),
              "reason",
              decision.reason(),
              "strategy",
              decision.strategy().value())
          .increment((double) decision.repeat());
    } else if (event instanceof AccountState state) {
      account(state);
    }
  }

  private void account(AccountState state) {
    String account = state.account().value();
    gauge("tapeline.equity", account, state.equity().value().doubleValue());
    gauge("tapeline.day.pnl", account, state.dayPnl().value().doubleValue());
    gauge("tapeline.positions.open", account, state.openPositions());
    gauge("tapeline.halted", account, state.halted() ? 1 : 0);
  }

  private void gauge(String name, String account, double value) {
    gauges
        .computeIfAbsent(
            name + "/" + account,
            key -> {
              AtomicReference<Double> holder = new AtomicReference<>(value);
              io.micrometer.core.instrument.Gauge.builder(name, holder, AtomicReference::get)
                  .tag("account", account)
                  .register(registry);
              return holder;
            })
        .set(value);
  }

  /** A record of an instance that had lost its units was passed over. */
  void voided(String topic) {
    registry.counter("tapeline.stage.void", "stage", stage, "topic", topic).increment();
  }

  /** A life ended in a failure and another one begins. */
  void restarted(String reason) {
    registry.counter("tapeline.stage.restarts", "stage", stage, "reason", reason).increment();
  }

  /** Time from taking units over to the first new input. */
  void rebuilt(Duration took) {
    registry.timer("tapeline.stage.rebuild", "stage", stage).record(took);
  }

  /** Number of units owned from now on. */
  void owns(int units) {
    owned.set(units);
  }

  void quarantined(String reason) {
    registry.counter("tapeline.quarantine", "source", stage, "reason", reason).increment();
  }

  /** Time from a tick's publication to the end of this stage's work on it. */
  void sinceTick(ConsumerRecord<?, ?> tick) {
    OptionalLong published = Headers.stamp(tick.headers(), Hop.TICKS);
    if (published.isPresent()) {
      long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
      latency(sinceTick, now - published.getAsLong());
    }
  }

  /** Times from one hop to another, where both are stamped. */
  void latency(String hop, Stamps stamps, Hop from, Hop to) {
    if (stamps.at(from).isPresent() && stamps.at(to).isPresent()) {
      latency(hop, stamps.at(to).getAsLong() - stamps.at(from).getAsLong());
    }
  }

  void latency(String hop, long micros) {
    timer(hop).record(Math.max(0L, micros), TimeUnit.MICROSECONDS);
  }

  private Timer timer(String hop) {
    return timers.computeIfAbsent(
        hop,
        key ->
            Timer.builder("tapeline.latency")
                .tag("hop", hop)
                .publishPercentiles(0.5, 0.99)
                .distributionStatisticExpiry(Duration.ofHours(1))
                .register(registry));
  }
}
