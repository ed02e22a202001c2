package io.tapeline.cli;

/** Ends a command with a status and one line for the user. */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  private CommandException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The user gave something that cannot be used: what, where and what to do. */
  public static CommandException wrongInput(String message) {
    return new CommandException(ExitStatus.WRONG_INPUT, message);
  }

  /** The command could not do its work. */
  public static CommandException failed(String message) {
    return new CommandException(ExitStatus.FAILED, message);
  }

  int status() {
    return status;
  }
}
