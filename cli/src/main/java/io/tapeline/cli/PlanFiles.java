package io.tapeline.cli;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.plan.PlanProposal;
import io.tapeline.core.plan.PlanRules;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads trade plans from files, as they would be posted one after the other. */
final class PlanFiles {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private PlanFiles() {}

  /**
   * The plans of files, in their order.
   *
   * @param now when they are created
   * @throws CommandException naming everything that is wrong with the first file that is refused
   */
  static List<PlanState> read(List<Path> files, LineSettings line, EventTime now) {
    List<PlanState> plans = new ArrayList<>();
    for (Path file : files) {
      String body = text(file);
      PlanProposal proposal = PlanProposal.read(values(file, body), null, line, now);
      List<String> wrong = new ArrayList<>(proposal.violations());
      String account = proposal.account();
      if (account != null && !account.equals(line.account().value())) {
        wrong.add(
            "There is no account '%s'; the line trades '%s'.".formatted(account, line.account()));
      }
      String given = proposal.planId();
      String id = given == null ? "P-" + (plans.size() + 1) : given;
      if (plans.stream().anyMatch(plan -> plan.planId().equals(id))) {
        wrong.add(
            "There is another plan '%s' already; give this one another plan_id.".formatted(id));
      }
      List<Symbol> others = plans.stream().map(PlanState::symbol).toList();
      wrong.addAll(PlanRules.limits(proposal.symbol(), others, line.plans()));
      if (!wrong.isEmpty()) {
        throw CommandException.wrongInput("%s: %s".formatted(file, String.join(" ", wrong)));
      }
      plans.add(proposal.created(id, line.account(), "cli", body, now));
    }
    return plans;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw CommandException.wrongInput(
          "%s cannot be read: there is no such file; --plan names a JSON file".formatted(file));
    } catch (IOException e) {
      throw CommandException.wrongInput(
          "%s cannot be read: %s; --plan names a JSON file".formatted(file, e.getMessage()));
    }
  }

  private static Map<?, ?> values(Path file, String body) {
    try {
      if (JSON.readValue(body, Object.class) instanceof Map<?, ?> plan) {
        return plan;
      }
    } catch (JacksonException broken) {
      var at = broken.getLocation();
      throw CommandException.wrongInput(
          "%s is no JSON: line %d, column %d: %s"
              .formatted(
                  file,
                  at == null ? 1 : at.getLineNr(),
                  at == null ? 1 : at.getColumnNr(),
                  broken.getOriginalMessage()));
    }
    throw CommandException.wrongInput("%s must be a JSON object".formatted(file));
  }
}
