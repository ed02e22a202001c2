package io.tapeline.cli.books;

import io.tapeline.cli.Console;
import io.tapeline.cli.ExitStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code tapeline why-not}: what keeps an instrument from being traded at this moment. */
@Command(
    name = "why-not",
    description =
        "Why an instrument is not being traded now: each condition, what it is, its limit.",
    mixinStandardHelpOptions = true)
public final class WhyNotCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "SYMBOL",
      description = "Instrument; all that were seen if none is named.")
  private String symbol = "";

  @Mixin private BooksOptions books = new BooksOptions();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  public WhyNotCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    String query =
        symbol.isEmpty() ? "" : "?symbol=" + URLEncoder.encode(symbol, StandardCharsets.UTF_8);
    JsonNode answer = books.requireRunning().get("/api/v1/why-not" + query);
    if (json) {
      console.out().println(answer);
    } else if (answer.path("instruments").isEmpty()) {
      console.out().println("no market event has come yet");
    } else {
      answer.path("instruments").forEach(this::tell);
    }
    return ExitStatus.DONE;
  }

  private void tell(JsonNode instrument) {
    PrintStream out = console.out();
    out.printf("%s at %s%n", text(instrument, "symbol"), text(instrument, "time"));
    Table table = new Table("strategy", "condition", "now", "needed", "met");
    for (JsonNode strategy : instrument.path("strategies")) {
      for (JsonNode condition : strategy.path("conditions")) {
        table.add(
            text(strategy, "strategy"),
            text(condition, "name"),
            text(condition, "value"),
            text(condition, "limit"),
            Table.mark(condition.path("met").asBoolean()));
      }
    }
    table.print(out);
    for (JsonNode strategy : instrument.path("strategies")) {
      out.printf("%s %s%n", text(strategy, "strategy"), words(strategy));
    }
    for (JsonNode plan : instrument.path("plans")) {
      out.printf("plan %s %s: %s%n", text(plan, "plan"), text(plan, "status"), waits(plan));
    }
  }

  private static String words(JsonNode strategy) {
    if (strategy.path("switchedOff").isString()) {
      return "is switched off: " + text(strategy, "switchedOff");
    }
    JsonNode said = strategy.path("said");
    if (!said.isObject()) {
      return "has not said anything yet";
    }
    if (text(said, "what").equals("WISH")) {
      return "wished to enter at %s: %s".formatted(text(said, "time"), text(said, "reason"));
    }
    JsonNode values = said.path("values");
    return "refused last at %s: %s, %s %s (needed %s)"
        .formatted(
            text(said, "time"),
            text(said, "reason"),
            text(values, "rule"),
            text(values, "value"),
            text(values, "limit"));
  }

  private static String waits(JsonNode plan) {
    if (!plan.path("waiting").asBoolean()) {
      return text(plan, "statusReason");
    }
    String reasons =
        plan.path("reasons")
            .valueStream()
            .map(JsonNode::asString)
            .collect(Collectors.joining(", "));
    return reasons.isEmpty() ? "nothing keeps it" : "kept by " + reasons;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("-");
  }
}
