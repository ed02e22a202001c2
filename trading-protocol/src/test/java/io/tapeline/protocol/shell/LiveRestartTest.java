package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.protocol.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A venue that gives every trade after the one it is asked for, and a publisher that dies. */
class LiveRestartTest {

  private static final List<Symbol> SYMBOLS =
      List.of(new Symbol("BTC/USD"), new Symbol("ETH/USD"), new Symbol("SOL/USD"));
  private static final int TRADES = 6_000;
  private static final long START = 1_767_225_600_000_000L;

  @TempDir private Path folder;

  /** Number, instrument and price of one trade of the venue. */
  private record Told(long id, Symbol symbol, String price, long micros) {

    Tick as(long seq) {
      return new Tick(
          new Origin(seq, new EventTime(micros)),
          symbol,
          Price.of(price),
          Quantity.of("0.5"),
          Aggressor.BUY,
          id);
    }
  }

  private static List<Told> trades() {
    Random random = new Random(11);
    Map<Symbol, Long> ids = new LinkedHashMap<>();
    List<Told> trades = new ArrayList<>();
    long micros = START;
    for (int trade = 0; trade < TRADES; trade++) {
      Symbol symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
      micros += random.nextInt(400_000);
      long id = ids.merge(symbol, 1L, Long::sum);
      trades.add(new Told(id, symbol, Integer.toString(100 + random.nextInt(50)), micros));
    }
    return trades;
  }

  @Test
  void publisherKilledAnywhereLeavesEveryTradeAndEveryCandleOnce() throws Exception {
    List<Told> trades = trades();
    Random random = new Random(3);
    try (TestBroker broker = TestBroker.start(folder, 2)) {
      for (int life = 0; life < 8; life++) {
        publish(broker.settings(), trades, 1 + random.nextInt(TRADES / 6), false);
      }
      publish(broker.settings(), trades, Integer.MAX_VALUE, true);

      assertThat(published(broker.settings())).isEqualTo(told(trades));
      assertThat(Log.of(broker.settings(), Topics.CANDLES).keySet()).hasSize(SYMBOLS.size());
      assertThat(candles(broker.settings())).isEqualTo(candlesOf(trades));
    }
  }

  /** Publishes until so many events were told, then dies or stops. */
  private static void publish(KafkaSettings kafka, List<Told> trades, int until, boolean toTheEnd)
      throws InterruptedException {
    AtomicInteger events = new AtomicInteger();
    CountDownLatch dead = new CountDownLatch(1);
    FeedRunner[] runner = new FeedRunner[1];
    Venue venue =
        new Venue(
            trades,
            ignored -> {
              if (events.incrementAndGet() == until) {
                runner[0].halt();
                dead.countDown();
                throw new IllegalStateException("killed");
              }
            });
    runner[0] = new FeedRunner(venue, kafka, new SimpleMeterRegistry());
    runner[0].start();
    if (toTheEnd) {
      try {
        TestLine.await("all is published", runner[0]::failure, venue::isDrained);
      } finally {
        runner[0].close();
      }
    } else {
      assertThat(dead.await(60, TimeUnit.SECONDS)).isTrue();
      runner[0].close();
    }
  }

  private static Map<String, List<Long>> told(List<Told> trades) {
    Map<String, List<Long>> ids = new TreeMap<>();
    trades.forEach(trade -> note(ids, trade.symbol().value(), trade.id()));
    return ids;
  }

  private static Map<String, List<Long>> published(KafkaSettings kafka) {
    Map<String, List<Long>> ids = new TreeMap<>();
    Log.events(
        kafka,
        Topics.TICKS,
        (key, event) -> {
          if (event instanceof Tick tick) {
            note(ids, key, tick.tradeId());
          }
        });
    return ids;
  }

  private static void note(Map<String, List<Long>> ids, String symbol, @Nullable Long id) {
    ids.computeIfAbsent(symbol, _ -> new ArrayList<>()).add(Objects.requireNonNull(id));
  }

  private static Map<String, String> candles(KafkaSettings kafka) {
    Map<String, String> candles = new LinkedHashMap<>();
    Log.events(
        kafka,
        Topics.CANDLES,
        (key, event) -> {
          Candle candle = (Candle) event;
          assertThat(candles.put(candle.id(), figures(candle))).as(candle.id()).isNull();
        });
    return candles;
  }

  /** The candles of the same trades in one go, without an end. */
  private static Map<String, String> candlesOf(List<Told> trades) {
    Map<String, String> candles = new LinkedHashMap<>();
    MarketDataStage stage = new MarketDataStage(PriceSource.TRADE);
    for (int trade = 0; trade < trades.size(); trade++) {
      MarketEvent event = trades.get(trade).as(trade + 1);
      stage.apply(event);
      for (Event derived : stage.project(event)) {
        if (derived instanceof Candle candle) {
          candles.put(candle.id(), figures(candle));
        }
      }
    }
    return candles;
  }

  /** All but the number of the event that closed it: numbers differ after a restart. */
  private static String figures(Candle candle) {
    return "%s %s %s %s %s %d"
        .formatted(
            candle.open(),
            candle.high(),
            candle.low(),
            candle.close(),
            candle.volume(),
            candle.trades());
  }

  /** Tells each trade that is not published yet. */
  private static final class Venue implements LiveSource {

    private final List<Told> trades;
    private final Consumer<Event> audience;
    private volatile boolean drained;

    Venue(List<Told> trades, Consumer<Event> audience) {
      this.trades = trades;
      this.audience = audience;
    }

    boolean isDrained() {
      return drained;
    }

    @Override
    public LiveFeed open(LiveFeed.Resume resume) {
      Iterator<Told> rest =
          trades.stream().filter(trade -> trade.id() > lastOf(resume, trade.symbol())).iterator();
      return new LiveFeed() {
        @Override
        public @Nullable Seen poll(Duration wait) {
          if (!rest.hasNext()) {
            // Asked again only after what it gave before is stored.
            drained = !wait.isZero();
            return null;
          }
          Told next = rest.next();
          return new Seen(next::as, next.micros());
        }

        @Override
        public void close() {}
      };
    }

    private static long lastOf(LiveFeed.Resume resume, Symbol symbol) {
      LiveFeed.Resume.Last last = resume.last().get(symbol);
      return last == null || last.trade() == null ? 0 : last.trade().id();
    }

    @Override
    public Stage stage() {
      return new MarketDataStage(PriceSource.TRADE);
    }

    @Override
    public Consumer<Event> audience() {
      return audience;
    }
  }
}
