package io.tapeline.marketdata.live.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.core.book.NumberedChange;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.live.Said;
import io.tapeline.marketdata.rest.DepthSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The venue's book, a stream of its changes with faults, and snapshots of any moment. */
class DepthSyncTest {

  private static final Symbol BTC = new Symbol("BTCUSDT");
  private static final long KEPT = 2_000;
  private static final int CHANGES = 10_000;

  /** What a listener of the line has, made of what was told and nothing else. */
  private final Map<String, String> told = new TreeMap<>();

  private final List<String> trouble = new ArrayList<>();
  private boolean valid;
  private int snapshots;
  private int invalid;

  private final DepthSync sync =
      new DepthSync(
          BTC, (said, seen) -> hear(said), new FeedStatus(new SimpleMeterRegistry(), "binance"));

  private void hear(Said said) {
    Said.Depth depth = (Said.Depth) said;
    if (depth.invalid() != null) {
      valid = false;
      invalid++;
      told.clear();
      return;
    }
    if (depth.snapshot()) {
      told.clear();
      valid = true;
      snapshots++;
    } else if (!valid) {
      trouble.add("a change of a book that is not valid");
    }
    depth.levels().forEach(level -> put(told, level));
  }

  private static void put(Map<String, String> book, Level level) {
    String key = level.side() + " " + level.price();
    if (level.size().isZero()) {
      book.remove(key);
    } else {
      book.put(key, level.size().toString());
    }
  }

  private static DepthSnapshot snapshot(long id, Map<String, Level> levels) {
    return new DepthSnapshot(
        id,
        levels.values().stream().filter(level -> level.side() == Side.BUY).toList(),
        levels.values().stream().filter(level -> level.side() == Side.SELL).toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void bookEqualsTheVenuesOrIsInvalid(long seed) throws InterruptedException {
    Random random = new Random(seed);
    Map<String, Level> venue = new HashMap<>();
    Map<Long, Map<String, String>> history = new HashMap<>();
    List<NumberedChange.Spot> late = new ArrayList<>();
    List<DepthSnapshot> answers = new ArrayList<>();
    long id = 1_000;
    boolean wanted = true;
    long newest = -1;
    int equal = 0;
    for (int step = 0; step < CHANGES; step++) {
      long first = id + 1;
      List<Level> levels = new ArrayList<>();
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        id++;
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        int offset = 1 + random.nextInt(20);
        Price price = Price.of(String.valueOf(side == Side.BUY ? 1000 - offset : 1000 + offset));
        Level level =
            new Level(side, price, Quantity.of(String.valueOf(Math.max(0, random.nextInt(9) - 2))));
        levels.add(level);
        if (level.size().isZero()) {
          venue.remove(side + " " + price);
        } else {
          venue.put(side + " " + price, level);
        }
        history.put(id, texts(venue));
        history.remove(id - KEPT);
        if (wanted && random.nextInt(8) == 0) { // also in the middle of a message
          answers.add(snapshot(id, venue));
          wanted = false;
        }
      }
      NumberedChange.Spot change =
          new NumberedChange.Spot(
              new BookUpdate(new Origin(0, new EventTime(step + 1)), BTC, false, levels),
              first,
              id);
      int fate = random.nextInt(200);
      if (fate >= 1) { // else it is lost
        late.add(change);
      }
      if (fate == 2) {
        late.add(change);
      }
      while (!late.isEmpty() && random.nextInt(3) > 0) {
        NumberedChange.Spot next = late.removeFirst();
        wanted |= sync.change(next, 0);
        newest = Math.max(newest, next.lastId());
      }
      if (!answers.isEmpty() && random.nextInt(6) == 0) {
        wanted |= sync.snapshot(answers.removeFirst(), new EventTime(step + 1), 0);
      }
      if (fate == 3 && random.nextInt(5) == 0) {
        sync.lost(0);
        late.clear();
        answers.clear();
        wanted = true;
      }
      assertThat(trouble).isEmpty();
      if (valid) {
        Map<String, String> truth = find(history, told, newest, id);
        assertThat(truth).as("seed %d, step %d", seed, step).isNotNull();
        equal++;
      }
    }
    // The walk did see what it is about.
    assertThat(snapshots).isGreaterThan(20);
    assertThat(invalid).isGreaterThan(20);
    assertThat(equal).isGreaterThan(CHANGES / 4);
  }

  /** The book at the newest id that was delivered, or at a snapshot's that is newer. */
  private static @Nullable Map<String, String> find(
      Map<Long, Map<String, String>> history, Map<String, String> told, long newest, long id) {
    for (long at = newest; at <= id; at++) {
      Map<String, String> then = history.get(at);
      if (told.equals(then)) {
        return then;
      }
    }
    return null;
  }

  private static Map<String, String> texts(Map<String, Level> venue) {
    Map<String, String> texts = new TreeMap<>();
    venue.values().forEach(level -> put(texts, level));
    return texts;
  }
}
