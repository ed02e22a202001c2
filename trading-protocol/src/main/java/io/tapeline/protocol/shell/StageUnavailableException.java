package io.tapeline.protocol.shell;

/** A question that the stage cannot be asked now; the message says why, for people. */
public final class StageUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StageUnavailableException(String message) {
    super(message);
  }
}
