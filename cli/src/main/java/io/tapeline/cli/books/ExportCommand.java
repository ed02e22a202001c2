package io.tapeline.cli.books;

import io.tapeline.cli.CommandException;
import io.tapeline.cli.Console;
import io.tapeline.cli.ExitStatus;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapeline export}: a table of the journal as CSV. */
@Command(
    name = "export",
    description = "A table of the journal as CSV.",
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {

  private static final Set<String> TABLES =
      new TreeSet<>(Set.of("trades", "orders", "fills", "decisions", "positions", "equity"));

  private final Console console;

  @Parameters(
      arity = "1",
      paramLabel = "TABLE",
      description = "trades, orders, fills, decisions, positions or equity.")
  private String table = "";

  @Mixin private BooksOptions books = new BooksOptions();

  @Option(names = "--out", paramLabel = "FILE", description = "Write here; stdout unless given.")
  private @Nullable Path out;

  public ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (!TABLES.contains(table)) {
      throw CommandException.wrongInput(
          "there is no table '%s': choose one of %s".formatted(table, String.join(", ", TABLES)));
    }
    books.with(door -> copy(door));
    return ExitStatus.DONE;
  }

  private void copy(Door door) throws IOException {
    String path = "/api/v1/export/" + table;
    Path file = out;
    if (file == null) {
      door.copy(path, console.out());
      return;
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(part))) {
      door.copy(path, stream);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
