package io.tapeline.cli.crash;

/** Asks one process how it is; answers within a few seconds. */
interface Probe {

  /** What was found out. */
  sealed interface State {}

  /** It does its work. */
  record Ready() implements State {}

  /**
   * Not yet.
   *
   * @param why as the process says it, or why it could not be asked
   */
  record Unready(String why) implements State {}

  /**
   * It has given up by its own account and waits for nothing.
   *
   * @param why as the process says it
   */
  record Stopped(String why) implements State {}

  State ask() throws InterruptedException;
}
