package io.tapeline.core.signal;

/** Name of a strategy as configured: {@code momentum-burst}. */
public record StrategyId(String value) implements Comparable<StrategyId> {

  public StrategyId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("strategy must not be empty");
    }
  }

  @Override
  public int compareTo(StrategyId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
