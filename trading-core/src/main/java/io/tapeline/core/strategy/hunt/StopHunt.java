package io.tapeline.core.strategy.hunt;

import static io.tapeline.core.indicator.Thresholds.clamp;
import static io.tapeline.core.strategy.Condition.number;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.indicator.TradingDay;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.minute.Checklist;
import io.tapeline.core.strategy.minute.MinuteStrategy;
import io.tapeline.core.strategy.minute.Setup;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * S4-HUNT: trades back from stops that were swept. A closed candle shows it by its spike ({@link
 * SpikeDetector}); between candles a pool is followed through its run ({@link BookDetector}), and
 * then the strategy speaks on the trade that completes the return.
 *
 * <p>Where both say the same within a minute the confidence is {@code 1 − (1 − a)(1 − b)}, at most
 * 0.95; each must be strong enough alone. A candle gives one signal at most, whichever of the two
 * comes first.
 */
public final class StopHunt extends MinuteStrategy {

  public static final StrategyId ID = new StrategyId("hunt");

  private static final double MOST = 0.95;

  private final HuntSettings settings;
  private final SpikeDetector spikes;
  private final StopPools pools;
  private final @Nullable BookDetector book;
  private @Nullable Said byCandle;
  private @Nullable Said byBook;
  private @Nullable EventTime signalled;
  private EventTime now = new EventTime(0);

  /** What one of the detectors said last. */
  private record Said(Side side, double confidence, EventTime at) {}

  public StopHunt(HuntSettings settings, Instrument instrument) {
    this(settings, instrument, RestingDepth.UNKNOWN);
  }

  /**
   * @param depth what rests beyond a pool
   */
  public StopHunt(HuntSettings settings, Instrument instrument, RestingDepth depth) {
    super(settings.minute(), instrument);
    this.settings = settings;
    this.spikes = new SpikeDetector(settings);
    this.pools = new StopPools(instrument, settings.sessions());
    this.book =
        settings.book()
            ? new BookDetector(settings.pools(), TradingDay.of(instrument.assetClass()), depth)
            : null;
  }

  @Override
  public StrategyId id() {
    return ID;
  }

  @Override
  protected void take(Candle candle) {
    now = candle.closeTime();
    spikes.take(candle);
    if (book != null) {
      pools.take(candle);
      book.watch(pools.pools());
    }
  }

  @Override
  protected void ask(Checklist needs, Candle candle, @Nullable Quote last) {
    spikes.ask(needs);
  }

  @Override
  protected List<Setup> look(Candle candle) {
    List<Setup> setups = new ArrayList<>();
    for (Side side : Side.values()) {
      SpikeDetector.Found found = spikes.find(side);
      Checklist checks = found.checks();
      boolean fresh = !candle.openTime().equals(signalled);
      double confidence = found.confidence();
      if (checks.allMet() && confidence >= settings.minute().minConfidence()) {
        byCandle = new Said(side, confidence, now);
        confidence = agreed(byCandle, byBook, checks);
      }
      checks.that(
          "DUPLICATE_SIGNAL", "firstOfCandle", fresh, fresh ? "first" : "second", "one a candle");
      String name = SpikeDetector.nameFor(side);
      setups.add(setup(name, side, checks, candle.close(), found.extreme(), confidence));
    }
    return setups;
  }

  @Override
  protected @Nullable Decided observe(MarketEvent event) {
    if (book == null) {
      return null;
    }
    switch (event) {
      case Tick tick -> {
        Sweep sweep = book.on(tick);
        return sweep == null ? null : decided(sweep, tick.ts());
      }
      case Quote quote -> book.on(quote);
      case FeedGap _ -> book.restart();
      case BookUpdate _, Heartbeat _, MissedTick _, MissedCandle _ -> {}
    }
    return null;
  }

  private Decided decided(Sweep sweep, EventTime ts) {
    Side side = sweep.pool().run().opposite();
    Checklist checks = new Checklist("POOL_SWEPT");
    checks.that("NO_SPIKE", "pool", true, sweep.pool().toString(), "swept");
    checks.that("NO_SPIKE", "vacuum", true, number(sweep.vacuum()), "measured");
    checks.atLeast("NO_SPIKE", "deltaZ", sweep.z(), settings.pools().minZ());
    checks.atLeast("NO_RETURN", "returnBps", sweep.returnBps(), settings.pools().returnBps());
    double confidence = sweep.score();
    if (confidence >= settings.minute().minConfidence()) {
      byBook = new Said(side, confidence, ts);
      confidence = agreed(byBook, byCandle, checks);
    }
    EventTime slot = ts.floor(Timeframe.M1.length());
    boolean fresh = !slot.equals(signalled);
    checks.that(
        "DUPLICATE_SIGNAL", "firstOfCandle", fresh, fresh ? "first" : "second", "one a candle");
    String name = "POOL_SWEPT";
    Setup setup = setup(name, side, checks, sweep.price(), sweep.extreme(), confidence);
    Checklist none = new Checklist("");
    if (setup.levels() == null) {
      return new Decided(checks.skip(), checks.conditions());
    }
    Decided decided = enter(none, List.of(setup), setup, new Moment(sweep.price(), ts, ts));
    if (decided.opinion() instanceof Opinion.Wish) {
      signalled = slot;
    }
    return decided;
  }

  /** The confidence of one, raised if the other said the same not long before. */
  private double agreed(Said one, @Nullable Said other, Checklist checks) {
    if (other == null
        || other.side != one.side
        || one.at.microsSince(other.at) > EventTime.micros(settings.agreement())) {
      return one.confidence;
    }
    checks.that("NO_SPIKE", "agreedWith", true, number(other.confidence), "within a minute");
    return Math.min(MOST, 1 - (1 - one.confidence) * (1 - other.confidence));
  }

  /** Stop beyond the extreme, target toward the middle of the range that was left. */
  private Setup setup(
      String name, Side side, Checklist checks, Price price, Price extreme, double confidence) {
    BigDecimal stop = moved(extreme, side, -settings.stopBeyond());
    double entry = price.value().doubleValue();
    double stopDistance = side.sign() * (entry - stop.doubleValue()) / entry;
    checks.atMost("STOP_TOO_WIDE", "stopDistance", stopDistance, settings.maxStop());
    BigDecimal middle = spikes.middle();
    checks.that(
        "CANDLES_NOT_READY",
        "range",
        middle != null,
        middle == null ? "none" : middle.toPlainString(),
        "a reference range");
    if (middle == null || !checks.allMet()) {
      return new Setup(name, side, checks, null);
    }
    double back = side.sign() * (middle.doubleValue() - entry) / entry;
    double most = settings.targetPerStop() * stopDistance;
    BigDecimal target = moved(price, side, clamp(back, settings.minTarget(), most));
    return new Setup(name, side, checks, new Setup.Levels(confidence, stop, target));
  }

  @Override
  protected List<Condition> ongoing() {
    return book == null ? List.of() : book.conditions();
  }
}
