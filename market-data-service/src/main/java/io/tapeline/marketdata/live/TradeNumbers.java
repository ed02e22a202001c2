package io.tapeline.marketdata.live;

import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the trades of one instrument that a stream left out, gave twice or gave late, by the
 * venue's numbers, which rise by one with each trade.
 */
public final class TradeNumbers {

  /** Missing numbers kept at most: what is beyond is not asked for. */
  static final int MOST_MISSING = 100_000;

  /** What a trade is among those that came before. */
  public enum Verdict {
    /** The next one. */
    NEXT,
    /** Newer than the next one: those between are missing now. */
    AFTER_A_GAP,
    /** One that was missing. */
    MISSED,
    /** It has come before. */
    DUPLICATE
  }

  private final NavigableSet<Long> missing = new TreeSet<>();
  private @Nullable Long newest;
  private long given;

  /**
   * @param newest number of the newest trade known, null if none is
   */
  public TradeNumbers(@Nullable Long newest) {
    this.newest = newest;
  }

  /** Judges a trade that has come, and remembers that it has. */
  public Verdict judge(long number) {
    Long before = newest;
    if (before == null || number == before + 1) {
      newest = number;
      return Verdict.NEXT;
    }
    if (number > before) {
      miss(before + 1, number - 1);
      newest = number;
      return Verdict.AFTER_A_GAP;
    }
    return missing.remove(number) ? Verdict.MISSED : Verdict.DUPLICATE;
  }

  /**
   * Learns what the venue's newest trade is, without its having come; those up to it are missing
   * then, unless nothing was known: trades before the beginning are nobody's.
   */
  public void reachesTo(long number) {
    Long before = newest;
    if (before != null && number > before) {
      miss(before + 1, number);
    }
    newest = before == null ? number : Math.max(before, number);
  }

  private void miss(long first, long last) {
    long from = Math.max(first, last - MOST_MISSING + 1);
    given += from - first;
    for (long number = from; number <= last; number++) {
      missing.add(number);
    }
    while (missing.size() > MOST_MISSING) {
      missing.pollFirst();
      given++;
    }
  }

  /** The newest number known, null if none is. */
  public @Nullable Long newest() {
    return newest;
  }

  public boolean isMissing(long number) {
    return missing.contains(number);
  }

  /** The oldest number that is missing, null if none is. */
  public @Nullable Long oldestMissing() {
    return missing.isEmpty() ? null : missing.first();
  }

  /** The newest number that is missing, null if none is. */
  public @Nullable Long newestMissing() {
    return missing.isEmpty() ? null : missing.last();
  }

  /** Numbers that are missing. */
  public int missing() {
    return missing.size();
  }

  /** Gives those up to a number up: the venue does not have them. Returns how many. */
  public int giveUp(long upTo) {
    NavigableSet<Long> old = missing.headSet(upTo, true);
    int count = old.size();
    old.clear();
    given += count;
    return count;
  }

  /** Numbers given up since the beginning. */
  public long givenUp() {
    return given;
  }
}
