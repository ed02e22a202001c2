package io.tapeline.journal.requests;

import io.tapeline.core.control.Control;
import io.tapeline.core.time.EventTime;
import io.tapeline.journal.books.Controls;
import io.tapeline.journal.outbox.Outbox;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Takes commands to accounts: halt, resume, flatten. */
@Component
public class ControlRequests {

  private static final int MAX_NAME = 100;
  private static final int MAX_WHY = 500;
  private static final String ACTIONS =
      Arrays.stream(Control.Action.values())
          .map(ControlRequests::word)
          .collect(Collectors.joining(", "));

  private final Intake intake;
  private final Controls controls;
  private final Accounts accounts;

  ControlRequests(Intake intake, Controls controls, Accounts accounts) {
    this.intake = intake;
    this.controls = controls;
    this.accounts = accounts;
  }

  /**
   * Takes a command; the answer is its row.
   *
   * @throws Refusal if it is not taken
   */
  public Answer create(Asked asked) {
    JsonFields fields = JsonFields.of(asked.body()).only("action", "account", "who", "why");
    Control.Action action = action(fields.required("action", MAX_NAME));
    String account = fields.optional("account", MAX_NAME);
    String who = fields.optional("who", MAX_NAME);
    String why = fields.optional("why", MAX_WHY);
    return intake.once(
        asked,
        () -> {
          // Never an id again, not even with books made anew: readers would drop the command.
          String id = "C-" + UUID.randomUUID();
          intake.publish(
              id,
              new Control(
                  id,
                  accounts.named(account),
                  action,
                  who == null ? "" : who,
                  why == null ? "" : why,
                  new EventTime(Outbox.nowMicros())));
          return intake.answer(
              HttpStatus.ACCEPTED,
              "/api/v1/controls/" + id,
              intake.now(() -> controls.findById(id)));
        });
  }

  private static Control.Action action(String text) {
    return Arrays.stream(Control.Action.values())
        .filter(action -> word(action).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.invalid(
                    "Field 'action' is '%s', allowed is: %s.".formatted(text, ACTIONS)));
  }

  private static String word(Control.Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }
}
