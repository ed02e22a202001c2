package io.tapeline.marketdata.live;

import io.tapeline.core.candle.CandleFault;
import io.tapeline.core.candle.CandleValidator;
import io.tapeline.core.candle.RawCandle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.VenueCandle;
import io.tapeline.marketdata.rest.VenueTrade;
import io.tapeline.protocol.shell.LiveFeed;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trades of one instrument of a venue that numbers them one by one: tells the line those that
 * are new, asks the venue's history for those that were left out and tells them as missed, drops
 * those that come twice. Used by the connection's thread.
 */
public final class NumberedTrades {

  private static final Logger LOG = LoggerFactory.getLogger(NumberedTrades.class);

  /** Who is told, and who is asked. */
  public record Hands(String venue, Desk desk, FeedStatus status, Backfill backfill) {}

  private final Symbol symbol;
  private final Hands hands;
  private final TradeNumbers numbers;
  private @Nullable EventTime newestTrade;
  private VenueProtocol.@Nullable Outlet outlet;

  /** Trades may be missing since the last one: said with the first trade of a new connection. */
  private boolean interrupted;

  private boolean filling;

  /** More went missing while the history was asked. */
  private boolean askAgain;

  /**
   * @param newest trade that is published already, null if none is
   */
  public NumberedTrades(Symbol symbol, LiveFeed.Resume.@Nullable Trade newest, Hands hands) {
    this.symbol = symbol;
    this.hands = hands;
    this.numbers = new TradeNumbers(newest == null ? null : newest.id());
    this.newestTrade = newest == null ? null : newest.ts();
    this.interrupted = newest != null;
  }

  /** A connection stands. */
  public void connected(VenueProtocol.Outlet way) {
    outlet = way;
  }

  /** The connection is gone. */
  public void lost() {
    interrupted = numbers.newest() != null;
  }

  /** True as long as no trade is known. */
  public boolean isNew() {
    return numbers.newest() == null;
  }

  /** The line begins behind this trade, which is nobody's. */
  public void beginBehind(long number) {
    numbers.reachesTo(number);
  }

  /**
   * Takes a trade of the stream.
   *
   * @param past true for one that the venue repeats at the beginning of a connection
   */
  public void take(Said.Trade trade, boolean past, long seenMicros) throws InterruptedException {
    boolean told = false;
    if (interrupted) {
      interrupted = false;
      told = true;
      gap(trade.ts(), FeedGap.Reason.DISCONNECTED, seenMicros);
      askCandles();
    }
    EventTime before = newestTrade;
    TradeNumbers.Verdict verdict = numbers.judge(Objects.requireNonNull(trade.tradeId()));
    if (before == null || trade.ts().isAfter(before)) {
      newestTrade = trade.ts();
    }
    switch (verdict) {
      case NEXT -> tell(trade, past, seenMicros);
      case AFTER_A_GAP -> {
        if (!past && !told) {
          gap(trade.ts(), FeedGap.Reason.TRADES_MISSING, seenMicros);
        }
        tell(trade, past, seenMicros);
        fill(before == null ? trade.ts() : before);
      }
      case MISSED -> tell(trade, true, seenMicros);
      case DUPLICATE -> {
        if (!past) {
          hands.status().duplicate();
        }
      }
    }
    tellMissing();
  }

  /**
   * Offers the line the minutes that the venue has: it takes those that it has not, as far as they
   * are too old for trades to make them.
   */
  private void askCandles() {
    VenueProtocol.Outlet way = Objects.requireNonNull(outlet, "not connected");
    hands.backfill().askCandles(symbol, candles -> way.later(() -> offer(candles)));
  }

  private void offer(List<VenueCandle> candles) throws InterruptedException {
    long now = FeedStatus.nowMicros();
    for (VenueCandle candle : candles) {
      Said said = said(candle, now);
      if (said != null) {
        hands.desk().take(said, now);
      }
    }
  }

  /** Null for a minute without trades: it is a gap to the venue, too. */
  private @Nullable Said said(VenueCandle candle, long nowMicros) {
    RawCandle raw =
        new RawCandle(
            symbol,
            Timeframe.M1,
            candle.openTime(),
            candle.open(),
            candle.high(),
            candle.low(),
            candle.close(),
            candle.volume());
    CandleFault fault = CandleValidator.faultOf(raw, new EventTime(nowMicros));
    if (fault != null) {
      hands.status().rejected(fault.code().name());
      return new Said.Unusable(
          new Quarantined(
              hands.venue(),
              candle.openTime().micros(),
              fault.code().name(),
              symbol + ": " + fault.detail(),
              candle.toString()));
    }
    return candle.volume().signum() == 0
        ? null
        : new Said.MissedMinute(
            symbol,
            candle.openTime(),
            new Price(candle.open()),
            new Price(candle.high()),
            new Price(candle.low()),
            new Price(candle.close()),
            new Quantity(candle.volume()));
  }

  private void tell(Said.Trade trade, boolean missed, long seenMicros) throws InterruptedException {
    hands.desk().take(missed ? trade.asMissed() : trade, seenMicros);
    if (missed) {
      hands.status().missedTrade();
    }
  }

  private void gap(EventTime ts, FeedGap.Reason reason, long seenMicros)
      throws InterruptedException {
    hands.desk().take(new Said.Gap(symbol, ts, reason), seenMicros);
    hands.status().gap(reason.name());
  }

  private void tellMissing() {
    hands.status().missing(symbol, numbers.missing());
  }

  /** Asks for what is missing, from a trade that is known. */
  private void fill(EventTime since) {
    if (filling) {
      askAgain = true;
      return;
    }
    Long oldest = numbers.oldestMissing();
    Long newest = numbers.newestMissing();
    if (oldest == null || newest == null) {
      return;
    }
    filling = true;
    askAgain = false;
    hands
        .backfill()
        .ask(
            symbol,
            new Backfill.Known(since, oldest - 1),
            new Filling(newest, since, Objects.requireNonNull(outlet, "not connected")));
  }

  /** Takes the history's trades to the connection's thread, until the newest missing one came. */
  private final class Filling implements Backfill.Asker {

    private final long upTo;
    private final EventTime since;
    private final VenueProtocol.Outlet way;
    private long newestSeen;

    Filling(long upTo, EventTime since, VenueProtocol.Outlet way) {
      this.upTo = upTo;
      this.since = since;
      this.way = way;
    }

    @Override
    public boolean take(List<VenueTrade> trades) throws InterruptedException {
      for (VenueTrade trade : trades) {
        newestSeen = Math.max(newestSeen, trade.tradeId());
      }
      way.later(() -> filled(trades));
      return newestSeen < upTo;
    }

    @Override
    public void end() throws InterruptedException {
      way.later(() -> filledAll(since));
    }
  }

  private void filled(List<VenueTrade> trades) throws InterruptedException {
    long now = FeedStatus.nowMicros();
    for (VenueTrade trade : trades) {
      if (numbers.isMissing(trade.tradeId())) {
        numbers.judge(trade.tradeId());
        tell(
            new Said.Trade(
                symbol,
                trade.ts(),
                trade.price(),
                trade.size(),
                trade.aggressor(),
                trade.tradeId(),
                true),
            true,
            now);
      }
    }
    tellMissing();
  }

  private void filledAll(EventTime since) {
    filling = false;
    if (askAgain) {
      fill(since);
      return;
    }
    Long newest = numbers.newestMissing();
    if (newest != null) {
      int lost = numbers.giveUp(newest);
      hands.status().lostTrades(lost);
      LOG.warn("{}: {} trades of {} up to {} are lost", hands.venue(), lost, symbol, newest);
    }
    tellMissing();
  }
}
