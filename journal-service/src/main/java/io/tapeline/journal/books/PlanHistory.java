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
   * @param by who brought it: of the first state who created the plan, of a cancellation who asked
   *     for it; empty if the market or an answer did, or nobody kept it
   * @param seq number of the market event behind it, 0 if a person or an answer brought it
   * @param ts when it was entered, microseconds since the epoch
   */
  public record Step(
      long version,
      String state,
      String reason,
      String by,
      Map<String, String> details,
      long seq,
      long ts) {}

  /** Of one plan, oldest first. */
  public List<Step> of(String planId) {
    return jdbc.query(
        """
        SELECT s.version, s.state, s.reason, p.created_by, s.details, s.seq, s.ts
        FROM plan_states s JOIN plans p ON p.id = s.plan_id
        WHERE s.plan_id = ? ORDER BY s.version
        """,
        (row, _) -> {
          long version = row.getLong(1);
          Map<String, String> details =
              Objects.requireNonNull(VALUES.convertToEntityAttribute(row.getString(5)));
          return new Step(
              version,
              row.getString(2),
              row.getString(3),
              version == 1 ? row.getString(4) : details.getOrDefault("by", ""),
              details,
              row.getLong(6),
              row.getLong(7));
        },
        planId);
  }
}
