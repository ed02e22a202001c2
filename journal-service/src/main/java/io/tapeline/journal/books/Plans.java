package io.tapeline.journal.books;

import java.util.List;
import java.util.Optional;

/** Trade plans in their latest state. */
public interface Plans extends Book<PlanRow> {

  Optional<PlanRow> findById(String planId);

  /** All of an account. */
  List<PlanRow> findByAccount(String account);
}
