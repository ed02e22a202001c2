package io.tapeline.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.SignalId;
import io.tapeline.protocol.wire.CommonProto;
import io.tapeline.protocol.wire.MarketProto;
import io.tapeline.protocol.wire.OrderProto;
import io.tapeline.protocol.wire.SignalProto;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes, a codec gives a value or a {@link WireException} that says what is wrong. */
class BadBytesTest {

  static Stream<Arguments> firstVersion() {
    return StoredBytesTest.firstVersion();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("firstVersion")
  void damagedBytesGiveAValueOrOneKindOfException(String name, Codec<?> codec, Object sample) {
    byte[] good = StoredBytes.read("v1/" + name);
    Random random = new Random(20_261_121);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = Arrays.copyOf(good, 1 + random.nextInt(good.length));
      for (int flips = random.nextInt(4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      refused += isRefused(codec, damaged) ? 1 : 0;
    }
    assertThat(refused).as("refused of 3000, at least the cut ones").isGreaterThan(1_000);
  }

  private static boolean isRefused(Codec<?> codec, byte[] bytes) {
    try {
      codec.decode(bytes);
      return false;
    } catch (WireException e) {
      assertThat(e.problem()).isNotBlank();
      return true;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("firstVersion")
  void noBytesAreNoEvent(String name, Codec<?> codec, Object sample) {
    assertThatThrownBy(() -> codec.decode(new byte[0]))
        .isInstanceOf(WireException.class)
        .hasMessageStartingWith(name.substring(name.indexOf('.') + 1) + ": missing ");
  }

  static Stream<Arguments> illegalValues() throws Exception {
    MarketProto.MarketEvent trade =
        MarketProto.MarketEvent.parseFrom(StoredBytes.read("v1/trade.MarketEvent"));
    MarketProto.MarketEvent quote =
        MarketProto.MarketEvent.parseFrom(StoredBytes.read("v1/quote.MarketEvent"));
    SignalProto.Signal signal = SignalProto.Signal.parseFrom(StoredBytes.read("v1/signal.Signal"));
    OrderProto.ExecutionReport done =
        OrderProto.ExecutionReport.parseFrom(StoredBytes.read("v1/done.ExecutionReport"));
    CommonProto.Decimal minus = CommonProto.Decimal.newBuilder().setUnscaled(-1).build();
    return Stream.of(
        Arguments.of(
            Codecs.MARKET_EVENT,
            edit(trade, event -> event.getTradeBuilder().setPrice(minus)),
            "MarketEvent: price must be above zero, is -1"),
        Arguments.of(
            Codecs.MARKET_EVENT,
            edit(trade, event -> event.getTradeBuilder().setSize(minus)),
            "MarketEvent: size must not be below zero, is -1"),
        Arguments.of(
            Codecs.MARKET_EVENT,
            edit(trade, event -> event.getTradeBuilder().setAggressorValue(99)),
            "MarketEvent: aggressor has an unknown value: 99"),
        Arguments.of(
            Codecs.MARKET_EVENT,
            edit(trade, event -> event.getTradeBuilder().setAggressorValue(-1)),
            "MarketEvent: aggressor has an unknown value: -1"),
        Arguments.of(
            Codecs.MARKET_EVENT,
            edit(trade, event -> event.getTradeBuilder().setSymbol("  ")),
            "MarketEvent: symbol must not be empty"),
        Arguments.of(
            Codecs.MARKET_EVENT,
            edit(quote, event -> event.getQuoteBuilder().setAsk(event.getQuote().getBid())),
            "MarketEvent: crossed or locked quote: bid 68000.0, ask 68000.0"),
        Arguments.of(
            Codecs.SIGNAL,
            signal.toBuilder().addEvidence(signal.getEvidence(0)).build().toByteArray(),
            "Signal: evidence names twice: zeta"),
        Arguments.of(
            Codecs.EXECUTION_REPORT,
            edit(done, OrderProto.OrderStatus.ORDER_STATUS_ACCEPTED),
            "ExecutionReport: order O-momentum-burst-BTCUSDT-4711-in is not done: ACCEPTED"));
  }

  private static byte[] edit(
      MarketProto.MarketEvent event,
      java.util.function.Consumer<MarketProto.MarketEvent.Builder> change) {
    MarketProto.MarketEvent.Builder builder = event.toBuilder();
    change.accept(builder);
    return builder.build().toByteArray();
  }

  private static byte[] edit(OrderProto.ExecutionReport done, OrderProto.OrderStatus status) {
    OrderProto.ExecutionReport.Builder builder = done.toBuilder();
    builder.getOrderDoneBuilder().setStatus(status);
    return builder.build().toByteArray();
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("illegalValues")
  void anIllegalValueIsNamedWithItsField(Codec<?> codec, byte[] bytes, String message) {
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(WireException.class)
        .hasMessage(message);
  }

  @Test
  void textThatIsNotUtf8IsMalformed() {
    byte[] latin1 = HexFormat.of().parseHex("0a02e9e9");

    assertThatThrownBy(() -> Codecs.CONTROL.decode(latin1))
        .isInstanceOf(WireException.class)
        .hasMessageStartingWith("Control: malformed bytes: ");
  }

  @Test
  void whatAReaderWouldRefuseIsNotWritten() {
    Signal sample = Samples.SIGNAL;
    Signal nameless =
        new Signal(
            new SignalId(""),
            sample.account(),
            sample.strategy(),
            sample.symbol(),
            sample.side(),
            sample.origin(),
            sample.refPrice(),
            sample.quantity(),
            sample.stop(),
            sample.target(),
            sample.exitPlan(),
            sample.confidence(),
            sample.evidence());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Codecs.SIGNAL.encode(nameless))
        .withMessage("missing signal_id");
  }

  @Test
  void depthDoesNotTravelWithTicks() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Codecs.MARKET_EVENT.encode(Samples.BOOK))
        .withMessage("depth does not travel with ticks: BTCUSDT#4711");
  }
}
