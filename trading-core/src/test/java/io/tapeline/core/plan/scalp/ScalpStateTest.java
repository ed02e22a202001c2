package io.tapeline.core.plan.scalp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.indicator.SpreadTracker;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.testing.Settings;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CATALOGUE S3-CHECK and S3-SNAPSHOT. */
class ScalpStateTest {

  private static final long SECOND = 1_000_000L;
  private static final long MINUTE = 60 * SECOND;

  /** Tuesday 2026-03-03, 08:00 UTC. */
  private static final long START = Setup.at("2026-03-03T08:00:00Z").micros();

  private final Instrument instrument = Settings.of().instruments().get(new Symbol("BTCUSD"));
  private final ScalpState state = state();
  private long seq;

  private ScalpState state() {
    ScalpSettings settings = ScalpSettings.read(new SettingsReader(Map.<String, String>of()::get));
    return new ScalpState(
        instrument, Objects.requireNonNull(settings.rulesFor(instrument)), settings);
  }

  private Origin origin(double seconds) {
    return new Origin(++seq, new EventTime(START + (long) (seconds * SECOND)));
  }

  private Quote quote(double seconds, long price) {
    return new Quote(
        origin(seconds),
        instrument.symbol(),
        new Price(BigDecimal.valueOf(price - 1)),
        null,
        new Price(BigDecimal.valueOf(price + 1)),
        null);
  }

  private boolean checkedOn(MarketEvent event) {
    state.apply(event);
    return state.isChecked();
  }

  private Candle candle(int minute, long open, long high, long low, long close, int volume) {
    EventTime time = new EventTime(START + minute * MINUTE);
    return new Candle(
        new Origin(1, time),
        instrument.symbol(),
        Timeframe.M1,
        time,
        new Price(BigDecimal.valueOf(open)),
        new Price(BigDecimal.valueOf(high)),
        new Price(BigDecimal.valueOf(low)),
        new Price(BigDecimal.valueOf(close)),
        new Quantity(BigDecimal.valueOf(volume)),
        1,
        volume == 0,
        0,
        minute == 0);
  }

  private ScalpSnapshot snapshot() {
    return Objects.requireNonNull(state.snapshot());
  }

  @Test
  void checkComesWithTheFirstEventOfEachIntervalAndAfterEachCandle() {
    assertThat(checkedOn(quote(3, 60_000))).as("where the interval began is not known").isFalse();
    assertThat(checkedOn(quote(9.9, 60_000))).isFalse();
    assertThat(checkedOn(quote(10, 60_000))).isTrue();
    assertThat(checkedOn(quote(19.9, 60_000))).isFalse();
    assertThat(checkedOn(new Heartbeat(origin(31), instrument.symbol()))).isTrue();
    assertThat(checkedOn(quote(32, 60_000))).isFalse();
    state.apply(candle(0, 60_000, 60_010, 59_990, 60_000, 10));
    assertThat(checkedOn(quote(32.5, 60_000))).isTrue();
    assertThat(checkedOn(quote(12, 60_000))).as("late").isFalse();
    assertThat(checkedOn(quote(41, 60_000))).isTrue();
  }

  @Test
  void quoteIsUnknownAfterAGapOfTheFeed() {
    state.apply(quote(3, 60_000));
    state.apply(quote(10, 60_000));
    assertThat(snapshot().quote()).isNotNull();
    state.apply(new FeedGap(origin(20), instrument.symbol(), FeedGap.Reason.DISCONNECTED));
    assertThat(snapshot().quote()).isNull();
  }

  private void quietMinutes(int from, int to) {
    for (int minute = from; minute < to; minute++) {
      state.apply(candle(minute, 60_000, 60_010, 59_990, 60_000, 10));
      state.apply(quote((minute + 1) * 60, 60_000));
    }
  }

  @Test
  void snapshotIsReadyFromThirtyCandlesOn() {
    state.apply(quote(0, 60_000));
    quietMinutes(0, 29);
    assertThat(snapshot().isReady()).isFalse();
    quietMinutes(29, 30);
    assertThat(snapshot().isReady()).isTrue();
    assertThat(snapshot().candles()).hasSize(30);
    quietMinutes(30, 60);
    assertThat(snapshot().candles()).hasSize(30);
    assertThat(snapshot().candles().getLast().openTime())
        .isEqualTo(new EventTime(START + 59 * MINUTE));
  }

  @ParameterizedTest
  @CsvSource({"29, 29", "120, 120"})
  void persistenceIsTheTimeOfChecksInTheBand(int last, int seconds) {
    quietMinutes(0, 30);
    double began = 30 * 60;
    for (double at = began; at <= began + last; at += 1) {
      state.apply(quote(at, 60_000));
    }
    assertThat(snapshot().persistenceSeconds()).isEqualTo(Math.floorDiv(seconds, 10) * 10);
    state.apply(quote(began + last + 10, 60_100));
    assertThat(snapshot().persistenceSeconds()).isZero();
  }

  @Test
  void checksThatAreMissingEndPersistence() {
    quietMinutes(0, 30);
    for (double at = 1_800; at <= 1_840; at += 10) {
      state.apply(quote(at, 60_000));
    }
    assertThat(snapshot().persistenceSeconds()).isEqualTo(40);
    state.apply(quote(1_861, 60_000));
    assertThat(snapshot().persistenceSeconds()).isZero();
  }

  @Test
  void spreadIsSampledOnceACheck() {
    for (int i = 0; i <= 110; i++) {
      state.apply(quote(i, 60_000));
    }
    assertThat(snapshot().spread().orNull())
        .isEqualTo(new SpreadTracker.Spread(2, 2, 0.25 * 0.01, 2, 2 / 60_000.0 * 1e4, 10));
  }

  @Test
  void filledMinuteLeavesTheSignalsOfTheCandleBefore() {
    quietMinutes(0, 30);
    CandleSignals before = snapshot().signals();
    state.apply(candle(30, 60_000, 60_000, 60_000, 60_000, 0));
    state.apply(quote(31 * 60, 60_000));
    assertThat(snapshot().signals()).isEqualTo(before);
  }

  private List<Candle> walk(long seed, int count) {
    Random random = new Random(seed);
    List<Candle> candles = new ArrayList<>();
    long price = 60_000;
    for (int i = 0; i < count; i++) {
      long close = price + random.nextInt(61) - 30;
      long high = Math.max(price, close) + random.nextInt(20);
      long low = Math.min(price, close) - random.nextInt(20);
      candles.add(candle(i, price, high, low, close, 1 + random.nextInt(50)));
      price = close;
    }
    return candles;
  }

  private void play(List<Candle> candles, int from) {
    Random random = new Random(from);
    for (Candle candle : candles) {
      long end = candle.closeTime().micros();
      long price = candle.close().value().longValue();
      for (int i = 10; i > 0; i--) {
        EventTime at = new EventTime(end - i * 5L * SECOND);
        Aggressor side = random.nextBoolean() ? Aggressor.BUY : Aggressor.SELL;
        state.apply(
            new Tick(
                new Origin(++seq, at),
                instrument.symbol(),
                candle.close(),
                new Quantity(BigDecimal.valueOf(1 + random.nextInt(9))),
                side));
        state.apply(quote((at.micros() - START) / (double) SECOND, price));
      }
      state.apply(candle);
      state.apply(quote((end - START) / (double) SECOND, price));
    }
  }

  /** Sizes of all arrays and collections that can be reached. */
  private static long reachable(Object root) throws IllegalAccessException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>(List.of(root));
    long size = 0;
    while (!open.isEmpty()) {
      Object next = open.pop();
      if (!seen.add(next)) {
        continue;
      }
      if (next instanceof Collection<?> all) {
        size += all.size();
        all.stream().filter(Objects::nonNull).forEach(open::push);
      } else if (next.getClass().isArray()) {
        size += Array.getLength(next);
      } else if (next.getClass().getName().startsWith("io.tapeline")) {
        for (Class<?> type = next.getClass();
            type.getName().startsWith("io.tapeline");
            type = type.getSuperclass()) {
          for (Field field : type.getDeclaredFields()) {
            field.setAccessible(true);
            Object value = Modifier.isStatic(field.getModifiers()) ? null : field.get(next);
            if (value != null) {
              open.push(value);
            }
          }
        }
      }
    }
    return size;
  }

  /** Levels and blocks come and go, so a part of the size varies; it must not grow. */
  @Test
  void memoryDoesNotGrowWithTheCandles() throws IllegalAccessException {
    List<Candle> candles = walk(5, 10_000);
    play(candles.subList(0, 1_000), 0);
    long early = reachable(state);
    long most = early;
    for (int from = 1_000; from < 10_000; from += 1_000) {
      play(candles.subList(from, from + 1_000), from);
      most = Math.max(most, reachable(state));
    }
    assertThat(early).isGreaterThan(300);
    assertThat(most).isLessThan(early + 200);
  }

  @Test
  void scoreStaysWithinItsScaleAndDirectionWithThePrimaries() {
    ScalpSettings settings = ScalpSettings.read(new SettingsReader(Map.<String, String>of()::get));
    ScalpRules rules = Objects.requireNonNull(settings.rulesFor(instrument));
    int scored = 0;
    for (Candle candle : walk(9, 6_000)) {
      play(List.of(candle), 1);
      ScalpSnapshot made = snapshot();
      ScalpAnalysis analysis = ScalpAnalysis.of(made, rules, settings.options(), made.at());
      ScalpScore score = analysis.score();
      if (score != null) {
        scored++;
        assertThat(score.total()).isBetween(0.0, ScalpScore.MOST);
        assertThat(analysis.primaries())
            .isNotEmpty()
            .allMatch(primary -> primary.side() == analysis.side());
        ScalpIdea idea = analysis.idea();
        if (analysis.isAllowed()) {
          ScalpLimits limits = Objects.requireNonNull(analysis.limits());
          assertThat(limits.stop().holds(Objects.requireNonNull(idea).stopDistance())).isTrue();
          assertThat(limits.target().holds(idea.targetDistance())).isTrue();
        }
      }
    }
    assertThat(scored).isGreaterThan(500);
  }
}
