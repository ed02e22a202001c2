package io.tapeline.backtest.diff;

/** A field that is not the same in both runs. */
public record FieldDifference(String field, String a, String b) {

  @Override
  public String toString() {
    return "%s %s | %s".formatted(field, a.isEmpty() ? "-" : a, b.isEmpty() ? "-" : b);
  }
}
