package io.tapeline.gateway.assistant;

import java.util.Locale;

/** What came of a call of a tool, as it is counted. */
enum Outcome {
  DONE,
  REFUSED,
  FAILED;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
