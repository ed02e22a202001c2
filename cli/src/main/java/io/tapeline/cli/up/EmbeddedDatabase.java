package io.tapeline.cli.up;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** PostgreSQL as a child process, its data in the books' folder. */
public final class EmbeddedDatabase implements AutoCloseable {

  /** Folder of the unpacked programs, shared by all books. */
  public static final String BINARIES = "postgres-binaries";

  /** Folder of a database in the folder of its books. */
  public static final String DATA = "postgres";

  private final EmbeddedPostgres postgres;

  private EmbeddedDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Starts the server; a first start that was cut short is begun anew, a left-over server ended.
   */
  public static EmbeddedDatabase start(DataFolder folder) throws IOException {
    Path data = folder.own(DATA);
    Path complete = folder.own("postgres.complete");
    endLeftOver(data);
    if (!Files.exists(complete)) {
      deleteAll(data);
    }
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data.toFile())
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(folder.shared(BINARIES).toFile())
            .setPGStartupWait(Duration.ofSeconds(60))
            .setRegisterShutdownHook(false);
    settings().forEach(builder::setServerConfig);
    EmbeddedPostgres postgres = builder.start();
    Files.writeString(complete, "");
    return new EmbeddedDatabase(postgres);
  }

  /** The server's settings that differ from its defaults. */
  public static Map<String, String> settings() {
    return Map.of(
        "shared_buffers", "32MB",
        "max_connections", "20",
        "listen_addresses", "127.0.0.1",
        "autovacuum_naptime", "5min",
        "timezone", "UTC");
  }

  /**
   * A server outlives a parent that was killed; it is asked to stop before its data is used again.
   */
  private static void endLeftOver(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    String first = Files.readString(pidFile).lines().findFirst().orElse("").trim();
    Optional<ProcessHandle> server =
        first.chars().allMatch(Character::isDigit) && !first.isEmpty()
            ? ProcessHandle.of(Long.parseLong(first))
            : Optional.empty();
    if (server.isPresent() && isPostgres(server.get())) {
      server.get().destroy();
      try {
        server.get().onExit().get(30, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        server.get().destroyForcibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Files.deleteIfExists(pidFile);
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.contains("postgres")).isPresent();
  }

  private static void deleteAll(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  String jdbcUrl() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  int port() {
    return postgres.getPort();
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
