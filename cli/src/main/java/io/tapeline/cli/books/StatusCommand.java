package io.tapeline.cli.books;

import io.tapeline.cli.Console;
import io.tapeline.cli.ExitStatus;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code tapeline status}: is the suite up, and what has it brought. */
@Command(
    name = "status",
    description = "Health of the running suite and what its trades add up to.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private BooksOptions books = new BooksOptions();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  public StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Door door = books.requireRunning();
    JsonNode health = door.health();
    JsonNode stats = door.get("/api/v1/stats");
    if (json) {
      console.out().println("{\"health\":" + health + ",\"stats\":" + stats + "}");
    } else {
      tell(door.address(), health, stats);
    }
    return health.path("status").asString("").equals("UP") ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private void tell(String address, JsonNode health, JsonNode stats) {
    console.out().printf("%-12s %s  %s%n", "suite", health.path("status").asString("?"), address);
    health
        .path("services")
        .properties()
        .forEach(
            service ->
                console
                    .out()
                    .printf("%-12s %s%n", service.getKey(), service.getValue().asString("?")));
    console
        .out()
        .printf(
            "%-12s %s trades, net %s, fees %s%n",
            "books",
            stats.path("trades").asString("?"),
            stats.path("net").asString("?"),
            stats.path("fees").asString("?"));
  }
}
