package io.tapeline.core.testing;

import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import java.util.ArrayList;
import java.util.List;

/** Drives one stage as the shells do and collects everything it publishes. */
public final class Driver {

  private final Stage stage;
  private final List<Event> published = new ArrayList<>();

  public Driver(Stage stage) {
    this.stage = stage;
  }

  /** Gives the stage an input; returns what it publishes for it. */
  public List<Event> on(Event input) {
    List<Event> out = new ArrayList<>();
    stage.apply(input);
    for (Event decided : stage.decide(input)) {
      out.add(decided);
      stage.apply(decided);
      out.addAll(stage.project(decided));
    }
    published.addAll(out);
    return out;
  }

  /** Everything published of one type. */
  public <E> List<E> all(Class<E> type) {
    return published.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The newest event published of one type. */
  public <E> E last(Class<E> type) {
    return all(type).getLast();
  }
}
