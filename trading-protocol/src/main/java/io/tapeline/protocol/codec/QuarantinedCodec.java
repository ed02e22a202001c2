package io.tapeline.protocol.codec;

import com.google.protobuf.ByteString;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.protocol.wire.QuarantineProto;
import java.util.Base64;

/** Input that could not be used. */
final class QuarantinedCodec extends MessageCodec<Quarantined, QuarantineProto.Quarantined> {

  QuarantinedCodec() {
    super("Quarantined", QuarantineProto.Quarantined.parser());
  }

  @Override
  QuarantineProto.Quarantined toWire(Quarantined input) {
    QuarantineProto.Quarantined.Builder wire =
        QuarantineProto.Quarantined.newBuilder()
            .setSource(Fields.name(input.source(), "source"))
            .setPosition(input.position())
            .setReason(Fields.name(input.reason(), "reason"))
            .setDetail(input.detail())
            .setOriginal(input.original());
    Quarantined.Envelope envelope = input.envelope();
    if (envelope != null) {
      wire.setEnvelope(wire(envelope));
    }
    return wire.build();
  }

  private static QuarantineProto.Envelope wire(Quarantined.Envelope envelope) {
    QuarantineProto.Envelope.Builder wire = QuarantineProto.Envelope.newBuilder();
    String key = envelope.key();
    if (key != null) {
      wire.setKey(key);
    }
    for (Quarantined.Header header : envelope.headers()) {
      QuarantineProto.RecordHeader.Builder one =
          QuarantineProto.RecordHeader.newBuilder().setName(header.name());
      String value = header.value();
      if (value != null) {
        one.setValue(ByteString.copyFrom(Base64.getDecoder().decode(value)));
      }
      wire.addHeaders(one);
    }
    return wire.build();
  }

  @Override
  Quarantined fromWire(QuarantineProto.Quarantined wire) {
    return new Quarantined(
        Fields.name(wire.getSource(), "source"),
        wire.getPosition(),
        Fields.name(wire.getReason(), "reason"),
        wire.getDetail(),
        wire.getOriginal(),
        wire.hasEnvelope() ? envelope(wire.getEnvelope()) : null);
  }

  private static Quarantined.Envelope envelope(QuarantineProto.Envelope wire) {
    return new Quarantined.Envelope(
        wire.hasKey() ? wire.getKey() : null,
        wire.getHeadersList().stream()
            .map(
                header ->
                    new Quarantined.Header(
                        header.getName(), header.hasValue() ? base64(header.getValue()) : null))
            .toList());
  }

  private static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
