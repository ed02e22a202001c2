package io.tapeline.core.strategy.subcent;

import io.tapeline.core.candle.Candle;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * S1: once a cycle, rests a buy between bid and ask of a cheap and liquid token, if the sell that
 * pays both fees and the margin is within reach.
 *
 * <p>What depends on balance, positions and orders is the risk desk's: one buy and one position an
 * instrument, allocation, least balance.
 */
final class Subcent implements Strategy {

  static final StrategyId ID = new StrategyId("subcent");

  private final SubcentSettings settings;
  private final Instrument instrument;
  private final TradeFilter filter;
  private final Cycle cycle;
  private final TradeTrend trend;
  private final MinuteFigures minutes;
  private @Nullable Quote quote;
  private @Nullable EventTime now;
  private Opinion opinion = Opinion.SILENT;

  Subcent(SubcentSettings settings, Instrument instrument, TradeFilter filter) {
    this.settings = settings;
    this.instrument = instrument;
    this.filter = filter;
    this.cycle = new Cycle(settings.interval());
    this.trend = new TradeTrend(settings.trend());
    this.minutes = new MinuteFigures(instrument, settings.minutes());
  }

  @Override
  public StrategyId id() {
    return ID;
  }

  @Override
  public void apply(Candle closed) {
    minutes.add(closed);
  }

  @Override
  public void apply(MarketEvent event) {
    opinion = Opinion.SILENT;
    switch (event) {
      case Tick tick -> {
        trend.add(tick);
        onTime(tick.ts());
      }
      case Quote newest -> {
        quote = newest;
        onTime(newest.ts());
      }
      case Heartbeat beat -> onTime(beat.ts());
      case FeedGap ignored -> {
        quote = null;
        trend.restart();
      }
      case BookUpdate ignored -> {}
      case MissedTick ignored -> {}
      case MissedCandle ignored -> {}
    }
  }

  private void onTime(EventTime time) {
    EventTime latest = now == null ? time : now.max(time);
    now = latest;
    trend.at(latest);
    minutes.at(latest);
    if (cycle.begins(time)) {
      opinion = judge(latest).opinion();
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

  private SubcentEntry judge(EventTime time) {
    return new SubcentEntry(settings, instrument, filter, trend, minutes, quote, time);
  }
}
