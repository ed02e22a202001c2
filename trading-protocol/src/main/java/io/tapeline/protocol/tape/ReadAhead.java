package io.tapeline.protocol.tape;

import io.tapeline.core.tape.TapeBytes;
import io.tapeline.core.tape.Unpacking;

/**
 * Unpacks a file in a thread of its own while its rows are read. The thread begins once more than a
 * block is wanted, so that small tapes and those that wait for their turn need none, and ends with
 * the file or when that is closed. Found by the core as a service.
 */
public final class ReadAhead implements Unpacking {

  @Override
  public TapeBytes of(TapeBytes content) {
    return new AheadBytes(content);
  }
}
