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

/** {@code tapeline analyse}: the four layers of the micro-scalp on an instrument now. */
@Command(
    name = "analyse",
    description = "What the four layers of the micro-scalp say of an instrument now.",
    mixinStandardHelpOptions = true)
public final class AnalyseCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(arity = "1", paramLabel = "SYMBOL", description = "Instrument with a rule set.")
  private String symbol = "";

  @Mixin private BooksOptions books = new BooksOptions();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  public AnalyseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    JsonNode analysis =
        books.requireRunning().get(Door.path("/api/v1/analysis", symbol + "/micro-scalp"));
    if (json) {
      console.out().println(analysis);
    } else {
      tell(analysis);
    }
    return ExitStatus.DONE;
  }

  private void tell(JsonNode analysis) {
    PrintStream out = console.out();
    out.printf(
        "%s at %s: %s%s%n",
        text(analysis, "symbol"),
        text(analysis, "time"),
        text(analysis, "verdict"),
        analysis.path("reason").isString()
            ? " by " + text(analysis, "reason") + ", layer " + text(analysis, "layer")
            : "");
    Table table = new Table("layer", "check", "now", "needed", "met");
    for (JsonNode layer : analysis.path("layers")) {
      for (JsonNode check : layer.path("checks")) {
        table.add(
            text(layer, "layer"),
            text(check, "name"),
            text(check, "value"),
            text(check, "limit"),
            Table.mark(check.path("met").asBoolean()));
      }
    }
    table.print(out);
    for (JsonNode edge : analysis.path("edges")) {
      out.printf("edge       %s at %s%n", text(edge, "level"), text(edge, "price"));
    }
    for (JsonNode primary : analysis.path("primaries")) {
      out.printf("primary    %s %s%n", text(primary, "kind"), text(primary, "side"));
    }
    for (JsonNode secondary : analysis.path("secondaries")) {
      out.printf("secondary  %s %s%n", text(secondary, "kind"), text(secondary, "bias"));
    }
    tellTrade(analysis, out);
  }

  private static void tellTrade(JsonNode analysis, PrintStream out) {
    JsonNode score = analysis.path("score");
    if (score.isObject()) {
      out.printf(
          "score      %s of %s: trigger %s, vwap %s, edges %s, volatility %s, session %s%n",
          text(score, "total"),
          text(score, "most"),
          text(score, "trigger"),
          text(score, "vwap"),
          text(score, "edges"),
          text(score, "volatility"),
          text(score, "session"));
    }
    JsonNode idea = analysis.path("idea");
    if (idea.isObject()) {
      out.printf(
          "idea       %s at %s, stop %s, target %s%n",
          text(idea, "side"), text(idea, "entry"), text(idea, "stop"), text(idea, "target"));
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("-");
  }
}
