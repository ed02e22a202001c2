package io.tapeline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.control.Control;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.plan.PlanStatus;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {

  private static final Origin ORIGIN = new Origin(7, new EventTime(1_000_000));
  private static final Symbol BTC = new Symbol("BTCUSDT");
  private static final AccountId MAIN = new AccountId("main");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ticks,           MarketEvent,     instrument,                                  PT6H
          books,           BookUpdate,      instrument,                                  PT6H
          candles,         Candle,          instrument,                                  PT168H
          plans,           PlanState,       plan id,                                     compacted
          signals,         Signal,          account,                                     PT168H
          decisions,       Decision,        account,                                     PT168H
          approved-orders, ApprovedOrder,   instrument,                                  PT168H
          order-events,    OrderEvent,      instrument,                                  PT168H
          fills,           ExecutionReport, account,                                     forever
          positions,       Position,        'account + instrument, joined by a plus sign', compacted
          risk-state,      AccountState,    account,                                     compacted
          controls,        Control,         account,                                     compacted
          quarantine,      Quarantined,     source,                                      PT168H
          """)
  void areTheOnesOfTheDesign(String name, String type, String key, String kept) {
    Topic<?> topic = Topics.named(name);

    assertThat(topic.type().getSimpleName()).isEqualTo(type);
    assertThat(topic.keyDescription()).isEqualTo(key);
    assertThat(topic.compacted()).isEqualTo(kept.equals("compacted"));
    assertThat(topic.retention().map(Duration::toString).orElse("none"))
        .isEqualTo(kept.startsWith("PT") ? kept : "none");
  }

  @Test
  void areThirteen() {
    assertThat(Topics.all()).hasSize(13).doesNotHaveDuplicates();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Topics.named("tick"))
        .withMessage("no topic is named tick");
  }

  @Test
  void depthHasATopicOfItsOwn() {
    assertThat(Topics.forEvent(new BookUpdate(ORIGIN, BTC, true, List.of())))
        .isEqualTo(Topics.BOOKS);
    assertThat(Topics.forEvent(new Heartbeat(ORIGIN, BTC))).isEqualTo(Topics.TICKS);
  }

  @Test
  void anEventCarriesItsKeyAndItsBytes() {
    Heartbeat heartbeat = new Heartbeat(ORIGIN, BTC);

    ProducerRecord<String, byte[]> sent = Topics.forEvent(heartbeat).record(heartbeat);

    assertThat(sent.topic()).isEqualTo("ticks");
    assertThat(sent.key()).isEqualTo("BTCUSDT");
    assertThat(Topics.TICKS.codec().decode(sent.value())).isEqualTo(heartbeat);
  }

  @Test
  void keysFollowThePlanTheAccountAndTheSource() {
    PlanState plan =
        new PlanState(
            "P-1",
            1,
            MAIN,
            new StrategyId("s"),
            BTC,
            PlanStatus.ARMED,
            "",
            "",
            "{}",
            PlanTerms.scalp(
                Side.BUY,
                Price.of("2"),
                Price.of("1"),
                Price.of("3"),
                Quantity.of("1"),
                new EventTime(9)),
            Map.of(),
            null,
            new EventTime(1),
            null);
    Control halt = new Control("C-1", MAIN, Control.Action.HALT, "ada", "", new EventTime(1));
    Quarantined bad = new Quarantined("trades.csv", 3, "BAD", "", "");

    assertThat(List.of(key(plan), key(halt), key(bad)))
        .containsExactly("plans P-1", "controls main", "quarantine trades.csv");
  }

  private static String key(Event event) {
    ProducerRecord<String, byte[]> sent = Topics.forEvent(event).record(event);
    return sent.topic() + " " + sent.key();
  }

  @Test
  void anUnknownKindOfEventHasNoTopic() {
    Event stranger = () -> "x-1";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Topics.forEvent(stranger))
        .withMessageEndingWith(" x-1");
    assertThatThrownBy(() -> Topics.TICKS.record(stranger)).isInstanceOf(ClassCastException.class);
  }

  @Test
  void areCreatedWithTheirKeeping() {
    Map<String, NewTopic> topics =
        Topics.newTopics(6, (short) 1).stream()
            .collect(Collectors.toMap(NewTopic::name, Function.identity()));

    assertThat(topics).hasSize(13);
    assertThat(topics.values())
        .allSatisfy(
            topic -> {
              assertThat(topic.numPartitions()).isEqualTo(6);
              assertThat(topic.replicationFactor()).isEqualTo((short) 1);
              assertThat(topic.configs())
                  .containsEntry("message.timestamp.type", "LogAppendTime")
                  .doesNotContainKey("min.insync.replicas");
            });
    assertThat(configs(topics, "ticks"))
        .contains(entry("cleanup.policy", "delete"), entry("retention.ms", "21600000"));
    assertThat(configs(topics, "signals"))
        .contains(entry("cleanup.policy", "delete"), entry("retention.ms", "604800000"));
    assertThat(configs(topics, "fills"))
        .contains(entry("cleanup.policy", "delete"), entry("retention.ms", "-1"));
    assertThat(configs(topics, "positions"))
        .containsEntry("cleanup.policy", "compact")
        .doesNotContainKey("retention.ms");
  }

  private static Map<String, String> configs(Map<String, NewTopic> topics, String name) {
    return Objects.requireNonNull(topics.get(name), name).configs();
  }

  @Test
  void withThreeCopiesTwoMustBeInSync() {
    assertThat(Topics.newTopics(12, (short) 3))
        .allSatisfy(topic -> assertThat(topic.configs()).containsEntry("min.insync.replicas", "2"));
  }
}
