package io.tapeline.core.candle;

import io.tapeline.core.candle.SeriesHealth.Flag;
import io.tapeline.core.candle.SeriesHealth.Judged;
import io.tapeline.core.instrument.TradingCalendar;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches the candles that the line makes of one instrument and timeframe (MD-VALID).
 *
 * <p>A candle whose close is a jump goes out in its turn, marked as unconfirmed. When the next two
 * confirm it, it is said again without the mark, as its next revision; else the mark stays. Flags
 * are those of the newest {@value #WINDOW} slots with a candle.
 *
 * <p>The state follows from the candles that were published, and is got back from them: {@link
 * #remember}.
 */
public final class SeriesWatch {

  /** Candles of which the flags speak. */
  public static final int WINDOW = SeriesHealth.FEWEST;

  private static final long GAPS_ONE_IN = 20;

  /** So much of what was published is read back after a restart: the window of the longest. */
  public static final Duration REREAD = Timeframe.H1.length().multipliedBy(WINDOW);

  /** As far back as Kraken keeps minutes, and longer than late prices correct an hour. */
  private static final Duration KEPT = Duration.ofHours(14);

  private static final Duration SECONDS_KEPT = Duration.ofHours(1);

  /** More than wait for a confirmation. */
  private static final int FEWEST_KEPT = 3;

  private final Timeframe timeframe;
  private final TradingCalendar calendar;
  private final SeriesHealth health;
  private final int most;
  private final NavigableMap<Long, Candle> published = new TreeMap<>();
  private final Deque<Entry> window = new ArrayDeque<>();
  private long missing;
  private long jumps;
  private long confirmed;

  /** A candle of the window, with what lay between it and the one before. */
  private record Entry(EventTime openTime, EventTime closeTime, long missingBefore, Noted noted) {}

  /** What may still change about it. */
  private static final class Noted {
    private boolean jump;
    private boolean spike;
  }

  /**
   * @param calendar when the instrument trades: slots in which it does not are not missing
   */
  public SeriesWatch(Timeframe timeframe, TradingCalendar calendar) {
    this.timeframe = timeframe;
    this.calendar = calendar;
    this.health = new SeriesHealth(timeframe);
    Duration kept = timeframe == Timeframe.S1 ? SECONDS_KEPT : KEPT;
    this.most = (int) kept.dividedBy(timeframe.length()) + FEWEST_KEPT;
  }

  /**
   * Judges a candle as it was made. Returns what is to be published instead: the candle, and after
   * it those before that it confirms.
   */
  public List<Candle> judge(Candle made) {
    if (made.revision() > 0) {
      return List.of(corrected(made));
    }
    List<Candle> out = new ArrayList<>();
    List<Candle> earlier = new ArrayList<>();
    boolean good = false;
    long spikes = health.volumeSpikes();
    for (Judged judged : health.take(made.raw())) {
      if (judged.refused() == null && judged.candle().openTime().equals(made.openTime())) {
        good = true;
      } else if (judged.refused() == null) {
        earlier.add(confirmation(judged.candle().openTime(), made.origin()));
      }
    }
    Candle marked = good ? made : made.saidBy(made.origin(), 0, true);
    enter(marked, health.volumeSpikes() > spikes);
    out.add(marked);
    for (Candle each : earlier) {
      confirm(each);
      out.add(each);
    }
    return out;
  }

  private Candle corrected(Candle made) {
    Candle before = published.get(made.openTime().micros());
    Candle now =
        before == null
            ? made
            : made.saidBy(made.origin(), before.revision() + 1, before.unconfirmed());
    keep(now);
    return now;
  }

  private Candle confirmation(EventTime openTime, Origin by) {
    Candle before = published.get(openTime.micros());
    if (before == null) {
      throw new IllegalStateException("no " + timeframe.label() + " candle at " + openTime);
    }
    return before.saidBy(by, before.revision() + 1, false);
  }

  /** Takes a candle as it was published before a restart, in its turn. */
  public void remember(Candle said) {
    if (said.revision() == 0) {
      long spikes = health.volumeSpikes();
      health.take(said.raw());
      enter(said, health.volumeSpikes() > spikes);
    } else {
      Candle before = published.get(said.openTime().micros());
      if (before != null && before.unconfirmed() && !said.unconfirmed()) {
        confirm(said);
      } else {
        keep(said);
      }
    }
  }

  /** True if no candle was published of this slot, though there are older ones. */
  public boolean lacks(EventTime openTime) {
    return published.lowerKey(openTime.micros()) != null && !has(openTime);
  }

  /** True if a candle of this slot was published and is still known. */
  public boolean has(EventTime openTime) {
    return published.containsKey(openTime.micros());
  }

  /** The candles known from a time on, to another exclusive, as they were published last. */
  public List<Candle> between(EventTime from, EventTime to) {
    return List.copyOf(published.subMap(from.micros(), to.micros()).values());
  }

  /** Takes a candle that comes late and is none of its prices. */
  public void fill(Candle late) {
    keep(late);
  }

  private void enter(Candle candle, boolean spike) {
    Noted noted = new Noted();
    noted.jump = candle.unconfirmed();
    noted.spike = spike;
    jumps += noted.jump ? 1 : 0;
    Entry before = window.peekLast();
    long gap = before == null ? 0 : missingBetween(before.closeTime(), candle);
    missing += gap;
    window.add(new Entry(candle.openTime(), candle.closeTime(), gap, noted));
    if (window.size() > WINDOW) {
      window.removeFirst();
      Entry first = window.getFirst();
      missing -= first.missingBefore();
      window.removeFirst();
      window.addFirst(new Entry(first.openTime(), first.closeTime(), 0, first.noted()));
    }
    keep(candle);
  }

  private long missingBetween(EventTime end, Candle next) {
    boolean interrupted =
        timeframe == Timeframe.S1 || calendar.isClosedWithin(end, next.openTime());
    return interrupted
        ? 0
        : next.openTime().microsSince(end) / EventTime.micros(timeframe.length());
  }

  private void confirm(Candle candle) {
    confirmed++;
    for (Entry entry : window) {
      if (entry.openTime().equals(candle.openTime())) {
        entry.noted().jump = false;
      }
    }
    keep(candle);
  }

  private void keep(Candle candle) {
    published.put(candle.openTime().micros(), candle);
    if (published.size() > most) {
      published.pollFirstEntry();
    }
  }

  /**
   * What is to be known of the series.
   *
   * @param now time of the newest event of the instrument, null if there is none
   */
  public Set<Flag> flags(@Nullable EventTime now) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (window.size() < SeriesHealth.FEWEST) {
      flags.add(Flag.INSUFFICIENT_DATA);
    }
    if (isStale(now)) {
      flags.add(Flag.STALE);
    }
    if (window.stream().anyMatch(entry -> entry.noted().jump)) {
      flags.add(Flag.PRICE_JUMP);
    }
    if (window.stream().anyMatch(entry -> entry.noted().spike)) {
      flags.add(Flag.VOLUME_SPIKE);
    }
    if (missing * GAPS_ONE_IN > window.size() + missing) {
      flags.add(Flag.TOO_MANY_GAPS);
    }
    return Collections.unmodifiableSet(flags);
  }

  /** A closed market has no new minute to wait for. */
  private boolean isStale(@Nullable EventTime now) {
    Entry newest = window.peekLast();
    return timeframe == Timeframe.M1
        && now != null
        && calendar.isOpen(now)
        && (newest == null || now.isAfter(newest.closeTime().plus(SeriesHealth.STALE_AFTER)));
  }

  /** Candles that went out unconfirmed. */
  public long jumps() {
    return jumps;
  }

  /** Those of them that were confirmed since. */
  public long confirmed() {
    return confirmed;
  }

  /** Volumes of more than ten times the mean of the twenty before. */
  public long volumeSpikes() {
    return health.volumeSpikes();
  }
}
