package io.tapeline.journal.books;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tapeline.core.plan.PlanStatus;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
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
  String createdBy;
  String body;

  /** What came of it so far: score, edges, signal, fill, result. */
  @Convert(converter = NamedValuesConverter.class)
  Map<String, String> details;

  long createdTs;

  /** Whether the broker has every state of it; false while one waits in the outbox. */
  @Formula("NOT EXISTS (SELECT 1 FROM outbox w WHERE w.request_id = id)")
  boolean published;

  @JsonProperty
  public long version() {
    return seq();
  }

  public PlanStatus status() {
    return PlanStatus.valueOf(state);
  }

  public String reason() {
    return reason;
  }

  /** Who created it: cli, api, or assistant and what it calls itself; empty if nobody kept it. */
  public String createdBy() {
    return createdBy;
  }

  /** As its author wrote it, JSON. */
  public String body() {
    return body;
  }

  public Map<String, String> details() {
    return details;
  }

  /** When it was created, microseconds since the epoch. */
  public long createdTs() {
    return createdTs;
  }

  /** Sorted by what never changes: the creation. */
  @Override
  public List<Long> sortNumbers() {
    return List.of(createdTs);
  }
}
