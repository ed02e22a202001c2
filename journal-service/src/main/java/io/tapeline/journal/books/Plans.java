package io.tapeline.journal.books;

import java.util.Optional;

/** Trade plans in their latest state. */
public interface Plans extends Book<PlanRow> {

  Optional<PlanRow> findById(String planId);
}
