package io.tapeline.marketdata.history;

import java.io.IOException;

/** A history that cannot be fetched as it was asked for: what, where and what to do. */
public final class HistoryException extends IOException {

  private static final long serialVersionUID = 1L;

  public HistoryException(String message) {
    super(message);
  }
}
