package io.tapeline.journal.books;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.Immutable;

/** The latest state of a position, open or closed. */
@Entity
@Immutable
@Table(name = "positions")
public class PositionRow extends PositionColumns {

  /** Sorted by what never changes: the entry. */
  @Override
  public List<Long> sortNumbers() {
    return List.of(entryTs);
  }
}
