package io.tapeline.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes out comes back: every field, every digit, every scale, every order. */
class RoundTripTest {

  private static final long SEED = 20_261_121;
  private static final int EVENTS_PER_MESSAGE = 500;

  static Stream<Arguments> messages() {
    return Stream.of(
        row("MarketEvent", Codecs.MARKET_EVENT, RandomEvents::marketEvent),
        row("BookUpdate", Codecs.BOOK_UPDATE, RandomEvents::bookUpdate),
        row("Candle", Codecs.CANDLE, RandomEvents::candle),
        row("PlanState", Codecs.PLAN_STATE, RandomEvents::planState),
        row("Signal", Codecs.SIGNAL, RandomEvents::signal),
        row("Decision", Codecs.DECISION, RandomEvents::decision),
        row("ApprovedOrder", Codecs.APPROVED_ORDER, RandomEvents::approvedOrder),
        row("OrderEvent", Codecs.ORDER_EVENT, RandomEvents::orderEvent),
        row("ExecutionReport", Codecs.EXECUTION_REPORT, RandomEvents::executionReport),
        row("Position", Codecs.POSITION, RandomEvents::position),
        row("AccountState", Codecs.ACCOUNT_STATE, RandomEvents::accountState),
        row("Control", Codecs.CONTROL, RandomEvents::control),
        row("Quarantined", Codecs.QUARANTINED, RandomEvents::quarantined));
  }

  private static <V> Arguments row(
      String name, Codec<V> codec, Function<RandomEvents, V> generator) {
    return arguments(name, codec, generator);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  <V> void comesBackToTheLastDigit(
      String name, Codec<V> codec, Function<RandomEvents, V> generator) {
    RandomEvents events = new RandomEvents(SEED);
    for (int i = 0; i < EVENTS_PER_MESSAGE; i++) {
      V event = generator.apply(events);

      V decoded = codec.decode(codec.encode(event));

      assertThat(decoded).as("%s %s of seed %s", name, i, SEED).isEqualTo(event);
      assertThat(Exact.text(decoded))
          .as("%s %s of seed %s", name, i, SEED)
          .isEqualTo(Exact.text(event));
    }
  }
}
