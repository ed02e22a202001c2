package io.tapeline.marketdata.recording;

import java.io.IOException;

/** The disk is nearly full: nothing more is recorded, and what is recorded is whole. */
public final class NoRoomException extends IOException {

  private static final long serialVersionUID = 1L;

  NoRoomException(String message) {
    super(message);
  }
}
