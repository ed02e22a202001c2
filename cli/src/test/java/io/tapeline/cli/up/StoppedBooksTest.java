package io.tapeline.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedBooksTest {

  @TempDir private Path data;

  @Test
  void aJournalThatCannotStartLeavesNothingRunning() throws IOException {
    Files.writeString(data.resolve("current"), "books\n");
    System.setProperty("tapeline.journal.max-batch", "0");
    try {
      assertThatThrownBy(() -> StoppedBooks.open(data).close()).hasStackTraceContaining("maxBatch");
    } finally {
      System.clearProperty("tapeline.journal.max-batch");
    }

    assertThat(data.resolve("books/postgres.complete")).as("the database was up").exists();
    assertThat(data.resolve("books/postgres/postmaster.pid")).doesNotExist();
    DataFolder.open(data, "books").close();
  }
}
