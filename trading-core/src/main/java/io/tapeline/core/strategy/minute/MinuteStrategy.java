package io.tapeline.core.strategy.minute;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A strategy that decides on closed one-minute candles: it speaks at the event that closed one, of
 * several at once about the newest, and is silent otherwise. Wanted is an entry at the market near
 * the candle's close, with its stop and target at prices.
 *
 * <p>The best known quote must not be older than the last interruption of the feed; whether it is
 * stale is for the risk desk.
 */
public abstract class MinuteStrategy implements Strategy {

  private static final double BPS = 1e4;

  private final MinuteSettings settings;
  private final Instrument instrument;
  private @Nullable Candle newest;
  private @Nullable Quote quote;
  private Opinion opinion = Opinion.SILENT;
  private List<Condition> conditions = List.of();

  protected MinuteStrategy(MinuteSettings settings, Instrument instrument) {
    this.settings = settings;
    this.instrument = instrument;
  }

  /** Takes note of the next candle. */
  protected abstract void take(Candle candle);

  /** Asks for what must be there before any set-up is looked for. */
  protected abstract void ask(Checklist needs, Candle candle, @Nullable Quote last);

  /** Looks for every set-up on the newest candle; all that {@link #ask} asked for is met. */
  protected abstract List<Setup> look(Candle candle);

  /** Chooses among set-ups whose conditions are met, one at least; the first unless overridden. */
  protected Setup choose(List<Setup> met) {
    return met.getFirst();
  }

  /**
   * Takes note of an event that may also be of use between candles.
   *
   * @return a decision on the event itself, null if there is none
   */
  protected @Nullable Decided observe(MarketEvent event) {
    return null;
  }

  /** Conditions of what goes on between candles, as they stand at a candle. */
  protected List<Condition> ongoing() {
    return List.of();
  }

  /** What a strategy makes of one moment: all it asked for, and what follows. */
  public record Decided(Opinion opinion, List<Condition> conditions) {}

  @Override
  public final void apply(Candle closed) {
    if (closed.timeframe() == Timeframe.M1) {
      take(closed);
      newest = closed;
    }
  }

  @Override
  public final void apply(MarketEvent event) {
    opinion = Opinion.SILENT;
    if (event instanceof Quote now) {
      quote = now;
    } else if (event instanceof FeedGap) {
      quote = null;
    }
    Candle candle = newest;
    newest = null;
    Decided decided = candle == null ? null : judge(candle, event.ts());
    Decided between = observe(event);
    if (between != null && (decided == null || !(decided.opinion instanceof Opinion.Wish))) {
      decided = between;
    }
    if (decided != null) {
      opinion = decided.opinion;
      conditions = new ArrayList<>(decided.conditions);
      conditions.addAll(ongoing());
    }
  }

  @Override
  public final Opinion opinion() {
    return opinion;
  }

  /** As they stood at the last decision. */
  @Override
  public final List<Condition> conditions() {
    return List.copyOf(conditions);
  }

  private Decided judge(Candle candle, EventTime now) {
    Checklist needs = new Checklist("");
    ask(needs, candle, quote);
    if (!needs.allMet()) {
      return new Decided(needs.skip(), needs.conditions());
    }
    List<Setup> setups = look(candle);
    List<Setup> met = setups.stream().filter(each -> each.levels() != null).toList();
    if (met.isEmpty()) {
      return new Decided(nearest(setups).skip(), conditions(needs, setups));
    }
    return enter(needs, setups, choose(met), new Moment(candle.close(), candle.closeTime(), now));
  }

  /**
   * When and at what price an entry was decided.
   *
   * @param since from when on it gets old
   */
  public record Moment(Price price, EventTime since, EventTime now) {}

  /**
   * The wish to trade a set-up, unless it is too weak, too late or too far from the market.
   *
   * @param needs what was asked for before
   * @param setups all that were looked for, for the conditions
   * @param chosen one with levels
   */
  protected final Decided enter(Checklist needs, List<Setup> setups, Setup chosen, Moment moment) {
    Setup.Levels levels = chosen.levels();
    if (levels == null) {
      throw new IllegalArgumentException(chosen.name() + " is not met");
    }
    ExitPlan plan =
        ExitPlan.of(
            new Level.At(new Price(levels.stop())),
            new Level.At(new Price(levels.target())),
            settings.maxHold());
    Checklist entry = new Checklist("entry");
    askEntry(entry, chosen.side(), levels, moment);
    askRounded(entry, chosen.side(), plan, moment.price);
    List<Condition> all = new ArrayList<>(conditions(needs, setups));
    all.addAll(entry.conditions());
    if (!entry.allMet()) {
      return new Decided(entry.skip(), all);
    }
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("setup", chosen.name());
    evidence.putAll(needs.evidence());
    evidence.putAll(chosen.checks().evidence());
    evidence.putAll(entry.evidence());
    return new Decided(
        new Opinion.Wish(
            chosen.side(),
            moment.price,
            settings.positionSize(),
            plan,
            levels.confidence(),
            evidence),
        all);
  }

  private void askEntry(Checklist entry, Side side, Setup.Levels levels, Moment moment) {
    entry.atLeast("LOW_CONFIDENCE", "confidence", levels.confidence(), settings.minConfidence());
    entry.that(
        "DIRECTION_MISMATCH",
        "allow-short",
        side == Side.BUY || settings.allowShort(),
        side.name(),
        settings.allowShort() ? "BUY or SELL" : "BUY only");
    entry.atMost(
        "SIGNAL_STALE",
        "ageSeconds",
        moment.now.microsSince(moment.since) / 1e6,
        settings.maxAge().toNanos() / 1e9);
    Quote last = quote;
    if (last == null) {
      entry.that("QUOTE_NOT_READY", "quote", false, "none", "a quote");
    } else {
      double price = moment.price.value().doubleValue();
      double drift = Math.abs(last.mid().subtract(moment.price.value()).doubleValue());
      double spread = last.spread().doubleValue() / price * BPS;
      entry.atMost(
          "PRICE_DRIFT",
          "driftBps",
          drift / price * BPS,
          Math.max(settings.maxDriftBps(), settings.driftSpreads() * spread));
    }
  }

  private void askRounded(Checklist entry, Side side, ExitPlan plan, Price price) {
    Price stop = plan.stopFor(side, price, instrument);
    Price target = plan.targetFor(side, price, instrument);
    entry.that(
        "TICK_TOO_COARSE",
        "stop",
        side.sign() * price.compareTo(stop) > 0,
        stop.toString(),
        (side == Side.BUY ? "< " : "> ") + price);
    entry.that(
        "TICK_TOO_COARSE",
        "target",
        side.sign() * target.compareTo(price) > 0,
        target.toString(),
        (side == Side.BUY ? "> " : "< ") + price);
  }

  /** The one that met most conditions before one failed, of equals the first. */
  private static Checklist nearest(List<Setup> setups) {
    Checklist nearest = setups.getFirst().checks();
    for (Setup each : setups) {
      if (each.checks().metInARow() > nearest.metInARow()) {
        nearest = each.checks();
      }
    }
    return nearest;
  }

  private static List<Condition> conditions(Checklist needs, List<Setup> setups) {
    List<Condition> all = new ArrayList<>(needs.conditions());
    setups.forEach(each -> all.addAll(each.checks().conditions()));
    return all;
  }

  /** A price moved by a fraction of itself in favour of a side, or against it if below zero. */
  protected static BigDecimal moved(Price price, Side side, double fraction) {
    return price.movedBy(BigDecimal.valueOf(side.sign() * fraction));
  }
}
