package io.tapeline.core.strategy.adaptive;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.indicator.Pvd;
import io.tapeline.core.indicator.Pvvm;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.Variation;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.Check;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.strategy.Cycle;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.time.EventTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * S0: once a cycle, enters where the labels of several timeframes agree, the price moves enough and
 * the trade is good enough; target, stop and size follow the volatility of that moment and stay.
 *
 * <p>What depends on positions and on trades already made is the risk desk's: one position, daily
 * trades, pauses. So are fills: the win rate of the quality score is that of no trades, 0.5 (the
 * catalogue's {@code (wins + 5) / (trades + 10)}), and its execution part is left out.
 */
final class Adaptive implements Strategy {

  static final StrategyId ID = new StrategyId("adaptive");

  private final AdaptiveSettings settings;
  private final Instrument instrument;
  private final Cycle cycle;
  private final Map<Timeframe, Frame> frames = new EnumMap<>(Timeframe.class);
  private final Pvvm pvvm;
  private final Pvd pvd;
  private @Nullable Quote quote;
  private @Nullable EventTime now;
  private Opinion opinion = Opinion.SILENT;

  Adaptive(AdaptiveSettings settings, Instrument instrument) {
    this.settings = settings;
    this.instrument = instrument;
    this.cycle = new Cycle(settings.interval());
    this.pvvm = new Pvvm(settings.pvvmCandles());
    this.pvd = new Pvd(settings.pvdCandles());
    for (Timeframe each : settings.frames()) {
      frames.put(each, new Frame(each, settings.labels(), settings.frameAges()));
    }
  }

  @Override
  public StrategyId id() {
    return ID;
  }

  @Override
  public void apply(Candle closed) {
    Frame frame = frames.get(closed.timeframe());
    if (frame != null) {
      frame.add(closed);
    }
    if (closed.timeframe() == settings.consensus().main()) {
      pvvm.take(closed);
      pvd.take(closed);
    }
  }

  @Override
  public void apply(MarketEvent event) {
    opinion = Opinion.SILENT;
    switch (event) {
      case Tick tick -> onTime(tick.ts());
      case Quote newest -> {
        quote = newest;
        onTime(newest.ts());
      }
      case Heartbeat beat -> onTime(beat.ts());
      case FeedGap ignored -> quote = null;
      case BookUpdate ignored -> {}
      case MissedTick ignored -> {}
      case MissedCandle ignored -> {}
    }
  }

  private void onTime(EventTime time) {
    now = now == null ? time : now.max(time);
    if (cycle.begins(time)) {
      opinion = judge(time).opinion();
    }
  }

  @Override
  public Opinion opinion() {
    return opinion;
  }

  @Override
  public List<Condition> conditions() {
    return now == null ? List.of() : Check.conditions(judge(now).checks());
  }

  private AdaptiveEntry judge(EventTime time) {
    Map<Timeframe, Label> labels = new EnumMap<>(Timeframe.class);
    frames.forEach(
        (timeframe, frame) -> {
          Label label = frame.labelAt(time).orNull();
          if (label != null) {
            labels.put(timeframe, label);
          }
        });
    return new AdaptiveEntry(
        settings,
        instrument,
        time,
        quote,
        labels,
        onMain(pvvm.reading(), time),
        onMain(pvd.reading(), time));
  }

  private Reading<Double> onMain(Reading<Variation> reading, EventTime time) {
    Frame main = frames.get(settings.consensus().main());
    Reading<Double> bps = reading.map(Variation::bps);
    return main == null ? bps : main.fresh(bps, time);
  }
}
