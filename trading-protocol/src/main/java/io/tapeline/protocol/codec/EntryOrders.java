package io.tapeline.protocol.codec;

import com.google.protobuf.Duration;
import io.tapeline.core.money.Price;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.Rung;
import io.tapeline.protocol.wire.CommonProto;
import java.util.List;

/** How a position is to be opened, on the wire. */
final class EntryOrders {

  private EntryOrders() {}

  static CommonProto.EntryOrder wire(EntryOrder entry) {
    CommonProto.EntryOrder.Builder wire =
        CommonProto.EntryOrder.newBuilder().setPostOnly(entry.postOnly());
    Price limit = entry.limit();
    if (limit != null) {
      wire.setLimit(Decimals.wire(limit));
    }
    if (!entry.goodFor().isZero()) {
      wire.setGoodFor(wire(entry.goodFor()));
    }
    return wire.addAllRungs(wire(entry.rungs())).build();
  }

  static List<CommonProto.Rung> wire(List<Rung> rungs) {
    return rungs.stream()
        .map(
            rung ->
                CommonProto.Rung.newBuilder()
                    .setPrice(Decimals.wire(rung.price()))
                    .setQuantity(Decimals.wire(rung.quantity()))
                    .build())
        .toList();
  }

  static List<Rung> read(List<CommonProto.Rung> wire) {
    return wire.stream()
        .map(
            rung ->
                new Rung(
                    Decimals.price(rung.hasPrice(), rung.getPrice(), "rungs.price"),
                    Decimals.quantity(rung.hasQuantity(), rung.getQuantity(), "rungs.quantity")))
        .toList();
  }

  static EntryOrder read(CommonProto.EntryOrder wire) {
    return new EntryOrder(
        wire.hasLimit() ? OrderType.LIMIT : OrderType.MARKET,
        wire.hasLimit() ? Decimals.price(true, wire.getLimit(), "entry.limit") : null,
        wire.getPostOnly(),
        read(wire.getGoodFor()),
        read(wire.getRungsList()));
  }

  static Duration wire(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.toSeconds())
        .setNanos(duration.toNanosPart())
        .build();
  }

  static java.time.Duration read(Duration wire) {
    return java.time.Duration.ofSeconds(wire.getSeconds(), wire.getNanos());
  }
}
