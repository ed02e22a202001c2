package io.tapeline.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.tapeline.protocol.Schema;
import io.tapeline.protocol.wire.AccountProto;
import io.tapeline.protocol.wire.CandleProto;
import io.tapeline.protocol.wire.ControlProto;
import io.tapeline.protocol.wire.DecisionProto;
import io.tapeline.protocol.wire.MarketProto;
import io.tapeline.protocol.wire.OrderProto;
import io.tapeline.protocol.wire.PlanProto;
import io.tapeline.protocol.wire.PositionProto;
import io.tapeline.protocol.wire.QuarantineProto;
import io.tapeline.protocol.wire.SignalProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Takes every field, in turn, out of a full message: the codec must do what the schema's comments
 * and the pages made from them say of its absence.
 */
class PresenceTest {

  private static final Map<String, Parser<? extends Message>> PARSERS =
      Map.ofEntries(
          Map.entry("MarketEvent", MarketProto.MarketEvent.parser()),
          Map.entry("BookUpdate", MarketProto.BookUpdate.parser()),
          Map.entry("Candle", CandleProto.Candle.parser()),
          Map.entry("PlanState", PlanProto.PlanState.parser()),
          Map.entry("Signal", SignalProto.Signal.parser()),
          Map.entry("Decision", DecisionProto.Decision.parser()),
          Map.entry("ApprovedOrder", OrderProto.ApprovedOrder.parser()),
          Map.entry("OrderEvent", OrderProto.OrderEvent.parser()),
          Map.entry("ExecutionReport", OrderProto.ExecutionReport.parser()),
          Map.entry("Position", PositionProto.Position.parser()),
          Map.entry("AccountState", AccountProto.AccountState.parser()),
          Map.entry("Control", ControlProto.Control.parser()),
          Map.entry("Quarantined", QuarantineProto.Quarantined.parser()));

  private final Schema schema = Schema.load();

  static Stream<Arguments> everyVersion() {
    return Stream.of(
            StoredBytesTest.firstVersion(),
            StoredBytesTest.secondVersion(),
            StoredBytesTest.sixthVersion(),
            StoredBytesTest.stateOfTheSeventhVersion())
        .flatMap(each -> each);
  }

  /** A message without one of its fields. */
  private record Lacking(FieldDescriptor field, Message message) {}

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyVersion")
  <V> void aMissingFieldIsRefusedOrReadAsThePagesSay(String name, Codec<V> codec, V sample)
      throws InvalidProtocolBufferException {
    String messageName = name.substring(name.indexOf('.') + 1);
    Message full =
        Objects.requireNonNull(PARSERS.get(messageName), messageName)
            .parseFrom(codec.encode(sample));

    List<Lacking> cases = eachFieldTakenOut(full);

    assertThat(cases).isNotEmpty();
    for (Lacking lacking : cases) {
      check(messageName, codec, lacking);
    }
  }

  private <V> void check(String messageName, Codec<V> codec, Lacking lacking) {
    byte[] bytes = lacking.message().toByteArray();
    String field = lacking.field().getName();
    Schema.Presence presence = presence(lacking.field());
    switch (presence) {
      case REQUIRED, ONE_OF ->
          assertThatThrownBy(() -> codec.decode(bytes))
              .as("%s without %s", messageName, lacking.field().getFullName())
              .isInstanceOf(WireException.class)
              .hasMessageStartingWith(messageName + ": missing ")
              .hasMessageContaining(field);
      case OPTIONAL, REPEATED, MAY_BE_EMPTY, ZERO_IF_ABSENT ->
          assertThatCode(() -> codec.decode(bytes))
              .as("%s without %s", messageName, lacking.field().getFullName())
              .doesNotThrowAnyException();
    }
  }

  private Schema.Presence presence(FieldDescriptor field) {
    return schema.message(field.getContainingType().getName()).fields().stream()
        .filter(candidate -> candidate.number() == field.getNumber())
        .findFirst()
        .orElseThrow()
        .presence();
  }

  private static List<Lacking> eachFieldTakenOut(Message message) {
    List<Lacking> result = new ArrayList<>();
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              result.add(new Lacking(field, message.toBuilder().clearField(field).build()));
              result.addAll(withinField(message, field, value));
            });
    return result;
  }

  private static List<Lacking> withinField(Message message, FieldDescriptor field, Object value) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE
        || !field.getMessageType().getFile().getPackage().equals("tapeline.v1")
        // A decimal without digits is zero, which the fields themselves judge.
        || field.getMessageType().getName().equals("Decimal")) {
      return List.of();
    }
    List<Lacking> result = new ArrayList<>();
    Message inner = (Message) (value instanceof List<?> list ? list.getFirst() : value);
    for (Lacking lacking : eachFieldTakenOut(inner)) {
      Message.Builder outer = message.toBuilder();
      Message changed =
          (field.isRepeated()
                  ? outer.setRepeatedField(field, 0, lacking.message())
                  : outer.setField(field, lacking.message()))
              .build();
      result.add(new Lacking(lacking.field(), changed));
    }
    return result;
  }
}
