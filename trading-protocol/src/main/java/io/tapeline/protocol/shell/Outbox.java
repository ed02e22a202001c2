package io.tapeline.protocol.shell;

import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Stamps;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what a stage decides, each event once, with its cause, feed number and stamps. */
final class Outbox {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final String stage;
  private final long epoch;
  private final LogClient log;
  private final OwnOutput before;
  private final StageMetrics metrics;
  private final List<ProducerRecord<String, byte[]>> following = new ArrayList<>();
  private final Map<String, Stamps> orderStamps = new HashMap<>();
  private boolean signalFollows;

  Outbox(String stage, long epoch, LogClient log, OwnOutput before, StageMetrics metrics) {
    this.stage = stage;
    this.epoch = epoch;
    this.log = log;
    this.before = before;
    this.metrics = metrics;
  }

  /** Publishes a decided event unless it was published before; returns whether it was not. */
  boolean send(Event event, @Nullable Cause cause, int unit) {
    return send(event, cause, unit, false);
  }

  /**
   * Publishes an event that follows from a decided one, unless it was published before; not before
   * {@link #flush()} has seen the decided one stored. Otherwise it could be stored alone, and
   * whoever takes over might decide otherwise.
   */
  void sendProjected(Event event, Cause cause, int unit) {
    send(event, cause, unit, true);
  }

  /** Waits until all decided events are stored, then until all that follows from them is. */
  void flush() {
    log.flush();
    if (!following.isEmpty()) {
      following.forEach(log::send);
      following.clear();
      signalFollows = false;
      log.flush();
    }
  }

  private boolean send(Event event, @Nullable Cause cause, int unit, boolean projected) {
    Topic<?> topic = Topics.forEvent(event);
    if (before.has(topic, event)) {
      return false;
    }
    // The signals of one market event and the next are taken in the order they lie in.
    if (event instanceof Signal) {
      if (!projected && signalFollows) {
        flush();
      }
      signalFollows |= projected;
    }
    ProducerRecord<String, byte[]> record = topic.record(event);
    // What readers look for comes last: headers are searched from their end.
    if (cause != null) {
      Headers.setStamps(record.headers(), stamps(event, cause));
      Headers.setCause(record.headers(), cause.event().id());
      Headers.setSeq(record.headers(), cause.seq());
    }
    Headers.setStage(record.headers(), stage);
    Headers.setTenure(record.headers(), epoch, unit);
    if (projected) {
      record.headers().add(OwnOutput.PROJECTED, new byte[0]);
    }
    if (projected) {
      following.add(record);
    } else {
      log.send(record);
    }
    metrics.published(topic, event);
    if (event instanceof Decision decision && decision.outcome() == Outcome.ERROR) {
      LOG.warn(
          "{}: {} is switched off on {}: {} {}",
          stage,
          decision.strategy(),
          decision.symbol(),
          decision.reason(),
          decision.values());
    }
    return true;
  }

  /** Remembers the way of an order that was handled before the start. */
  void note(Cause cause) {
    if (cause.event() instanceof ApprovedOrder order) {
      orderStamps.put(order.orderId().value(), cause.stamps());
    }
  }

  /** Forgets the way of an order that had ended before the start. */
  void note(Event decidedBefore) {
    if (decidedBefore instanceof OrderEvent step && step.status().isTerminal()) {
      orderStamps.remove(step.orderId().value());
    }
  }

  /** The cause's stamps with the own hop; those of an order are kept until its fills. */
  private Stamps stamps(Event event, Cause cause) {
    Stamps stamps = cause.stamps();
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    switch (event) {
      case Signal ignored -> {
        stamps = stamps.with(Hop.SIGNAL, now);
        metrics.latency("tick_signal", stamps, Hop.TICKS, Hop.SIGNAL);
      }
      case ApprovedOrder ignored -> {
        stamps = stamps.with(Hop.APPROVED, now);
        metrics.latency("signal_approved", stamps, Hop.SIGNAL, Hop.APPROVED);
      }
      case OrderEvent step when step.number() == 1 -> {
        stamps = stamps.with(Hop.ORDER, now);
        orderStamps.put(step.orderId().value(), stamps);
        metrics.latency("approved_order", stamps, Hop.APPROVED, Hop.ORDER);
        metrics.latency("tick_order", stamps, Hop.TICKS, Hop.ORDER);
      }
      case OrderEvent step -> stamps = orderStamps.getOrDefault(step.orderId().value(), stamps);
      case Fill fill -> {
        stamps = orderStamps.getOrDefault(fill.orderId().value(), stamps).with(Hop.FILL, now);
        metrics.latency("order_fill", stamps, Hop.ORDER, Hop.FILL);
      }
      case OrderDone done -> orderStamps.remove(done.orderId().value());
      default -> {}
    }
    return stamps;
  }
}
