package io.tapeline.protocol.shell;

/**
 * A classic mistake that a test plants into the recovery rule, to see that it would be found.
 * Nothing but tests can name one.
 */
enum Flaw {
  /** Positions are stored before what follows from the inputs is. */
  COMMIT_BEFORE_PUBLISH,
  /** What was published before is published again. */
  NO_DEDUPLICATION,
  /** An input that was applied before is applied again. */
  APPLY_AGAIN,
  /** What was published before is applied twice. */
  DOUBLE_RESTORE,
  /** What an instance that lost its units still writes counts. */
  NO_FENCE
}
