package io.tapeline.protocol.codec;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Constants of the core to numbers on the wire and back; the way back is derived. */
final class EnumMapping<C extends Enum<C>, W extends ProtocolMessageEnum> {

  private final Function<C, W> toWire;
  private final List<@Nullable C> byNumber = new ArrayList<>();

  /**
   * @param constants all constants of the core's type
   * @param toWire an exhaustive switch, so that a new constant does not compile without a number
   */
  EnumMapping(C[] constants, Function<C, W> toWire) {
    this.toWire = toWire;
    for (C constant : constants) {
      int number = toWire.apply(constant).getNumber();
      while (byNumber.size() <= number) {
        byNumber.add(null);
      }
      if (number == 0 || byNumber.set(number, constant) != null) {
        throw new IllegalStateException(constant + " has no number of its own: " + number);
      }
    }
  }

  W wire(C constant) {
    return toWire.apply(constant);
  }

  C read(int number, String field) {
    if (number == 0) {
      throw new IllegalArgumentException("missing " + field);
    }
    C constant = number > 0 && number < byNumber.size() ? byNumber.get(number) : null;
    if (constant == null) {
      throw new IllegalArgumentException(field + " has an unknown value: " + number);
    }
    return constant;
  }
}
