package io.tapeline.cli.books;

import io.tapeline.cli.CommandException;
import io.tapeline.cli.Console;
import io.tapeline.cli.ExitStatus;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code tapeline plan}: trade plans of a running suite, or of the books of the last one. */
@Command(
    name = "plan",
    description = "Creates, lists, shows and cancels trade plans.",
    mixinStandardHelpOptions = true)
public final class PlanCommand {

  private static final String PLANS = "/api/v1/plans";

  private final Console console;

  public PlanCommand(Console console) {
    this.console = console;
  }

  /** Creates a plan; the same file again is no second plan. */
  @Command(name = "create", description = "Creates a plan.", mixinStandardHelpOptions = true)
  int create(
      @Parameters(arity = "1", paramLabel = "FILE.json", description = "The plan.") Path file,
      @Mixin BooksOptions books,
      @Option(names = "--json", description = "Print the plan's row as one JSON object.")
          boolean json)
      throws IOException {
    String body = read(file);
    Door door = books.requireRunning();
    return tell(door, door.post(PLANS, body), json);
  }

  /** Lists all plans, oldest first. */
  @Command(name = "list", description = "All plans, oldest first.", mixinStandardHelpOptions = true)
  int list(
      @Mixin BooksOptions books,
      @Option(names = "--json", description = "Print one JSON array.") boolean json)
      throws IOException {
    books.with(
        door -> {
          List<JsonNode> plans = door.list(PLANS);
          if (json) {
            console.out().println(plans);
          } else {
            plans.forEach(this::line);
          }
        });
    return ExitStatus.DONE;
  }

  /** Shows one plan as its author wrote it, with its state. */
  @Command(name = "show", description = "One plan, whole.", mixinStandardHelpOptions = true)
  int show(
      @Parameters(arity = "1", paramLabel = "ID", description = "The plan.") String id,
      @Mixin BooksOptions books,
      @Option(names = "--json", description = "Print the plan's row as one JSON object.")
          boolean json)
      throws IOException {
    books.with(
        door -> {
          JsonNode plan = door.get(Door.path(PLANS, id));
          if (json) {
            console.out().println(plan);
          } else {
            line(plan);
            console.out().println(plan.path("body").asString("").strip());
          }
        });
    return ExitStatus.DONE;
  }

  /** Cancels a plan; one that is cancelled already stays so. */
  @Command(
      name = "cancel",
      description = "Cancels a plan that has not triggered.",
      mixinStandardHelpOptions = true)
  int cancel(
      @Parameters(arity = "1", paramLabel = "ID", description = "The plan.") String id,
      @Mixin BooksOptions books,
      @Option(names = "--json", description = "Print the plan's row as one JSON object.")
          boolean json)
      throws IOException {
    Door door = books.requireRunning();
    return tell(door, door.delete(Door.path(PLANS, id)), json);
  }

  private int tell(Door door, JsonNode taken, boolean json) throws IOException {
    String id = taken.path("id").asString("");
    JsonNode plan = Requests.awaitPublished(door, Door.path(PLANS, id), "plan " + id);
    if (json) {
      console.out().println(plan);
    } else {
      line(plan);
    }
    return ExitStatus.DONE;
  }

  private void line(JsonNode plan) {
    console
        .out()
        .printf(
            "%-24s %-12s %-10s %-10s %s  %s  %s%n",
            plan.path("id").asString("?"),
            plan.path("symbol").asString("?"),
            plan.path("state").asString("?"),
            plan.path("reason").asString(""),
            plan.path("time").asString("?"),
            plan.path("account").asString("?"),
            creator(plan));
  }

  private static String creator(JsonNode plan) {
    String creator = plan.path("createdBy").asString("");
    return creator.isEmpty() ? "?" : creator;
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw CommandException.wrongInput(file + ": no such file");
    } catch (MalformedInputException e) {
      throw CommandException.wrongInput(file + ": is not UTF-8 text");
    }
  }
}
