package io.tapeline.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** The suites of a test class: describes them when a test fails, ends them after the last one. */
final class Suites implements TestWatcher, AfterAllCallback {

  /** A failure is about the newest ones. */
  private static final int DESCRIBED = 2;

  private final List<Suite> started = new ArrayList<>();

  Suite start(Path data, List<String> options) throws IOException {
    Suite suite = Suite.start(data, options);
    started.add(suite);
    return suite;
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    System.err.println("FAILED: " + context.getDisplayName());
    started.reversed().stream()
        .limit(DESCRIBED)
        .forEach(suite -> System.err.println(suite.describe()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    started.forEach(Suite::close);
  }
}
