package io.tapeline.journal.books;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tapeline.core.time.EventTime;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.List;

/**
 * What every row of the books has: identity, number of the causing event, time at the source in
 * microseconds since the epoch.
 */
@MappedSuperclass
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.NON_PRIVATE,
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@SuppressWarnings("NullAway.Init") // the database fills the fields
public abstract class BookRow {

  @Id String id;
  long seq;
  long ts;

  public String id() {
    return id;
  }

  public long seq() {
    return seq;
  }

  public long ts() {
    return ts;
  }

  /** {@link #ts} as ISO-8601 in UTC. */
  @JsonProperty
  public String time() {
    return new EventTime(ts).toString();
  }

  /** The numbers rows are sorted by before their id; they never change. */
  public List<Long> sortNumbers() {
    return List.of(ts, seq);
  }
}
