package io.tapeline.cli;

import java.io.PrintStream;

/** Where a command writes: results to {@code out}, one-line notes and errors to {@code err}. */
public record Console(PrintStream out, PrintStream err) {

  /** One line on stderr, led by the name of the program. */
  public void note(String message) {
    err.println("tapeline: " + message.replaceAll("\\s*\\R\\s*", "; "));
  }
}
