package io.tapeline.journal.books;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Trade plans in their latest state. */
public interface Plans extends Book<PlanRow> {

  Optional<PlanRow> findById(String planId);

  /** Those of an account that are in one of these states. */
  List<PlanRow> findByAccountAndStateIn(String account, Collection<String> states);
}
