package io.tapeline.cli;

/** What the program returns to its caller. */
public final class ExitStatus {

  public static final int DONE = 0;
  public static final int FAILED = 1;

  /** Wrong usage or input. */
  public static final int WRONG_INPUT = 2;

  private ExitStatus() {}
}
