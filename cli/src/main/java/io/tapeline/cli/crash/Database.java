package io.tapeline.cli.crash;

import io.tapeline.cli.up.DataFolder;
import io.tapeline.cli.up.EmbeddedDatabase;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The PostgreSQL that {@code tapeline up} unpacks, as a process of ours: no control program between
 * us and the server, so that a kill hits the server.
 */
final class Database {

  private static final int SOCKET_TIMEOUT_SECONDS = 30;

  private final Path program;
  private final Path template;

  private Database(Path program, Path template) {
    this.program = program;
    this.template = template;
  }

  /** Unpacks the programs and makes an empty database to copy. */
  static Database prepare(DataFolder folder) throws IOException {
    EmbeddedDatabase.start(folder).close();
    Path binaries = folder.shared(EmbeddedDatabase.BINARIES);
    try (Stream<Path> files = Files.walk(binaries, 3)) {
      Path program =
          files
              .filter(file -> file.endsWith(Path.of("bin", "postgres")))
              .findFirst()
              .orElseThrow(() -> new IOException("no bin/postgres in " + binaries));
      return new Database(program, folder.own(EmbeddedDatabase.DATA));
    }
  }

  /** Makes a database like a new one of {@code up}. */
  void copyTo(Path data) throws IOException {
    Files.walkFileTree(
        template,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                folder,
                data.resolve(template.relativize(folder)),
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file, data.resolve(template.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** What starts the server, with the settings of {@code up}. */
  List<String> command(Path data, int port) {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL refuses to run as root; in a user name space of its own it is nobody.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(
        List.of(program.toString(), "-D", data.toString(), "-p", Integer.toString(port), "-F"));
    EmbeddedDatabase.settings()
        .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    // The lock of a socket in /tmp would outlive the server.
    command.addAll(List.of("-c", "unix_socket_directories="));
    return command;
  }

  /** Where a server on this port is reached. */
  static String jdbcUrl(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&connectTimeout=2&socketTimeout=%d"
        .formatted(port, SOCKET_TIMEOUT_SECONDS);
  }
}
