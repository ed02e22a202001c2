package io.tapeline.cli.books;

import io.tapeline.cli.CommandException;
import io.tapeline.cli.up.StoppedBooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the books are: with the suite that runs on the data folder or, if none does, in the folder
 * itself, from which they are read without trading on.
 */
final class BooksOptions {

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of the books; ./data.")
  private Path data = Path.of("data");

  /** What is done with an open door to the books. */
  interface Work {
    void on(Door door) throws IOException;
  }

  /** The running suite's door, null if none runs on the data folder. */
  @Nullable Door runningDoor() throws IOException {
    Path address = data.resolve("gateway-url");
    Path token = data.resolve("gateway-token");
    if (!Files.exists(address) || !Files.exists(token)) {
      return null;
    }
    Door door = new Door(Files.readString(address).trim(), Files.readString(token).trim());
    return door.answers() ? door : null;
  }

  /**
   * The running suite's door.
   *
   * @throws CommandException if none runs on the data folder
   */
  Door requireRunning() throws IOException {
    Door door = runningDoor();
    if (door == null) {
      throw CommandException.failed(
          "no suite is running on this folder; start it with 'tapeline up'");
    }
    return door;
  }

  /** Opens the books, running or not. */
  void with(Work work) throws IOException {
    Door running = runningDoor();
    if (running != null) {
      work.on(running);
      return;
    }
    if (!Files.isDirectory(data)) {
      throw CommandException.wrongInput(
          "there are no books in %s; start the suite with 'tapeline up' or name them with --data"
              .formatted(data));
    }
    try (StoppedBooks books = StoppedBooks.open(data)) {
      work.on(new Door(books.address(), null));
    }
  }
}
