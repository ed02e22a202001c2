package io.tapeline.core.candle;

import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the candles of one instrument and timeframe by those around them (MD-VALID).
 *
 * <p>A close that differs from the last good one by more than a tenth is a jump: the candle is held
 * until a second source or the next two candles confirm it, that is until their closes are nearer
 * to it than to the last good one. A split of shares is confirmed so, a slip of the source is not
 * and is refused. Everything else is only flagged.
 */
public final class SeriesHealth {

  /** Candles below which nothing can be said of a series. */
  public static final int FEWEST = 100;

  /** How old the newest closed one-minute candle may be. */
  public static final Duration STALE_AFTER = Duration.ofMinutes(5);

  private static final BigDecimal JUMP = new BigDecimal("0.10");
  private static final int CONFIRMING = 2;
  private static final int VOLUMES = 20;
  private static final BigDecimal SPIKE = BigDecimal.TEN;
  private static final long GAPS_ONE_IN = 20;

  private final Timeframe timeframe;
  private final Deque<RawCandle> held = new ArrayDeque<>();
  private final Deque<BigDecimal> volumes = new ArrayDeque<>();
  private BigDecimal volumeSum = BigDecimal.ZERO;
  private @Nullable RawCandle first;
  private @Nullable RawCandle newest;
  private @Nullable RawCandle lastGood;
  private long count;
  private long refusedJumps;
  private long confirmedJumps;
  private long volumeSpikes;

  public SeriesHealth(Timeframe timeframe) {
    this.timeframe = timeframe;
  }

  /** What is to be known of a series; the names are stable. */
  public enum Flag {

    /** Fewer than {@link #FEWEST} candles. */
    INSUFFICIENT_DATA,

    /** The newest closed one-minute candle is older than {@link #STALE_AFTER}. */
    STALE,

    /** A jump was refused, or is not confirmed yet. */
    PRICE_JUMP,

    /** A volume was more than ten times the mean of the twenty before; for information. */
    VOLUME_SPIKE,

    /** More than one slot in twenty is empty. */
    TOO_MANY_GAPS
  }

  /**
   * A candle and whether it can be used.
   *
   * @param refused the jump that nothing confirmed, null if the candle is good
   */
  public record Judged(RawCandle candle, @Nullable String refused) {}

  /**
   * Takes the next candle; one that is not later than the one before is passed over. Returns the
   * candles judged by it, in their order: none while a jump is held, up to three at its end.
   */
  public List<Judged> take(RawCandle candle) {
    RawCandle before = newest;
    if (before != null && !candle.openTime().isAfter(before.openTime())) {
      return List.of();
    }
    first = first == null ? candle : first;
    newest = candle;
    count++;
    List<Judged> judged = new ArrayList<>();
    judge(candle, judged);
    return judged;
  }

  private void judge(RawCandle candle, List<Judged> judged) {
    RawCandle good = lastGood;
    RawCandle jump = held.peekFirst();
    if (good == null || (jump == null && !isJump(good, candle))) {
      accept(candle, judged);
    } else if (jump == null) {
      held.add(candle);
    } else if (isNearer(candle.close(), jump, good)) {
      held.add(candle);
      if (held.size() > CONFIRMING) {
        acceptHeld(judged);
      }
    } else {
      List<RawCandle> again = new ArrayList<>(held);
      held.clear();
      refuse(again.removeFirst(), good, judged);
      again.add(candle);
      again.forEach(each -> judge(each, judged));
    }
  }

  private void acceptHeld(List<Judged> judged) {
    confirmedJumps++;
    List<RawCandle> confirmed = List.copyOf(held);
    held.clear();
    confirmed.forEach(each -> accept(each, judged));
  }

  private void accept(RawCandle candle, List<Judged> judged) {
    noteVolume(candle.volume());
    lastGood = candle;
    judged.add(new Judged(candle, null));
  }

  private void refuse(RawCandle jump, RawCandle good, List<Judged> judged) {
    refusedJumps++;
    String detail =
        "close %s after %s, not confirmed"
            .formatted(jump.close().toPlainString(), good.close().toPlainString());
    judged.add(new Judged(jump, detail));
  }

  private static boolean isJump(RawCandle good, RawCandle candle) {
    BigDecimal change = candle.close().subtract(good.close()).abs();
    return change.compareTo(good.close().multiply(JUMP)) > 0;
  }

  private static boolean isNearer(BigDecimal close, RawCandle jump, RawCandle good) {
    BigDecimal fromJump = close.subtract(jump.close()).abs();
    return fromJump.compareTo(close.subtract(good.close()).abs()) < 0;
  }

  /** A filled minute has no volume and is no part of the mean. */
  private void noteVolume(BigDecimal volume) {
    if (volume.signum() == 0) {
      return;
    }
    if (volumes.size() == VOLUMES) {
      BigDecimal limit = volumeSum.multiply(SPIKE);
      volumeSpikes += volume.multiply(BigDecimal.valueOf(VOLUMES)).compareTo(limit) > 0 ? 1 : 0;
      volumeSum = volumeSum.subtract(volumes.removeFirst());
    }
    volumes.add(volume);
    volumeSum = volumeSum.add(volume);
  }

  /**
   * A second source says that the market closed at this price in the slot of the jump that is held.
   * Returns what is good now because of it.
   */
  public List<Judged> confirm(BigDecimal close) {
    List<Judged> judged = new ArrayList<>();
    RawCandle jump = held.peekFirst();
    RawCandle good = lastGood;
    if (jump != null && good != null && isNearer(close, jump, good)) {
      acceptHeld(judged);
    }
    return judged;
  }

  /** Ends the series: a jump that is still held is refused, and what came after it judged anew. */
  public List<Judged> end() {
    List<Judged> judged = new ArrayList<>();
    RawCandle good = lastGood;
    while (!held.isEmpty() && good != null) {
      List<RawCandle> again = new ArrayList<>(held);
      held.clear();
      refuse(again.removeFirst(), good, judged);
      again.forEach(each -> judge(each, judged));
    }
    return judged;
  }

  /**
   * What is to be known of the series so far.
   *
   * @param now the time at the reader, null where there is none: nothing is stale then
   */
  public Set<Flag> flags(@Nullable EventTime now) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (count < FEWEST) {
      flags.add(Flag.INSUFFICIENT_DATA);
    }
    if (isStale(now)) {
      flags.add(Flag.STALE);
    }
    if (refusedJumps > 0 || !held.isEmpty()) {
      flags.add(Flag.PRICE_JUMP);
    }
    if (volumeSpikes > 0) {
      flags.add(Flag.VOLUME_SPIKE);
    }
    if (missing() * GAPS_ONE_IN > count + missing()) {
      flags.add(Flag.TOO_MANY_GAPS);
    }
    return Collections.unmodifiableSet(flags);
  }

  private boolean isStale(@Nullable EventTime now) {
    RawCandle candle = newest;
    return timeframe == Timeframe.M1
        && now != null
        && (candle == null || now.isAfter(candle.closeTime().plus(STALE_AFTER)));
  }

  /** Candles taken. */
  public long count() {
    return count;
  }

  /** Empty slots between the first candle and the newest. */
  public long missing() {
    if (first == null || newest == null) {
      return 0;
    }
    long span = newest.openTime().microsSince(first.openTime());
    return span / EventTime.micros(timeframe.length()) + 1 - count;
  }

  /** Jumps that nothing confirmed. */
  public long refusedJumps() {
    return refusedJumps;
  }

  /** Jumps that turned out to be true. */
  public long confirmedJumps() {
    return confirmedJumps;
  }

  /** Volumes of more than ten times the mean of the twenty before. */
  public long volumeSpikes() {
    return volumeSpikes;
  }
}
