package io.tapeline.protocol.codec;

import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.protocol.wire.QuarantineProto;

/** Input that could not be used. */
final class QuarantinedCodec extends MessageCodec<Quarantined, QuarantineProto.Quarantined> {

  QuarantinedCodec() {
    super("Quarantined", QuarantineProto.Quarantined.parser());
  }

  @Override
  QuarantineProto.Quarantined toWire(Quarantined input) {
    return QuarantineProto.Quarantined.newBuilder()
        .setSource(Fields.name(input.source(), "source"))
        .setPosition(input.position())
        .setReason(Fields.name(input.reason(), "reason"))
        .setDetail(input.detail())
        .setOriginal(input.original())
        .build();
  }

  @Override
  Quarantined fromWire(QuarantineProto.Quarantined wire) {
    return new Quarantined(
        Fields.name(wire.getSource(), "source"),
        wire.getPosition(),
        Fields.name(wire.getReason(), "reason"),
        wire.getDetail(),
        wire.getOriginal());
  }
}
