package io.tapeline.core.stage;

/**
 * Marks everything that travels on the line. {@link #id()} is derived from content and cause, never
 * random: the same input always gives the same id.
 */
public interface Event {

  /** Unique within its topic and the same on every run over the same input. */
  String id();
}
