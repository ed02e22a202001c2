package io.tapeline.journal.books;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** The latest state of a trade plan; its seq is the state's version. */
@Entity
@Immutable
@Table(name = "plans")
@AttributeOverride(name = "seq", column = @Column(name = "version"))
@SuppressWarnings("NullAway.Init") // the database fills the fields
public class PlanRow extends TradedRow {

  String state;
  String reason;
  String body;
  long createdTs;

  /** Whether the broker has every state of it; false while one waits in the outbox. */
  @Formula("NOT EXISTS (SELECT 1 FROM outbox w WHERE w.request_id = id)")
  boolean published;

  @JsonProperty
  public long version() {
    return seq();
  }

  /** The state as it travels. */
  public PlanState toState() {
    return new PlanState(
        id(),
        version(),
        new AccountId(account()),
        new StrategyId(strategy()),
        new Symbol(symbol()),
        state,
        reason,
        body,
        new EventTime(ts()));
  }

  /** Sorted by what never changes: the creation. */
  @Override
  public List<Long> sortNumbers() {
    return List.of(createdTs);
  }
}
