package io.tapeline.core.testing;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.strategy.StrategyProvider;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Gives a strategy of minutes its candles, each with a quote around its close. */
public final class Minutes {

  public static final Symbol SYMBOL = new Symbol("AAPL");

  private final Strategy strategy;
  private long minute;
  private long seq;
  private boolean startsSegment = true;
  private BigDecimal halfSpread = new BigDecimal("0.01");
  private BigDecimal offMid = BigDecimal.ZERO;
  private long delayMillis = 300;

  public Minutes(StrategyProvider provider, String... keysAndValues) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    SettingsReader reader = new SettingsReader(map::get);
    this.strategy = provider.configure(reader).make(instrument());
    reader.check();
  }

  /** With ticks of a cent. */
  public static Instrument instrument() {
    return Settings.of().instruments().get(SYMBOL);
  }

  public Strategy strategy() {
    return strategy;
  }

  /** The next candle begins a segment, an hour later. */
  public void gap() {
    minute += 60;
    startsSegment = true;
  }

  public void halfSpread(String half) {
    halfSpread = new BigDecimal(half);
  }

  /** The next quotes' middle is so far from the close. */
  public void offMid(String difference) {
    offMid = new BigDecimal(difference);
  }

  /** The next quotes come so long after the candle's end. */
  public void delayMillis(long millis) {
    delayMillis = millis;
  }

  /** When the next candle opens. */
  public EventTime next() {
    return new EventTime(Events.START_MICROS + minute * 60_000_000L);
  }

  /** The next minute's candle; the strategy is not told of it. */
  public Candle candle(String open, String high, String low, String close, String volume) {
    EventTime at = next();
    minute++;
    boolean first = startsSegment;
    startsSegment = false;
    return new Candle(
        new Origin(++seq, at),
        SYMBOL,
        Timeframe.M1,
        at,
        Price.of(open),
        Price.of(high),
        Price.of(low),
        Price.of(close),
        Quantity.of(volume),
        10,
        false,
        0,
        first);
  }

  /** The strategy is given a candle and then a quote; what it says. */
  public Opinion on(String open, String high, String low, String close, String volume) {
    Candle candle = candle(open, high, low, close, volume);
    strategy.apply(candle);
    strategy.apply(quote(candle));
    return strategy.opinion();
  }

  /** Events between candles count on from here. */
  public Origin origin(EventTime ts) {
    return new Origin(++seq, ts);
  }

  private Quote quote(Candle candle) {
    EventTime ts = new EventTime(candle.closeTime().micros() + delayMillis * 1000);
    BigDecimal mid = candle.close().value().add(offMid);
    return new Quote(
        origin(ts),
        SYMBOL,
        new Price(mid.subtract(halfSpread)),
        Quantity.of("100"),
        new Price(mid.add(halfSpread)),
        Quantity.of("100"));
  }
}
