package io.tapeline.protocol.codec;

import org.jspecify.annotations.Nullable;

/** Bytes of a record that cannot be read. Whoever catches it quarantines the record and goes on. */
public final class WireException extends RuntimeException {

  private final String messageName;
  private final String problem;

  /**
   * @param messageName what was to be read: {@code Signal}, {@code header seq}
   * @param problem what is wrong with it, naming the field
   */
  public WireException(String messageName, String problem, @Nullable Throwable cause) {
    super(messageName + ": " + problem, cause);
    this.messageName = messageName;
    this.problem = problem;
  }

  public WireException(String messageName, String problem) {
    this(messageName, problem, null);
  }

  /** What was to be read. */
  public String messageName() {
    return messageName;
  }

  /** What is wrong with it, naming the field. */
  public String problem() {
    return problem;
  }
}
