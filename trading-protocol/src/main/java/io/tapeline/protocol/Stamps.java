package io.tapeline.protocol;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When an event, and what caused it, passed the points of the line. Copied from an input to what
 * follows from it, with the own hop added. Immutable; microseconds since the epoch, UTC.
 */
public final class Stamps {

  /** Passed nowhere yet. */
  public static final Stamps NONE = new Stamps(new EnumMap<>(Hop.class));

  private final EnumMap<Hop, Long> micros;

  /** Takes the map over. */
  Stamps(EnumMap<Hop, Long> micros) {
    this.micros = micros;
  }

  /** These with the hop's time set; a time already there is replaced. */
  public Stamps with(Hop hop, long epochMicros) {
    EnumMap<Hop, Long> copy = new EnumMap<>(micros);
    copy.put(hop, epochMicros);
    return new Stamps(copy);
  }

  /** When the hop was passed, empty if it was not. */
  public OptionalLong at(Hop hop) {
    @Nullable Long at = micros.get(hop);
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /** Microseconds from one hop to a later one, empty if either was not passed. */
  public OptionalLong between(Hop earlier, Hop later) {
    OptionalLong from = at(earlier);
    OptionalLong to = at(later);
    return from.isPresent() && to.isPresent()
        ? OptionalLong.of(to.getAsLong() - from.getAsLong())
        : OptionalLong.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Stamps stamps && micros.equals(stamps.micros);
  }

  @Override
  public int hashCode() {
    return micros.hashCode();
  }

  /** The stamps that are there, in the order of the line: {@code t.source=1 t.seen=2}. */
  @Override
  public String toString() {
    return micros.entrySet().stream().map(Stamps::text).collect(Collectors.joining(" "));
  }

  private static String text(Map.Entry<Hop, Long> stamp) {
    return stamp.getKey().header() + "=" + stamp.getValue();
  }
}
