package io.tapeline.protocol.codec;

import com.google.protobuf.Duration;
import io.tapeline.core.money.Price;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.protocol.wire.CommonProto;

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
    return wire.build();
  }

  static EntryOrder read(CommonProto.EntryOrder wire) {
    return new EntryOrder(
        wire.hasLimit() ? OrderType.LIMIT : OrderType.MARKET,
        wire.hasLimit() ? Decimals.price(true, wire.getLimit(), "entry.limit") : null,
        wire.getPostOnly(),
        read(wire.getGoodFor()));
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
