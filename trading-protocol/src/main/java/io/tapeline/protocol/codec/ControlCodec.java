package io.tapeline.protocol.codec;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.control.Control;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.wire.ControlProto;

/** Commands of persons to accounts. */
final class ControlCodec extends MessageCodec<Control, ControlProto.Control> {

  ControlCodec() {
    super("Control", ControlProto.Control.parser());
  }

  @Override
  ControlProto.Control toWire(Control control) {
    return ControlProto.Control.newBuilder()
        .setControlId(Fields.name(control.controlId(), "control_id"))
        .setAccount(control.account().value())
        .setAction(Enums.CONTROL_ACTION.wire(control.action()))
        .setWho(control.who())
        .setWhy(control.why())
        .setIssuedAtMicros(control.issuedAt().micros())
        .build();
  }

  @Override
  Control fromWire(ControlProto.Control wire) {
    return new Control(
        Fields.name(wire.getControlId(), "control_id"),
        new AccountId(Fields.name(wire.getAccount(), "account")),
        Enums.CONTROL_ACTION.read(wire.getActionValue(), "action"),
        wire.getWho(),
        wire.getWhy(),
        new EventTime(wire.getIssuedAtMicros()));
  }
}
