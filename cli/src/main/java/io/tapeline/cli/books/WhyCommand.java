package io.tapeline.cli.books;

import io.tapeline.cli.Console;
import io.tapeline.cli.ExitStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code tapeline why}: from a fill back to the tick, with each rule's value and limit. */
@Command(
    name = "why",
    description = "Why an order was sent, or a signal denied: the chain back to the tick.",
    mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "1",
      paramLabel = "ORDER_ID",
      description = "An entry or exit order, or a signal.")
  private String id = "";

  @Mixin private BooksOptions books = new BooksOptions();

  @Option(names = "--json", description = "Print the whole chain as one JSON object.")
  private boolean json;

  public WhyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    books.with(
        door -> {
          JsonNode chain = door.get("/api/v1/why/" + id);
          if (json) {
            console.out().println(chain);
          } else {
            tell(chain);
          }
        });
    return ExitStatus.DONE;
  }

  private void tell(JsonNode chain) {
    PrintStream out = console.out();
    JsonNode tick = chain.path("trigger");
    out.printf(
        "tick      #%s %s %s at %s%n",
        text(tick, "seq"), text(tick, "time"), text(tick, "symbol"), text(tick, "refPrice"));
    JsonNode signal = chain.path("signal");
    out.printf(
        "signal    %s %s %s, stop %s, target %s%n",
        text(signal, "id"),
        text(signal, "side"),
        text(signal, "quantity"),
        text(signal, "stop"),
        text(signal, "target"));
    signal
        .path("evidence")
        .properties()
        .forEach(e -> out.printf("          %-20s %s%n", e.getKey(), e.getValue().asString("")));
    for (JsonNode decision : chain.path("decisions")) {
      out.printf(
          "decision  %-10s %-10s %s%n",
          text(decision, "stage"), text(decision, "outcome"), text(decision, "reason"));
      for (JsonNode check : decision.path("checks")) {
        out.printf(
            "          %-4s %-16s %s (limit %s)%n",
            text(check, "verdict"),
            text(check, "rule"),
            text(check, "value"),
            text(check, "limit"));
      }
    }
    for (JsonNode step : chain.path("orderEvents")) {
      out.printf(
          "order     %s %-16s filled %s at %s%n",
          text(step, "time"), text(step, "status"), text(step, "filled"), text(step, "execPrice"));
    }
    for (JsonNode fill : chain.path("fills")) {
      out.printf(
          "fill      %s %s %s at %s, touch %s, slippage %s bps, fee %s%n",
          text(fill, "time"),
          text(fill, "side"),
          text(fill, "quantity"),
          text(fill, "price"),
          text(fill, "touch"),
          text(fill, "slippageBps"),
          text(fill, "fee"));
    }
    JsonNode position = chain.path("position");
    if (position.isObject()) {
      out.printf(
          "position  %s, entry %s, exit %s (%s), net %s%n",
          text(position, "state"),
          text(position, "entryPrice"),
          text(position, "exitPrice"),
          text(position, "exitReason"),
          text(position, "net"));
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("-");
  }
}
