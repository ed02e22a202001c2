package io.tapeline.cli.up;

import io.tapeline.cli.CommandException;
import io.tapeline.journal.JournalApplication;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The books of a suite that does not run: database and journal alone, nothing written, no trading.
 */
public final class StoppedBooks implements AutoCloseable {

  private final DataFolder folder;
  private final EmbeddedDatabase database;
  private final ConfigurableApplicationContext journal;

  private StoppedBooks(
      DataFolder folder, EmbeddedDatabase database, ConfigurableApplicationContext journal) {
    this.folder = folder;
    this.database = database;
    this.journal = journal;
  }

  /** Opens the books used last in a data folder. */
  public static StoppedBooks open(Path data) throws IOException {
    String name = DataFolder.lastUsed(data);
    if (name == null) {
      throw CommandException.wrongInput(
          "there are no books in %s; start the suite with 'tapeline up' or name them with --data"
              .formatted(data));
    }
    DataFolder folder = DataFolder.open(data, name);
    EmbeddedDatabase database = null;
    try {
      Logs.to(folder.shared("logs"));
      database = EmbeddedDatabase.start(folder);
      return new StoppedBooks(folder, database, journalOf(database));
    } catch (IOException | RuntimeException failure) {
      // A server left behind would outlive this process.
      if (database != null) {
        database.close();
      }
      folder.close();
      throw failure;
    }
  }

  private static ConfigurableApplicationContext journalOf(EmbeddedDatabase database) {
    SpringApplication application = JournalApplication.application();
    application.setRegisterShutdownHook(false);
    return application.run(
        "--server.port=0",
        "--tapeline.journal.listen=false",
        "--spring.datasource.url=" + database.jdbcUrl(),
        "--spring.datasource.username=postgres",
        "--spring.datasource.password=");
  }

  /** Where the journal answers. */
  public String address() {
    var server = ((WebServerApplicationContext) journal).getWebServer();
    return "http://127.0.0.1:" + (server == null ? 0 : server.getPort());
  }

  @Override
  public void close() throws IOException {
    journal.close();
    database.close();
    folder.close();
  }
}
