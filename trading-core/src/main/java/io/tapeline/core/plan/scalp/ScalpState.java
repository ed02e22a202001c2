package io.tapeline.core.plan.scalp;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.indicator.SpreadTracker;
import io.tapeline.core.indicator.TradingDay;
import io.tapeline.core.indicator.Vwap;
import io.tapeline.core.indicator.VwapPersistence;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.time.EventTime;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one instrument between checks (S3-CHECK). A check is made with the first event
 * in each interval of event time, counted from the epoch, and with the event after each closed
 * minute candle; it takes a sample of the spread and makes a {@link ScalpSnapshot}. Between checks
 * an event costs next to nothing.
 *
 * <p>Closed candles come to {@link #apply(Candle)} just before the event that closed them.
 */
public final class ScalpState {

  private final Instrument instrument;
  private final ScalpRules rules;
  private final ScalpSettings settings;
  private final CandleStudies studies;
  private final SpreadTracker spreads;
  private final VwapPersistence persistence;
  private final OrderFlow flow;
  private final long intervalMicros;
  private @Nullable Quote quote;
  private @Nullable ScalpSnapshot snapshot;
  private long slot = Long.MIN_VALUE;
  private boolean candleClosed;
  private boolean checked;

  public ScalpState(Instrument instrument, ScalpRules rules, ScalpSettings settings) {
    this.instrument = instrument;
    this.rules = rules;
    this.settings = settings;
    this.studies = new CandleStudies(instrument, rules, settings);
    this.spreads = new SpreadTracker(instrument.tickSize().doubleValue(), SpreadTracker.LEAST);
    this.persistence = new VwapPersistence(settings.checkInterval());
    this.flow = new OrderFlow(TradingDay.of(instrument.assetClass()));
    this.intervalMicros = EventTime.micros(settings.checkInterval());
  }

  /** Takes a closed candle; those of other timeframes than a minute are passed over. */
  public void apply(Candle closed) {
    if (closed.timeframe() != Timeframe.M1 || closed.revision() > 0) {
      return;
    }
    OrderFlow.Minute minute = rules.orderFlow() ? flow.close(closed) : OrderFlow.Minute.NONE;
    studies.take(closed, spread(), minute);
    candleClosed = true;
  }

  /** Takes the next event of the instrument, and makes a check if one is due. */
  public void apply(MarketEvent event) {
    checked = false;
    switch (event) {
      case Quote newest -> quote = newest;
      case Tick tick -> {
        if (rules.orderFlow()) {
          flow.take(tick);
        }
      }
      case FeedGap _ -> quote = null;
      case BookUpdate _, Heartbeat _ -> {}
      case MissedTick _, MissedCandle _ -> {
        return;
      }
    }
    long now = Math.floorDiv(event.ts().micros(), intervalMicros);
    boolean due = candleClosed || (slot != Long.MIN_VALUE && now > slot);
    slot = Math.max(slot, now);
    if (due) {
      candleClosed = false;
      check(event.ts());
    }
  }

  private void check(EventTime now) {
    Quote newest = quote;
    if (newest != null) {
      spreads.take(newest);
      Vwap.Average average = studies.vwap().orNull();
      persistence.check(
          now,
          average != null
              && rules
                  .band(average.vwap(), studies.atr1(), spread())
                  .holds(newest.mid().doubleValue()));
    }
    snapshot =
        new ScalpSnapshot(
            instrument,
            now,
            newest,
            studies.candles(),
            studies.vwap(),
            persistence.seconds(),
            studies.volatility(),
            spreads.reading(),
            studies.isLowVolume(),
            settings.sessions().at(now).session(),
            studies.places(),
            studies.signals());
    checked = true;
  }

  private double spread() {
    Quote newest = quote;
    return newest == null ? 0 : newest.spread().doubleValue();
  }

  /** Whether the last event made a check. */
  public boolean isChecked() {
    return checked;
  }

  /** What the last check found, null before the first. */
  public @Nullable ScalpSnapshot snapshot() {
    return snapshot;
  }

  /** The newest quote, null before the first and after a gap of the feed. */
  public @Nullable Quote quote() {
    return quote;
  }
}
