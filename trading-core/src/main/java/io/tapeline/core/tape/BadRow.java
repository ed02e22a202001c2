package io.tapeline.core.tape;

/** Why a row is refused; caught by the reader, which keeps the row. */
final class BadRow extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  BadRow(String reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  /** Stable upper-case code. */
  String reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
