package io.tapeline.protocol.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.time.DateTimeException;

/** What the codecs have in common: every way in which bytes can be bad ends in one exception. */
abstract class MessageCodec<V, M extends MessageLite> implements Codec<V> {

  private final String messageName;
  private final Parser<M> parser;

  MessageCodec(String messageName, Parser<M> parser) {
    this.messageName = messageName;
    this.parser = parser;
  }

  /** The message for a value; {@link IllegalArgumentException} if it cannot travel. */
  abstract M toWire(V value);

  /** The value of a message; {@link IllegalArgumentException} naming the field if it is bad. */
  abstract V fromWire(M message);

  @Override
  public final byte[] encode(V value) {
    return toWire(value).toByteArray();
  }

  @Override
  public final V decode(byte[] bytes) {
    try {
      return fromWire(parser.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new WireException(messageName, "malformed bytes: " + e.getMessage(), e);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new WireException(messageName, String.valueOf(e.getMessage()), e);
    }
  }
}
