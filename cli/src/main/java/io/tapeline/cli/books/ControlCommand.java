package io.tapeline.cli.books;

import io.tapeline.cli.Console;
import io.tapeline.cli.ExitStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code tapeline halt}, {@code resume}, {@code flatten}: a command to an account. */
public abstract sealed class ControlCommand implements Callable<Integer> {

  private static final String CONTROLS = "/api/v1/controls";

  private final Console console;
  private final String action;
  private final String effect;

  @Mixin private BooksOptions books = new BooksOptions();

  @Option(
      names = "--account",
      paramLabel = "A",
      description = "Account it is for; the one that is traded unless given.")
  private @Nullable String account;

  @Option(names = "--why", paramLabel = "TEXT", description = "Reason, kept in the books.")
  private @Nullable String why;

  @Option(names = "--json", description = "Print the command's row as one JSON object.")
  private boolean json;

  private ControlCommand(Console console, String action, String effect) {
    this.console = console;
    this.action = action;
    this.effect = effect;
  }

  /** {@code tapeline halt}. */
  @Command(
      name = "halt",
      description = "No new entries; open positions are managed on.",
      mixinStandardHelpOptions = true)
  public static final class Halt extends ControlCommand {
    public Halt(Console console) {
      super(console, "halt", "no new entries");
    }
  }

  /** {@code tapeline resume}. */
  @Command(
      name = "resume",
      description = "Entries again after a halt or flatten.",
      mixinStandardHelpOptions = true)
  public static final class Resume extends ControlCommand {
    public Resume(Console console) {
      super(console, "resume", "entries again");
    }
  }

  /** {@code tapeline flatten}. */
  @Command(
      name = "flatten",
      description = "Leaves all positions at the market and lets no new ones be entered.",
      mixinStandardHelpOptions = true)
  public static final class Flatten extends ControlCommand {
    public Flatten(Console console) {
      super(console, "flatten", "all positions are being left, no new entries");
    }
  }

  @Override
  public Integer call() throws IOException {
    Door door = books.requireRunning();
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    fields.put("action", action);
    fields.put("account", account);
    fields.put("who", Requests.who());
    fields.put("why", why);
    String id = door.post(CONTROLS, Requests.json(fields)).path("id").asString("");
    JsonNode row = Requests.awaitPublished(door, CONTROLS + "/" + id, action + " " + id);
    if (json) {
      console.out().println(row);
    } else {
      console.out().printf("%s %s: %s%n", action, row.path("account").asString("?"), effect);
    }
    return ExitStatus.DONE;
  }
}
