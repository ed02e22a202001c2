package io.tapeline.protocol.shell;

/** What a runner is doing. */
public enum RunnerState {
  /** Waits for the group to say which units it owns, or for the broker to come back. */
  JOINING("waits for its share"),
  /** Owns nothing; takes over when another instance is gone. */
  STANDBY("stands by"),
  /** Rebuilds what it owns from the topics. */
  REBUILDING("being rebuilt"),
  /** Takes new input. */
  RUNNING("runs"),
  /** Stopped, by request or for good. */
  STOPPED("stopped");

  private final String words;

  RunnerState(String words) {
    this.words = words;
  }

  String inWords() {
    return words;
  }

  /** True if it does what is to be expected of it. */
  public boolean isReady() {
    return this == STANDBY || this == RUNNING;
  }
}
