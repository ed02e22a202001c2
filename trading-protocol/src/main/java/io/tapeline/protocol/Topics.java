package io.tapeline.protocol;

import io.tapeline.core.account.AccountState;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.ExecutionReport;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.position.Position;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.protocol.codec.Codec;
import io.tapeline.protocol.codec.Codecs;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Every topic of the line: the one place that knows names, keys, value types and keeping. */
public final class Topics {

  private static final Duration HOURS = Duration.ofHours(6);
  private static final Duration DAYS = Duration.ofDays(7);
  private static final String BY_INSTRUMENT = "instrument";
  private static final String BY_ACCOUNT = "account";

  /** Trades, quotes and heartbeats: every {@link MarketEvent} but a {@link BookUpdate}. */
  public static final Topic<MarketEvent> TICKS =
      kept(
          HOURS,
          "ticks",
          MarketEvent.class,
          event -> event.symbol().value(),
          BY_INSTRUMENT,
          Codecs.MARKET_EVENT);

  public static final Topic<BookUpdate> BOOKS =
      kept(
          HOURS,
          "books",
          BookUpdate.class,
          book -> book.symbol().value(),
          BY_INSTRUMENT,
          Codecs.BOOK_UPDATE);

  public static final Topic<Candle> CANDLES =
      kept(
          DAYS,
          "candles",
          Candle.class,
          candle -> candle.symbol().value(),
          BY_INSTRUMENT,
          Codecs.CANDLE);

  public static final Topic<PlanState> PLANS =
      compacted("plans", PlanState.class, PlanState::planId, "plan id", Codecs.PLAN_STATE);

  public static final Topic<Signal> SIGNALS =
      kept(
          DAYS,
          "signals",
          Signal.class,
          signal -> signal.account().value(),
          BY_ACCOUNT,
          Codecs.SIGNAL);

  public static final Topic<Decision> DECISIONS =
      kept(
          DAYS,
          "decisions",
          Decision.class,
          decision -> decision.account().value(),
          BY_ACCOUNT,
          Codecs.DECISION);

  public static final Topic<ApprovedOrder> APPROVED_ORDERS =
      kept(
          DAYS,
          "approved-orders",
          ApprovedOrder.class,
          order -> order.symbol().value(),
          BY_INSTRUMENT,
          Codecs.APPROVED_ORDER);

  public static final Topic<OrderEvent> ORDER_EVENTS =
      kept(
          DAYS,
          "order-events",
          OrderEvent.class,
          event -> event.symbol().value(),
          BY_INSTRUMENT,
          Codecs.ORDER_EVENT);

  /** The books of the accounts, kept for ever. */
  public static final Topic<ExecutionReport> FILLS =
      new Topic<>(
          "fills",
          ExecutionReport.class,
          report -> report.account().value(),
          BY_ACCOUNT,
          Codecs.EXECUTION_REPORT,
          Optional.empty(),
          false);

  public static final Topic<Position> POSITIONS =
      compacted(
          "positions",
          Position.class,
          position -> position.account() + "+" + position.symbol(),
          "account + instrument, joined by a plus sign",
          Codecs.POSITION);

  public static final Topic<AccountState> RISK_STATE =
      compacted(
          "risk-state",
          AccountState.class,
          state -> state.account().value(),
          BY_ACCOUNT,
          Codecs.ACCOUNT_STATE);

  public static final Topic<Control> CONTROLS =
      compacted(
          "controls",
          Control.class,
          control -> control.account().value(),
          BY_ACCOUNT,
          Codecs.CONTROL);

  public static final Topic<Quarantined> QUARANTINE =
      kept(
          DAYS, "quarantine", Quarantined.class, Quarantined::source, "source", Codecs.QUARANTINED);

  private static final List<Topic<?>> ALL =
      List.of(
          TICKS,
          BOOKS,
          CANDLES,
          PLANS,
          SIGNALS,
          DECISIONS,
          APPROVED_ORDERS,
          ORDER_EVENTS,
          FILLS,
          POSITIONS,
          RISK_STATE,
          CONTROLS,
          QUARANTINE);

  private Topics() {}

  /** Every topic, in the order of the line. */
  public static List<Topic<?>> all() {
    return ALL;
  }

  /** The topic an event travels on; {@link IllegalArgumentException} if it travels on none. */
  public static Topic<?> forEvent(Event event) {
    return switch (event) {
      case BookUpdate _ -> BOOKS;
      case MarketEvent _ -> TICKS;
      case Candle _ -> CANDLES;
      case PlanState _ -> PLANS;
      case Signal _ -> SIGNALS;
      case Decision _ -> DECISIONS;
      case ApprovedOrder _ -> APPROVED_ORDERS;
      case OrderEvent _ -> ORDER_EVENTS;
      case ExecutionReport _ -> FILLS;
      case Position _ -> POSITIONS;
      case AccountState _ -> RISK_STATE;
      case Control _ -> CONTROLS;
      case Quarantined _ -> QUARANTINE;
      default ->
          throw new IllegalArgumentException(
              "no topic for " + event.getClass().getSimpleName() + " " + event.id());
    };
  }

  /** The topic with this name; {@link IllegalArgumentException} if there is none. */
  public static Topic<?> named(String name) {
    return ALL.stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no topic is named " + name));
  }

  /**
   * Every topic as the broker is to create it.
   *
   * @param partitions per topic
   * @param replication copies of each partition; from three on, two must be in sync to write
   */
  public static List<NewTopic> newTopics(int partitions, short replication) {
    return ALL.stream().map(topic -> newTopic(topic, partitions, replication)).toList();
  }

  private static NewTopic newTopic(Topic<?> topic, int partitions, short replication) {
    Map<String, String> configs = new LinkedHashMap<>();
    // Tapes are of any age: kept by when we stored a record, not by when it happened.
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    if (topic.compacted()) {
      configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
      // A reader that was away for days, the journal above all, still gets every state.
      configs.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(DAYS.toMillis()));
    } else {
      configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
      configs.put(
          TopicConfig.RETENTION_MS_CONFIG,
          Long.toString(topic.retention().map(Duration::toMillis).orElse(-1L)));
      configs.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    }
    // Only closed segments are deleted or compacted: one an hour, a day where days are kept.
    configs.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(segmentLength(topic).toMillis()));
    if (replication >= 3) {
      configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    return new NewTopic(topic.name(), partitions, replication).configs(configs);
  }

  private static Duration segmentLength(Topic<?> topic) {
    boolean hourly = topic.compacted() || topic.retention().filter(HOURS::equals).isPresent();
    return hourly ? Duration.ofHours(1) : Duration.ofDays(1);
  }

  private static <V extends Event> Topic<V> kept(
      Duration retention,
      String name,
      Class<V> type,
      Function<V, String> keyOf,
      String keyDescription,
      Codec<V> codec) {
    return new Topic<>(name, type, keyOf, keyDescription, codec, Optional.of(retention), false);
  }

  private static <V extends Event> Topic<V> compacted(
      String name,
      Class<V> type,
      Function<V, String> keyOf,
      String keyDescription,
      Codec<V> codec) {
    return new Topic<>(name, type, keyOf, keyDescription, codec, Optional.empty(), true);
  }
}
