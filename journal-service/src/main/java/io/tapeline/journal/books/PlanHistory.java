package io.tapeline.journal.books;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Every state that plans were in. */
@Component
public class PlanHistory {

  private static final NamedValuesConverter VALUES = new NamedValuesConverter();

  private final JdbcTemplate jdbc;

  PlanHistory(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One state.
   *
   * @param seq number of the market event behind it, 0 if a person or an answer brought it
   * @param ts when it was entered, microseconds since the epoch
   */
  public record Step(
      long version, String state, String reason, Map<String, String> details, long seq, long ts) {}

  /** Of one plan, oldest first. */
  public List<Step> of(String planId) {
    return jdbc.query(
        """
        SELECT version, state, reason, details, seq, ts FROM plan_states
        WHERE plan_id = ? ORDER BY version
        """,
        (row, _) ->
            new Step(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                Objects.requireNonNull(VALUES.convertToEntityAttribute(row.getString(4))),
                row.getLong(5),
                row.getLong(6)),
        planId);
  }
}
