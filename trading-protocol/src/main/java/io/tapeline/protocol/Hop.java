package io.tapeline.protocol;

/** Points of the line that stamp the time at which an event passed them. */
public enum Hop {
  /** It happened at its source. */
  SOURCE("t.source"),
  /** We first saw it. */
  SEEN("t.seen"),
  /** Market data published it. */
  TICKS("t.ticks"),
  /** A signal was published. */
  SIGNAL("t.signal"),
  /** The risk desk approved. */
  APPROVED("t.approved"),
  /** The order went to its venue. */
  ORDER("t.order"),
  /** The fill was published. */
  FILL("t.fill");

  private final String header;

  Hop(String header) {
    this.header = header;
  }

  /** Name of the record header that carries the stamp. */
  public String header() {
    return header;
  }
}
