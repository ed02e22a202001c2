package io.tapeline.core.tape;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When silent instruments get a heartbeat, by the time of the feed.
 *
 * <p>An instrument of which nothing was heard for one interval (1 s) gets its first heartbeat then.
 * While it stays silent they follow every interval for five minutes, every minute until a day has
 * passed, and every hour after that, so that a weekend costs hundreds of events, not hundreds of
 * thousands. A heartbeat that is due at the very time of another event comes after it; heartbeats
 * of one moment come in the order of their symbols. After the end of the tapes every instrument
 * gets one each interval until the tail has passed.
 */
final class Heartbeats {

  private static final long MINUTE = EventTime.micros(Duration.ofMinutes(1));
  private static final long HOUR = EventTime.micros(Duration.ofHours(1));
  private static final long FREQUENT = EventTime.micros(Duration.ofMinutes(5));
  private static final long EVERY_MINUTE = EventTime.micros(Duration.ofDays(1));

  private final long interval;
  private final long tail;
  private final Map<Symbol, Silence> silences = new TreeMap<>();
  private long earliest = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;

  Heartbeats(TapeFeed.Settings settings) {
    interval = EventTime.micros(settings.heartbeat());
    tail = EventTime.micros(settings.tail());
  }

  /** Notes that something else was said of an instrument when the feed's time was {@code clock}. */
  void heard(Symbol symbol, long clock) {
    if (interval == 0) {
      return;
    }
    Silence silence = silences.computeIfAbsent(symbol, Silence::new);
    silence.since = clock;
    silence.due = clock + interval;
    earliest = Math.min(earliest, silence.due);
  }

  /** The heartbeat due before {@code micros}, or null if there is none. */
  @Nullable Heartbeat before(long micros, long clock, long seq) {
    if (earliest >= micros) {
      return null;
    }
    Silence first = first();
    if (first == null || first.due >= micros) {
      return null;
    }
    long due = Math.max(first.due, clock);
    first.due = due + step(due - first.since);
    return first.beat(due, seq);
  }

  /** The next heartbeat of the tail, or null once it has passed. */
  @Nullable Heartbeat afterEnd(long clock, long seq) {
    if (end == Long.MIN_VALUE) {
      end = clock;
      silences.values().forEach(silence -> silence.due = Math.min(silence.due, end + interval));
    }
    Silence first = first();
    if (first == null || first.due > end + tail) {
      return null;
    }
    long due = first.due;
    first.due = due + interval;
    return first.beat(due, seq);
  }

  /**
   * Finds the instrument that is due first; the bound kept beside it saves most of the searches.
   */
  private @Nullable Silence first() {
    Silence first = null;
    for (Silence silence : silences.values()) {
      if (first == null || silence.due < first.due) {
        first = silence;
      }
    }
    earliest = first == null ? Long.MAX_VALUE : first.due;
    return first;
  }

  private long step(long silent) {
    if (silent < FREQUENT) {
      return interval;
    }
    return Math.max(interval, silent < EVERY_MINUTE ? MINUTE : HOUR);
  }

  private static final class Silence {

    private final Symbol symbol;
    private long since;
    private long due;

    Silence(Symbol symbol) {
      this.symbol = symbol;
    }

    Heartbeat beat(long micros, long seq) {
      return new Heartbeat(new Origin(seq, new EventTime(micros)), symbol);
    }
  }
}
