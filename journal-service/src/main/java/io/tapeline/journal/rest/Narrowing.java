package io.tapeline.journal.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The filters of the statistics as SQL conditions.
 *
 * @param values parameters by name
 */
record Narrowing(Map<String, Object> values) {

  private static final List<Filter> FILTERS =
      List.of(Filter.ACCOUNT, Filter.STRATEGY, Filter.SYMBOL);

  /**
   * The filters of a request.
   *
   * @throws BadRequest if a parameter is unknown or its value not allowed
   */
  static Narrowing of(Map<String, String> parameters) {
    requireKnown(parameters);
    Map<String, Object> values = new HashMap<>();
    for (Filter filter : FILTERS) {
      String text = parameters.get(filter.parameter());
      if (text != null) {
        values.put(filter.parameter(), filter.parse(text));
      }
    }
    TimeSpan span = TimeSpan.of(parameters);
    if (span.from() != null) {
      values.put(TimeSpan.FROM, span.from());
    }
    if (span.to() != null) {
      values.put(TimeSpan.TO, span.to());
    }
    return new Narrowing(values);
  }

  /** True if only some trades of an account are wanted. */
  boolean toTrades() {
    return values.containsKey(Filter.STRATEGY.parameter())
        || values.containsKey(Filter.SYMBOL.parameter());
  }

  /**
   * The conditions, empty if there are none.
   *
   * @param time column of the time
   * @param traded whether the table has strategy and symbol
   */
  String where(String time, boolean traded) {
    List<String> conditions = new ArrayList<>();
    for (Filter filter : traded ? FILTERS : List.of(Filter.ACCOUNT)) {
      if (values.containsKey(filter.parameter())) {
        conditions.add("%s IN (:%s)".formatted(filter.parameter(), filter.parameter()));
      }
    }
    if (values.containsKey(TimeSpan.FROM)) {
      conditions.add(time + " >= :" + TimeSpan.FROM);
    }
    if (values.containsKey(TimeSpan.TO)) {
      conditions.add(time + " < :" + TimeSpan.TO);
    }
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private static void requireKnown(Map<String, String> parameters) {
    TreeSet<String> known = new TreeSet<>(List.of(TimeSpan.FROM, TimeSpan.TO));
    FILTERS.forEach(filter -> known.add(filter.parameter()));
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw BadRequest.unknown(name, known);
      }
    }
  }
}
