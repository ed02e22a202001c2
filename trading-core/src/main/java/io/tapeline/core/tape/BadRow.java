package io.tapeline.core.tape;

/** Why a row is refused; caught by the reader, which keeps the row. */
public final class BadRow extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /** A stable upper-case code, and what is wrong in words. */
  public BadRow(String reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  /** Stable upper-case code. */
  public String reason() {
    return reason;
  }

  /** What is wrong, in words. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
