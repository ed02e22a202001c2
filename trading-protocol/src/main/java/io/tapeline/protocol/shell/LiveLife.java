package io.tapeline.protocol.shell;

import io.tapeline.core.candle.SeriesWatch;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Tick;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A live feed being published, from the finding of its place to the end of the instance or the loss
 * of the feed to another.
 *
 * <p>What was published last is read again first: the candles as far as they are kept, from which
 * the stage gets the health of their series back; then the newest events, from which it gets the
 * open candles back. A candle that an instance did not get to publish any more is published, and
 * the feed is told from which trade on to ask its venue. Numbers go on where they ended.
 */
final class LiveLife implements PublisherLife {

  private static final int EVENTS_A_TURN = 512;

  /** Longer than the longest candle, with what may be late. */
  private static final Duration REREAD = Duration.ofHours(2);

  private final LogClient log;
  private final FeedPublisher publisher;
  private final FeedProgress progress;
  private final LiveFeed feed;
  private boolean connected;
  private long seq;

  LiveLife(
      LiveSource source,
      Membership.Share share,
      LogClient log,
      Membership membership,
      StageMetrics metrics,
      FeedProgress progress) {
    this.log = log;
    this.progress = progress;
    Stage stage = source.stage();
    Consumer<Event> audience = source.audience();
    this.publisher =
        new FeedPublisher(
            stage,
            event -> {
              if (connected) {
                audience.accept(event);
              }
            },
            share,
            log,
            membership,
            metrics);
    publisher.storeCausesFirst();
    this.seq = publisher.publishedBefore();
    Known known = new Known();
    readAgain(Topics.CANDLES, WarmUp.of(SeriesWatch.REREAD), publisher::remember);
    readAgain(
        Topics.TICKS,
        WarmUp.of(REREAD),
        event -> {
          known.note(event);
          publisher.play(event, event.seq(), event.ts().micros());
        });
    log.flush();
    progress.resumedAt = seq;
    progress.position = seq;
    progress.share = Double.NaN;
    this.feed = source.open(known.resume());
    this.connected = true;
  }

  private <E extends Event> void readAgain(Topic<E> topic, WarmUp warmUp, Consumer<E> reader) {
    ReadBack.read(log, topic, log.partitions(topic.name()), warmUp, reader);
  }

  /** Publishes what the feed has seen; waits no longer than told. */
  @Override
  public void turn(Duration wait, BooleanSupplier stopping) {
    try {
      LiveFeed.Seen next = feed.poll(wait);
      for (int count = 0; next != null && !stopping.getAsBoolean(); count++) {
        publish(next);
        next = count < EVENTS_A_TURN ? feed.poll(Duration.ZERO) : null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.flush();
  }

  private void publish(LiveFeed.Seen seen) {
    Event event = seen.event().apply(seq + 1);
    if (event instanceof MarketEvent) {
      seq++;
    }
    publisher.play(event, seq, seen.seenMicros());
    progress.position = seq;
  }

  /** What was published before is read when the life begins. */
  @Override
  public boolean isCaughtUp() {
    return true;
  }

  @Override
  public void settle() {
    publisher.settle();
  }

  @Override
  public void close() {
    feed.close();
  }

  /** The newest of each instrument. */
  private static final class Known {

    private final Map<Symbol, EventTime> times = new HashMap<>();
    private final Map<Symbol, LiveFeed.Resume.Trade> trades = new HashMap<>();

    void note(MarketEvent event) {
      times.merge(event.symbol(), event.ts(), (before, now) -> now.isAfter(before) ? now : before);
      Tick trade = trade(event);
      Long id = trade == null ? null : trade.tradeId();
      if (id != null) {
        trades.merge(
            event.symbol(),
            new LiveFeed.Resume.Trade(id, event.ts()),
            (before, now) -> now.id() > before.id() ? now : before);
      }
    }

    private static @Nullable Tick trade(MarketEvent event) {
      return switch (event) {
        case Tick tick -> tick;
        case MissedTick missed -> missed.trade();
        default -> null;
      };
    }

    LiveFeed.Resume resume() {
      Map<Symbol, LiveFeed.Resume.Last> last = new HashMap<>();
      times.forEach(
          (symbol, ts) -> last.put(symbol, new LiveFeed.Resume.Last(ts, trades.get(symbol))));
      return new LiveFeed.Resume(last);
    }
  }
}
