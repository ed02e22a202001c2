package io.tapeline.core.strategy;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A strategy on one instrument, with its count of equal refusals. One that throws or takes too long
 * is switched off there; nothing else notices.
 */
final class Watched {

  /** Time from telling a refusal until it is told again. */
  static final Duration REPEAT = Duration.ofMinutes(1);

  private static final String VERSION = "version";
  private static final int LONGEST_TEXT = 300;

  private final StrategyId id;
  private final String version;
  private final Set<Timeframe> timeframes;
  private final OptionalDouble weight;
  private final LongSupplier nanos;
  private final long timeLimit;
  private final int slowInARow;
  private final Map<String, Long> toldAt = new HashMap<>();
  private final Map<String, Long> untold = new HashMap<>();
  private @Nullable Strategy strategy;
  private Opinion opinion = Opinion.SILENT;
  private Opinion lastSaid = Opinion.SILENT;
  private @Nullable EventTime lastSaidAt;
  private @Nullable String offBecause;
  private @Nullable Fault dueFault;
  private long dueRepeats;
  private int slow;

  /**
   * Why it is switched off.
   *
   * @param reason stable code
   * @param values its numbers, the version of the strategy among them
   */
  record Fault(String reason, Map<String, String> values) {}

  private Watched(
      StrategyId id,
      String version,
      StrategyMaker maker,
      Strategies strategies,
      LongSupplier nanos) {
    this.id = id;
    this.version = version;
    this.timeframes = maker.timeframes();
    this.weight = maker.weight();
    this.nanos = nanos;
    this.timeLimit = strategies.timeLimit().toNanos();
    this.slowInARow = strategies.slowInARow();
  }

  /** As it is before its first event. */
  static Watched of(String name, Instrument instrument, Strategies strategies, LongSupplier nanos) {
    StrategyMaker maker = strategies.maker(name, instrument);
    Watched watched =
        new Watched(new StrategyId(name), strategies.version(name), maker, strategies, nanos);
    watched.strategy = watched.guarded(() -> maker.make(instrument));
    return watched;
  }

  /** Candles it is given. */
  Set<Timeframe> timeframes() {
    return timeframes;
  }

  /** How it stands. Changes nothing, even if the strategy fails on being asked. */
  WhyNot.OfStrategy standing() {
    Strategy running = strategy;
    return new WhyNot.OfStrategy(
        id,
        version,
        offBecause,
        said(),
        running == null ? List.of() : asked(running::conditions, List.of()));
  }

  private WhyNot.@Nullable Said said() {
    EventTime at = lastSaidAt;
    return at == null
        ? null
        : switch (lastSaid) {
          case Opinion.Silent ignored -> null;
          case Opinion.Skip skip -> {
            Map<String, String> values = new LinkedHashMap<>();
            values.put("rule", skip.rule());
            values.put("value", asked(skip.value(), ""));
            values.put("limit", asked(skip.limit(), ""));
            yield new WhyNot.Said(WhyNot.Kind.SKIP, at, skip.reason(), values);
          }
          case Opinion.Wish wish ->
              new WhyNot.Said(WhyNot.Kind.WISH, at, wish.side().name(), wish.evidence());
        };
  }

  /** A question out of turn: whether it was put must not be seen in what is traded. */
  private static <T> T asked(Supplier<T> question, T failed) {
    try {
      return Objects.requireNonNull(question.get(), "no answer");
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      return failed;
    }
  }

  StrategyId id() {
    return id;
  }

  /** What it said after the last event. */
  Opinion opinion() {
    return opinion;
  }

  /** How many equal refusals the present one stands for, if it is to be told; else zero. */
  long dueRepeats() {
    return dueRepeats;
  }

  /** Why it is to be switched off, null if it is not or is off already. */
  @Nullable Fault dueFault() {
    return dueFault;
  }

  /**
   * Takes note of an event of the instrument, unless it is switched off.
   *
   * @param closed candles that the event closed
   */
  void apply(MarketEvent event, List<Candle> closed) {
    opinion = Opinion.SILENT;
    dueRepeats = 0;
    Strategy running = strategy;
    if (running == null) {
      return;
    }
    long before = nanos.getAsLong();
    Opinion said =
        guarded(
            () -> {
              for (Candle candle : closed) {
                if (timeframes.contains(candle.timeframe())) {
                  running.apply(candle);
                }
              }
              running.apply(event);
              return Objects.requireNonNull(running.opinion(), "it has no opinion");
            });
    opinion = said == null ? Opinion.SILENT : said;
    if (!(opinion instanceof Opinion.Silent)) {
      lastSaid = opinion;
      lastSaidAt = event.ts();
    }
    time(nanos.getAsLong() - before);
    if (opinion instanceof Opinion.Skip skip) {
      count(skip, event.ts());
    }
  }

  /** Weight times confidence of its wish; empty if it wishes nothing or takes no part. */
  OptionalDouble rank() {
    return weight.isPresent() && opinion instanceof Opinion.Wish wish
        ? OptionalDouble.of(weight.getAsDouble() * wish.confidence())
        : OptionalDouble.empty();
  }

  /** Another one's wish on the same event is signalled in place of its own. */
  void outranked(Watched by, EventTime ts) {
    String own = ranked();
    String best = by.ranked();
    Opinion.Skip skip = new Opinion.Skip("OUTRANKED", "weight x confidence", () -> own, () -> best);
    opinion = skip;
    count(skip, ts);
  }

  private String ranked() {
    return String.format(Locale.ROOT, "%.6f %s", rank().orElse(0), id);
  }

  private void count(Opinion.Skip skip, EventTime ts) {
    long count = untold.merge(skip.reason(), 1L, Long::sum);
    Long told = toldAt.get(skip.reason());
    long now = ts.micros();
    if (told == null || now - told >= EventTime.micros(REPEAT)) {
      toldAt.put(skip.reason(), now);
      untold.put(skip.reason(), 0L);
      dueRepeats = count;
    }
  }

  /** One slow event may be the machine's fault, some in a row are the strategy's. */
  private void time(long took) {
    slow = timeLimit > 0 && took > timeLimit ? slow + 1 : 0;
    if (slow >= slowInARow && dueFault == null) {
      Map<String, String> values = new LinkedHashMap<>();
      values.put("tookMs", Long.toString(took / 1_000_000));
      values.put("limitMs", Long.toString(timeLimit / 1_000_000));
      values.put("inARow", Integer.toString(slow));
      values.put(VERSION, version);
      dueFault = new Fault("STRATEGY_SLOW", values);
    }
  }

  /** Whatever the strategy throws ends it, and it alone: null then. */
  private <T> @Nullable T guarded(Supplier<T> asked) {
    try {
      return asked.get();
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      strategy = null;
      dueFault = failed(e);
      offBecause = dueFault.reason();
      return null;
    }
  }

  /** That it failed. */
  Fault failed(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("error", shortened(failure.toString()));
    values.put("at", trace.length == 0 ? "" : trace[0].toString());
    values.put(VERSION, version);
    return new Fault("STRATEGY_FAILED", values);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  /**
   * Something that was published. After a restart the minutes of a refusal go on from it, not from
   * the first one that is read again; and a strategy that was switched off stays so, until its code
   * is another.
   */
  void told(Decision decision) {
    if (decision.outcome() != Outcome.ERROR) {
      toldAt.put(decision.reason(), decision.origin().ts().micros());
      untold.put(decision.reason(), 0L);
    } else if (version.equals(decision.values().get(VERSION))) {
      strategy = null;
      offBecause = decision.reason();
      opinion = Opinion.SILENT;
      dueFault = null;
    }
  }
}
