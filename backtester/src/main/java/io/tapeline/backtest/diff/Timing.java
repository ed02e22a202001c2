package io.tapeline.backtest.diff;

import org.jspecify.annotations.Nullable;

/**
 * When an order was decided and came to the venue in both runs, against what it met there first.
 *
 * @param sentA the order's first step in A: the newest event execution knew when the order came
 * @param metA what it met first in A, null for nothing
 */
record Timing(Row sentA, Row sentB, @Nullable Row metA, @Nullable Row metB) {

  private long decidedA() {
    return sentA.number("decidedTs");
  }

  private long decidedB() {
    return sentB.number("decidedTs");
  }

  /**
   * True if the later order could not have met what the earlier one did: it was not at the venue on
   * that event, or was still on its way.
   *
   * @param way from decision to venue in microseconds, null if that is not known
   */
  boolean explains(@Nullable Long way) {
    boolean isAFirst = metB == null || (metA != null && metA.seq() <= metB.seq());
    Row met = isAFirst ? metA : metB;
    Row late = isAFirst ? sentB : sentA;
    if (met == null) {
      return false;
    }
    boolean wasNotThere = late.seq() >= met.seq() && sentA.seq() != sentB.seq();
    boolean wasOnItsWay =
        decidedA() != decidedB()
            && (way == null || isExpiry(met) || late.number("decidedTs") + way > met.number("ts"));
    return wasNotThere || wasOnItsWay;
  }

  private static boolean isExpiry(Row met) {
    return met.text("status").equals("EXPIRED");
  }

  /** How far apart they met it, in words; empty if one met nothing. */
  String apart() {
    if (metA == null || metB == null) {
      return "";
    }
    long micros = metB.number("ts") - metA.number("ts");
    return micros == 0
        ? ""
        : ", %d µs %s in B".formatted(Math.abs(micros), micros > 0 ? "later" : "earlier");
  }

  String because() {
    String decided =
        decidedA() == decidedB()
            ? ""
            : "; decided at %d in A, at %d in B".formatted(decidedA(), decidedB());
    String there =
        sentA.seq() == sentB.seq()
            ? ""
            : "; known to execution on event #%d in A, #%d in B"
                .formatted(sentA.seq(), sentB.seq());
    return decided + there;
  }
}
