package io.tapeline.protocol.codec;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Quantity;
import io.tapeline.protocol.wire.MarketProto;

/** Trades, quotes, heartbeats and gaps. Depth has a topic and a codec of its own. */
final class MarketEventCodec extends MessageCodec<MarketEvent, MarketProto.MarketEvent> {

  MarketEventCodec() {
    super("MarketEvent", MarketProto.MarketEvent.parser());
  }

  @Override
  MarketProto.MarketEvent toWire(MarketEvent event) {
    MarketProto.MarketEvent.Builder wire = MarketProto.MarketEvent.newBuilder();
    return switch (event) {
      case Tick tick -> wire.setTrade(tick(tick)).build();
      case MissedTick missed -> wire.setMissed(tick(missed.trade())).build();
      case MissedCandle candle -> wire.setMissedCandle(candle(candle)).build();
      case FeedGap gap -> wire.setGap(gap(gap)).build();
      case Quote quote -> wire.setQuote(quote(quote)).build();
      case Heartbeat heartbeat -> wire.setHeartbeat(heartbeat(heartbeat)).build();
      case BookUpdate book ->
          throw new IllegalArgumentException("depth does not travel with ticks: " + book.id());
    };
  }

  private static MarketProto.Tick tick(Tick tick) {
    MarketProto.Tick.Builder wire =
        MarketProto.Tick.newBuilder()
            .setOrigin(Fields.wire(tick.origin()))
            .setSymbol(tick.symbol().value())
            .setPrice(Decimals.wire(tick.price()))
            .setSize(Decimals.wire(tick.size()))
            .setAggressor(Enums.AGGRESSOR.wire(tick.aggressor()));
    Long tradeId = tick.tradeId();
    if (tradeId != null) {
      wire.setTradeId(tradeId);
    }
    return wire.build();
  }

  private static MarketProto.MissedCandle candle(MissedCandle candle) {
    return MarketProto.MissedCandle.newBuilder()
        .setOrigin(Fields.wire(candle.origin()))
        .setSymbol(candle.symbol().value())
        .setOpen(Decimals.wire(candle.open()))
        .setHigh(Decimals.wire(candle.high()))
        .setLow(Decimals.wire(candle.low()))
        .setClose(Decimals.wire(candle.close()))
        .setVolume(Decimals.wire(candle.volume()))
        .build();
  }

  private static MissedCandle candle(MarketProto.MissedCandle wire) {
    return new MissedCandle(
        Fields.origin(wire.hasOrigin(), wire.getOrigin()),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        Decimals.price(wire.hasOpen(), wire.getOpen(), "open"),
        Decimals.price(wire.hasHigh(), wire.getHigh(), "high"),
        Decimals.price(wire.hasLow(), wire.getLow(), "low"),
        Decimals.price(wire.hasClose(), wire.getClose(), "close"),
        Decimals.quantity(wire.hasVolume(), wire.getVolume(), "volume"));
  }

  private static MarketProto.FeedGap gap(FeedGap gap) {
    return MarketProto.FeedGap.newBuilder()
        .setOrigin(Fields.wire(gap.origin()))
        .setSymbol(gap.symbol().value())
        .setReason(Enums.GAP_REASON.wire(gap.reason()))
        .build();
  }

  private static MarketProto.Quote quote(Quote quote) {
    MarketProto.Quote.Builder wire =
        MarketProto.Quote.newBuilder()
            .setOrigin(Fields.wire(quote.origin()))
            .setSymbol(quote.symbol().value())
            .setBid(Decimals.wire(quote.bid()))
            .setAsk(Decimals.wire(quote.ask()));
    Quantity bidSize = quote.bidSize();
    if (bidSize != null) {
      wire.setBidSize(Decimals.wire(bidSize));
    }
    Quantity askSize = quote.askSize();
    if (askSize != null) {
      wire.setAskSize(Decimals.wire(askSize));
    }
    return wire.build();
  }

  private static MarketProto.Heartbeat heartbeat(Heartbeat heartbeat) {
    return MarketProto.Heartbeat.newBuilder()
        .setOrigin(Fields.wire(heartbeat.origin()))
        .setSymbol(heartbeat.symbol().value())
        .build();
  }

  @Override
  MarketEvent fromWire(MarketProto.MarketEvent wire) {
    return switch (wire.getEventCase()) {
      case TRADE -> tick(wire.getTrade());
      case QUOTE -> quote(wire.getQuote());
      case HEARTBEAT -> heartbeat(wire.getHeartbeat());
      case MISSED -> new MissedTick(tick(wire.getMissed()));
      case MISSED_CANDLE -> candle(wire.getMissedCandle());
      case GAP -> gap(wire.getGap());
      case EVENT_NOT_SET ->
          throw new IllegalArgumentException("missing trade, quote, heartbeat or gap");
    };
  }

  private static Tick tick(MarketProto.Tick wire) {
    return new Tick(
        Fields.origin(wire.hasOrigin(), wire.getOrigin()),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        Decimals.price(wire.hasPrice(), wire.getPrice(), "price"),
        Decimals.quantity(wire.hasSize(), wire.getSize(), "size"),
        Enums.AGGRESSOR.read(wire.getAggressorValue(), "aggressor"),
        wire.hasTradeId() ? wire.getTradeId() : null);
  }

  private static FeedGap gap(MarketProto.FeedGap wire) {
    return new FeedGap(
        Fields.origin(wire.hasOrigin(), wire.getOrigin()),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        Enums.GAP_REASON.read(wire.getReasonValue(), "reason"));
  }

  private static Quote quote(MarketProto.Quote wire) {
    return new Quote(
        Fields.origin(wire.hasOrigin(), wire.getOrigin()),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        Decimals.price(wire.hasBid(), wire.getBid(), "bid"),
        wire.hasBidSize() ? Decimals.quantity(true, wire.getBidSize(), "bid_size") : null,
        Decimals.price(wire.hasAsk(), wire.getAsk(), "ask"),
        wire.hasAskSize() ? Decimals.quantity(true, wire.getAskSize(), "ask_size") : null);
  }

  private static Heartbeat heartbeat(MarketProto.Heartbeat wire) {
    return new Heartbeat(
        Fields.origin(wire.hasOrigin(), wire.getOrigin()),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")));
  }
}
