package io.tapeline.core.tape;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A tape that cannot be read as a whole. The message is one line: which file, which line, what is
 * wrong, what to do.
 */
public final class TapeException extends IOException {

  private static final long serialVersionUID = 1L;

  public TapeException(String message) {
    super(message);
  }

  public TapeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
