package io.tapeline.marketdata.instrument;

import java.io.IOException;

/** A venue cannot be asked, or its answer cannot be used; the message is one line for the user. */
public final class VenueException extends IOException {

  private static final long serialVersionUID = 1L;

  public VenueException(String message) {
    super(message);
  }
}
