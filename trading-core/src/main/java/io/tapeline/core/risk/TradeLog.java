package io.tapeline.core.risk;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Money;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account's entries and trades as far as rules look back on them; the fold of its fills. */
final class TradeLog {

  private static final long HOUR = EventTime.micros(Duration.ofHours(1));
  private static final long DAY = EventTime.micros(Duration.ofDays(1));
  private static final long REJECTED_WITHIN = EventTime.micros(Duration.ofMinutes(1));
  private static final int REJECTED_OFTEN = 3;
  private static final Duration REJECTED_PAUSE = Duration.ofMinutes(5);

  private record Closed(EventTime at, boolean won) {}

  private record Place(StrategyId strategy, Symbol symbol) {}

  private final Map<StrategyId, Integer> entriesOfDay = new HashMap<>();
  private final Map<StrategyId, Deque<EventTime>> entriesOfHour = new HashMap<>();
  private final Map<StrategyId, Integer> losses = new HashMap<>();
  private final Map<StrategyId, EventTime> pausedUntil = new HashMap<>();
  private final Map<StrategyId, Deque<EventTime>> rejected = new HashMap<>();
  private final Map<StrategyId, EventTime> rejectedUntil = new HashMap<>();
  private final Map<Symbol, EventTime> lastExit = new HashMap<>();
  private final Map<Place, EventTime> lastTraded = new HashMap<>();
  private final Deque<Closed> closed = new ArrayDeque<>();
  private @Nullable LocalDate day;
  private int won;

  /** The first fill of a position. */
  void entered(StrategyId strategy, Symbol symbol, EventTime at, LocalDate on) {
    turnTo(on);
    entriesOfDay.merge(strategy, 1, Integer::sum);
    Deque<EventTime> recent = entriesOfHour.computeIfAbsent(strategy, _ -> new ArrayDeque<>());
    recent.addLast(at);
    while (at.microsSince(recent.getFirst()) >= HOUR) {
      recent.removeFirst();
    }
    lastTraded.put(new Place(strategy, symbol), at);
  }

  private void turnTo(LocalDate on) {
    LocalDate current = day;
    if (current == null || on.isAfter(current)) {
      day = on;
      entriesOfDay.clear();
    }
  }

  /** The last fill of a position. */
  void exited(StrategyId strategy, Symbol symbol, EventTime at, Money net, StrategyLimits limits) {
    lastExit.put(symbol, at);
    lastTraded.put(new Place(strategy, symbol), at);
    boolean loss = net.isNegative();
    closed.addLast(new Closed(at, !loss));
    won += loss ? 0 : 1;
    forget(at);
    int streak = loss ? losses.getOrDefault(strategy, 0) + 1 : 0;
    if (limits.lossStreak() > 0 && streak >= limits.lossStreak()) {
      pausedUntil.put(strategy, at.plus(limits.lossStreakPause()));
      streak = 0;
    }
    losses.put(strategy, streak);
  }

  /** An order that the venue refused. */
  void rejected(StrategyId strategy, EventTime at) {
    Deque<EventTime> recent = rejected.computeIfAbsent(strategy, _ -> new ArrayDeque<>());
    recent.addLast(at);
    while (at.microsSince(recent.getFirst()) > REJECTED_WITHIN) {
      recent.removeFirst();
    }
    if (recent.size() >= REJECTED_OFTEN) {
      rejectedUntil.put(strategy, at.plus(REJECTED_PAUSE));
      recent.clear();
    }
  }

  /** Trades closed a day ago do not count any more. */
  void forget(EventTime now) {
    Closed first;
    while ((first = closed.peekFirst()) != null && now.microsSince(first.at) >= DAY) {
      won -= first.won ? 1 : 0;
      closed.removeFirst();
    }
  }

  int entriesOn(LocalDate on) {
    return on.equals(day) ? entriesOfDay.values().stream().mapToInt(Integer::intValue).sum() : 0;
  }

  int entriesOn(LocalDate on, StrategyId strategy) {
    return on.equals(day) ? entriesOfDay.getOrDefault(strategy, 0) : 0;
  }

  /** Entries in the hour before this moment, counted up to {@code enough}. */
  int entriesInHour(StrategyId strategy, EventTime now, int enough) {
    Deque<EventTime> recent = entriesOfHour.get(strategy);
    int count = 0;
    Iterator<EventTime> newestFirst =
        recent == null
            ? Map.<EventTime, EventTime>of().keySet().iterator()
            : recent.descendingIterator();
    while (count < enough && newestFirst.hasNext() && now.microsSince(newestFirst.next()) < HOUR) {
      count++;
    }
    return count;
  }

  /** When the strategy may enter again after a streak of losses; null if it pauses for none. */
  @Nullable EventTime pausedUntil(StrategyId strategy) {
    return pausedUntil.get(strategy);
  }

  /** When the strategy may enter again after the venue refused its orders; null if it did not. */
  @Nullable EventTime rejectedUntil(StrategyId strategy) {
    return rejectedUntil.get(strategy);
  }

  @Nullable EventTime lastExit(Symbol symbol) {
    return lastExit.get(symbol);
  }

  /** When the strategy last entered or left the instrument; null if it never did. */
  @Nullable EventTime lastTraded(StrategyId strategy, Symbol symbol) {
    return lastTraded.get(new Place(strategy, symbol));
  }

  int losses(StrategyId strategy) {
    return losses.getOrDefault(strategy, 0);
  }

  /** Trades closed in the last 24 hours. */
  int trades() {
    return closed.size();
  }

  /** Share of the last 24 hours' trades that did not lose; a half if there are too few to tell. */
  double winRate(int least) {
    return closed.size() < least ? 0.5 : (double) won / closed.size();
  }
}
