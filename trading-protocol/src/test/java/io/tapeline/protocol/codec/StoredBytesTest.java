package io.tapeline.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes made by the schema compiler, of this version, a later and an earlier one. If one of these
 * fails, records that lie on topics can no longer be read: take the change of the schema back and
 * add a new field instead.
 */
class StoredBytesTest {

  static Stream<Arguments> firstVersion() {
    return Stream.of(
        Arguments.of("trade.MarketEvent", Codecs.MARKET_EVENT, Samples.TRADE),
        Arguments.of("quote.MarketEvent", Codecs.MARKET_EVENT, Samples.QUOTE),
        Arguments.of("heartbeat.MarketEvent", Codecs.MARKET_EVENT, Samples.HEARTBEAT),
        Arguments.of("book.BookUpdate", Codecs.BOOK_UPDATE, Samples.BOOK),
        Arguments.of("candle.Candle", Codecs.CANDLE, Samples.CANDLE),
        Arguments.of("plan.PlanState", Codecs.PLAN_STATE, Samples.PLAN),
        Arguments.of("signal.Signal", Codecs.SIGNAL, Samples.SIGNAL),
        Arguments.of("decision.Decision", Codecs.DECISION, Samples.DECISION),
        Arguments.of("approved.ApprovedOrder", Codecs.APPROVED_ORDER, Samples.APPROVED),
        Arguments.of("order.OrderEvent", Codecs.ORDER_EVENT, Samples.ORDER),
        Arguments.of("fill.ExecutionReport", Codecs.EXECUTION_REPORT, Samples.FILL),
        Arguments.of("done.ExecutionReport", Codecs.EXECUTION_REPORT, Samples.DONE),
        Arguments.of("position.Position", Codecs.POSITION, Samples.POSITION),
        Arguments.of("account.AccountState", Codecs.ACCOUNT_STATE, Samples.ACCOUNT),
        Arguments.of("control.Control", Codecs.CONTROL, Samples.CONTROL),
        Arguments.of("quarantined.Quarantined", Codecs.QUARANTINED, Samples.QUARANTINED));
  }

  static Stream<Arguments> secondVersion() {
    return Stream.of(
        Arguments.of("record.Quarantined", Codecs.QUARANTINED, Samples.QUARANTINED_RECORD),
        Arguments.of("loss.AccountState", Codecs.ACCOUNT_STATE, Samples.ACCOUNT_AFTER_A_LOSS));
  }

  static Stream<Arguments> thirdVersion() {
    return Stream.of(
        Arguments.of("trade.MarketEvent", Codecs.MARKET_EVENT, Samples.NUMBERED_TRADE),
        Arguments.of("missed.MarketEvent", Codecs.MARKET_EVENT, Samples.MISSED),
        Arguments.of("gap.MarketEvent", Codecs.MARKET_EVENT, Samples.GAP),
        Arguments.of("invalid.BookUpdate", Codecs.BOOK_UPDATE, Samples.INVALID_BOOK),
        Arguments.of("corrected.Candle", Codecs.CANDLE, Samples.CORRECTED_CANDLE));
  }

  static Stream<Arguments> fourthVersion() {
    return Stream.of(
        Arguments.of("unconfirmed.Candle", Codecs.CANDLE, Samples.UNCONFIRMED_CANDLE),
        Arguments.of("minute.MarketEvent", Codecs.MARKET_EVENT, Samples.MISSED_CANDLE));
  }

  static Stream<Arguments> fifthVersion() {
    return Stream.of(
        Arguments.of("limit.Signal", Codecs.SIGNAL, LimitSamples.SIGNAL),
        Arguments.of("limit.ApprovedOrder", Codecs.APPROVED_ORDER, LimitSamples.APPROVED),
        Arguments.of("limit.OrderEvent", Codecs.ORDER_EVENT, LimitSamples.ENTRY),
        Arguments.of("part.OrderEvent", Codecs.ORDER_EVENT, LimitSamples.EXIT_OF_A_PART),
        Arguments.of("part.Position", Codecs.POSITION, LimitSamples.POSITION));
  }

  static Stream<Arguments> sixthVersion() {
    return Stream.of(Arguments.of("terms.PlanState", Codecs.PLAN_STATE, Samples.PLAN_WITH_TERMS));
  }

  static Stream<Arguments> seventhVersion() {
    return Stream.concat(
        Stream.of(
            Arguments.of("creator.PlanState", Codecs.PLAN_STATE, Samples.PLAN_OF_AN_ASSISTANT),
            Arguments.of("ladder.Signal", Codecs.SIGNAL, LadderSamples.SIGNAL),
            Arguments.of("ladder.ApprovedOrder", Codecs.APPROVED_ORDER, LadderSamples.APPROVED),
            Arguments.of("ladder.OrderEvent", Codecs.ORDER_EVENT, LadderSamples.FIRST_RUNG)),
        stateOfTheSeventhVersion());
  }

  static Stream<Arguments> stateOfTheSeventhVersion() {
    return Stream.of(
        Arguments.of("ladder.PlanState", Codecs.PLAN_STATE, LadderSamples.PLAN),
        Arguments.of(
            "drawdown.AccountState", Codecs.ACCOUNT_STATE, Samples.ACCOUNT_AFTER_A_DRAWDOWN),
        Arguments.of("rung.ExecutionReport", Codecs.EXECUTION_REPORT, LadderSamples.FILL));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seventhVersion")
  <V> void bytesOfTheSeventhVersionAreReadAndWritten(String name, Codec<V> codec, V sample) {
    readsAndWrites("v7/" + name, codec, sample);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sixthVersion")
  <V> void bytesOfTheSixthVersionAreReadAndWritten(String name, Codec<V> codec, V sample) {
    readsAndWrites("v6/" + name, codec, sample);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fifthVersion")
  <V> void bytesOfTheFifthVersionAreReadAndWritten(String name, Codec<V> codec, V sample) {
    readsAndWrites("v5/" + name, codec, sample);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fourthVersion")
  <V> void bytesOfTheFourthVersionAreReadAndWritten(String name, Codec<V> codec, V sample) {
    readsAndWrites("v4/" + name, codec, sample);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("thirdVersion")
  <V> void bytesOfTheThirdVersionAreReadAndWritten(String name, Codec<V> codec, V sample) {
    readsAndWrites("v3/" + name, codec, sample);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("secondVersion")
  <V> void bytesOfTheSecondVersionAreReadAndWritten(String name, Codec<V> codec, V sample) {
    readsAndWrites("v2/" + name, codec, sample);
  }

  private static <V> void readsAndWrites(String name, Codec<V> codec, V sample) {
    byte[] stored = StoredBytes.read(name);
    HexFormat hex = HexFormat.of();

    assertThat(Exact.text(codec.decode(stored))).isEqualTo(Exact.text(sample));
    assertThat(hex.formatHex(codec.encode(sample))).isEqualTo(hex.formatHex(stored));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("firstVersion")
  <V> void bytesOfTheFirstVersionAreReadToTheLastDigit(String name, Codec<V> codec, V sample) {
    V decoded = codec.decode(StoredBytes.read("v1/" + name));

    assertThat(Exact.text(decoded)).isEqualTo(Exact.text(sample));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("firstVersion")
  <V> void writesTheBytesOfTheFirstVersion(String name, Codec<V> codec, V sample) {
    HexFormat hex = HexFormat.of();

    assertThat(hex.formatHex(codec.encode(sample)))
        .isEqualTo(hex.formatHex(StoredBytes.read("v1/" + name)));
  }

  static Stream<Arguments> withAFieldToCome() {
    return Stream.of(
        Arguments.of("trade.MarketEvent", Codecs.MARKET_EVENT, Samples.TRADE),
        Arguments.of("signal.Signal", Codecs.SIGNAL, Samples.SIGNAL),
        Arguments.of("fill.ExecutionReport", Codecs.EXECUTION_REPORT, Samples.FILL));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withAFieldToCome")
  <V> void aFieldOfALaterVersionIsPassedOver(String name, Codec<V> codec, V sample) {
    byte[] later = StoredBytes.read("later/" + name);

    assertThat(later).hasSizeGreaterThan(StoredBytes.read("v1/" + name).length);
    assertThat(Exact.text(codec.decode(later))).isEqualTo(Exact.text(sample));
  }

  static Stream<Arguments> ofAKindToCome() {
    return Stream.of(
        Arguments.of(
            "auction.MarketEvent", Codecs.MARKET_EVENT, "missing trade, quote, heartbeat or gap"),
        Arguments.of("control.Control", Codecs.CONTROL, "action has an unknown value: 1000"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ofAKindToCome")
  void aKindOfALaterVersionIsRefusedByName(String name, Codec<?> codec, String problem) {
    byte[] later = StoredBytes.read("later/" + name);

    assertThatThrownBy(() -> codec.decode(later))
        .isInstanceOf(WireException.class)
        .hasMessageContaining(problem);
  }

  static Stream<Arguments> ofTheVersionBefore() {
    return Stream.of(
        Arguments.of("quote.MarketEvent", Codecs.MARKET_EVENT, Samples.QUOTE, "bidSize,askSize"),
        Arguments.of("decision.Decision", Codecs.DECISION, Samples.DECISION, "orderId"),
        Arguments.of("position.Position", Codecs.POSITION, Samples.POSITION, "initialStop"),
        Arguments.of("order.OrderEvent", Codecs.ORDER_EVENT, Samples.ORDER, "exitPlan"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ofTheVersionBefore")
  <V> void anOptionalFieldTheWriterDidNotKnowIsNull(
      String name, Codec<V> codec, V sample, String absent) {
    String[] fields = absent.split(",");

    V decoded = codec.decode(StoredBytes.read("earlier/" + name));

    assertThat(decoded).extracting(fields).containsOnlyNulls();
    assertThat(decoded).usingRecursiveComparison().ignoringFields(fields).isEqualTo(sample);
  }
}
