package io.tapeline.journal.rest;

import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.position.PositionState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What lists can be narrowed to: equality with one of several values, separated by commas. */
enum Filter {
  ACCOUNT("name of the account"),
  STRATEGY("name of the strategy"),
  SYMBOL("instrument, as BTCUSDT"),
  OUTCOME("what was decided", names(Outcome.values())),
  REASON("reason code, as R-SPREAD"),
  STATUS(
      "where the order stands",
      Stream.concat(Stream.of("APPROVED"), Arrays.stream(names(OrderStatus.values())))
          .toArray(String[]::new)),
  STATE("where the position stands", names(PositionState.values())),
  PLAN_STATE("where the plan stands, as PENDING") {
    @Override
    String parameter() {
      return "state";
    }
  },
  ACTION("what is asked for", names(Control.Action.values())),
  SOURCE("tape or topic and partition the input came from");

  private final String description;
  private final String allowed;

  Filter(String description, String... allowed) {
    this.description = description;
    this.allowed = String.join(", ", allowed);
  }

  /** Name of the request parameter and of the rows' attribute. */
  String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }

  String description() {
    return description + ", or several separated by commas" + choices();
  }

  /**
   * The values asked for.
   *
   * @throws BadRequest if one cannot be
   */
  List<String> parse(String text) {
    List<String> values = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    for (String value : values) {
      if (value.isEmpty()
          || (!allowed.isEmpty() && !List.of(allowed.split(", ", -1)).contains(value))) {
        throw BadRequest.parameter(parameter(), text, description());
      }
    }
    return values;
  }

  private String choices() {
    return allowed.isEmpty() ? "" : ": " + allowed;
  }

  private static String[] names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toArray(String[]::new);
  }
}
