package io.tapeline.marketdata.live;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.shell.LiveFeed;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A venue as a live feed: what its connection says, and a heartbeat for each instrument of which
 * nothing was heard for a second of the venue's time.
 *
 * <p>Heartbeats go on while the venue is not connected, so that time stops fire. Their time is told
 * by the venue's events ({@link VenueClock}), so there is none before the first event.
 */
public final class VenueFeed implements LiveFeed {

  private static final int WAITING = 8_192;
  private static final long NANOS_PER_MICRO = 1_000;

  /** Something said and when it came. */
  private record Taken(Said said, long seenMicros) {}

  /** One instrument's time. */
  private static final class Line {

    private final Symbol symbol;
    private long newestTs = Long.MIN_VALUE;
    private long heardAt;

    Line(Symbol symbol) {
      this.symbol = symbol;
    }
  }

  private final BlockingQueue<Taken> waiting = new ArrayBlockingQueue<>(WAITING);
  private final VenueClock clock = new VenueClock();
  private final Map<Symbol, Line> lines = new LinkedHashMap<>();
  private final long interval;
  private final FeedStatus status;
  private final FeedConnection connection;

  /**
   * Connects.
   *
   * @param heartbeat silence of an instrument after which it gets a heartbeat
   * @param connection made for the desk it tells what the venue says
   */
  public VenueFeed(
      Collection<Symbol> symbols,
      Resume resume,
      Duration heartbeat,
      FeedStatus status,
      Function<Desk, FeedConnection> connection) {
    this.status = status;
    this.interval = EventTime.micros(heartbeat);
    for (Symbol symbol : symbols) {
      Line line = new Line(symbol);
      Resume.Last last = resume.last().get(symbol);
      if (last != null) {
        line.newestTs = last.ts().micros();
      }
      lines.put(symbol, line);
      status.watch(symbol);
    }
    this.connection = connection.apply(this::take);
    this.connection.start();
  }

  private void take(Said said, long seenMicros) throws InterruptedException {
    waiting.put(new Taken(said, seenMicros));
  }

  @Override
  public @Nullable Seen poll(Duration wait) throws InterruptedException {
    Taken next = waiting.poll();
    if (next == null) {
      RuntimeException failure = connection.failure();
      if (failure != null) {
        throw failure;
      }
      Line due = due();
      if (due != null) {
        return beat(due);
      }
      next = waiting.poll(Math.min(wait.toNanos(), nanosToBeat()), TimeUnit.NANOSECONDS);
    }
    if (next == null) {
      return null;
    }
    Taken taken = next;
    if (taken.said() instanceof Said.OfMarket market) {
      note(market, taken.seenMicros());
    }
    return new Seen(taken.said()::numbered, taken.seenMicros());
  }

  private void note(Said.OfMarket market, long seenMicros) {
    boolean late =
        market instanceof Said.MissedMinute
            || (market instanceof Said.Trade trade && trade.missed());
    if (!late) {
      clock.note(market.ts().micros(), seenMicros);
    }
    Line line = lines.get(market.symbol());
    if (line != null) {
      line.newestTs = Math.max(line.newestTs, market.ts().micros());
      line.heardAt = seenMicros;
      status.seen(market, seenMicros);
    }
  }

  /** The line that was silent longest, if it is to get a heartbeat now. */
  private @Nullable Line due() {
    long now = FeedStatus.nowMicros();
    Line first = null;
    for (Line line : lines.values()) {
      if (clock.isKnown()
          && now - line.heardAt >= interval
          && (first == null || line.heardAt < first.heardAt)) {
        first = line;
      }
    }
    return first;
  }

  private long nanosToBeat() {
    long now = FeedStatus.nowMicros();
    long earliest = interval;
    for (Line line : lines.values()) {
      earliest = Math.min(earliest, Math.max(0, interval - (now - line.heardAt)));
    }
    return clock.isKnown() ? earliest * NANOS_PER_MICRO : Long.MAX_VALUE;
  }

  private Seen beat(Line line) {
    long now = FeedStatus.nowMicros();
    line.newestTs = Math.max(line.newestTs, clock.at(now));
    line.heardAt = now;
    Said beat = new Said.Beat(line.symbol, new EventTime(line.newestTs));
    return new Seen(beat::numbered, now);
  }

  @Override
  public void close() {
    connection.close();
  }
}
