package io.tapeline.cli.books;

import io.tapeline.cli.Console;
import io.tapeline.cli.ExitStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code tapeline quarantine}: input that could not be used, looked at and put back. */
@Command(
    name = "quarantine",
    description = "Lists and shows input that could not be used, and puts records back.",
    mixinStandardHelpOptions = true)
public final class QuarantineCommand {

  private static final String QUARANTINE = "/api/v1/quarantine";

  private final Console console;

  public QuarantineCommand(Console console) {
    this.console = console;
  }

  /** Lists everything put aside, oldest first. */
  @Command(
      name = "list",
      description = "What was put aside, oldest first.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin BooksOptions books,
      @Option(names = "--json", description = "Print one JSON array.") boolean json)
      throws IOException {
    books.with(
        door -> {
          List<JsonNode> inputs = door.list(QUARANTINE);
          if (json) {
            console.out().println(inputs);
          } else {
            inputs.forEach(this::line);
          }
        });
    return ExitStatus.DONE;
  }

  private void line(JsonNode input) {
    console
        .out()
        .printf(
            "%s  %-40s %s %s: %s%s%n",
            input.path("time").asString("?"),
            input.path("id").asString("?"),
            Original.place(input),
            input.path("reason").asString("?"),
            Original.oneLine(input.path("detail").asString("")),
            input.path("replayedAt").isNumber() ? " (put back)" : "");
  }

  /** Shows one input whole: as text if it is printable, else as a dump. */
  @Command(name = "show", description = "One input, whole.", mixinStandardHelpOptions = true)
  int show(
      @Parameters(arity = "1", paramLabel = "ID", description = "As in the list.") String id,
      @Mixin BooksOptions books,
      @Option(names = "--json", description = "Print its row as one JSON object.") boolean json)
      throws IOException {
    books.with(
        door -> {
          JsonNode input = door.get(Door.path(QUARANTINE, id));
          if (json) {
            console.out().println(input);
          } else {
            Original.tell(input, console.out());
          }
        });
    return ExitStatus.DONE;
  }

  /** Puts a record back on its topic as it was. */
  @Command(
      name = "replay",
      description = "Puts a record back on its topic, with its key and headers, once.",
      mixinStandardHelpOptions = true)
  int replay(
      @Parameters(arity = "1", paramLabel = "ID", description = "As in the list.") String id,
      @Mixin BooksOptions books,
      @Option(names = "--json", description = "Print its row as one JSON object.") boolean json)
      throws IOException {
    Door door = books.requireRunning();
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    fields.put("id", id);
    fields.put("who", Requests.who());
    JsonNode row = door.post("/api/v1/replays", Requests.json(fields));
    if (json) {
      console.out().println(row);
    } else {
      console
          .out()
          .printf(
              "%s goes back to %s; if it is refused again, it is listed at its new place%n",
              id, row.path("source").asString("?"));
    }
    return ExitStatus.DONE;
  }
}
