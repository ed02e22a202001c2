package io.tapeline.protocol.codec;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.wire.CandleProto;

/** Closed candles. */
final class CandleCodec extends MessageCodec<Candle, CandleProto.Candle> {

  CandleCodec() {
    super("Candle", CandleProto.Candle.parser());
  }

  @Override
  CandleProto.Candle toWire(Candle candle) {
    return CandleProto.Candle.newBuilder()
        .setOrigin(Fields.wire(candle.origin()))
        .setSymbol(candle.symbol().value())
        .setTimeframe(Enums.TIMEFRAME.wire(candle.timeframe()))
        .setOpenTimeMicros(candle.openTime().micros())
        .setOpen(Decimals.wire(candle.open()))
        .setHigh(Decimals.wire(candle.high()))
        .setLow(Decimals.wire(candle.low()))
        .setClose(Decimals.wire(candle.close()))
        .setVolume(Decimals.wire(candle.volume()))
        .setTrades(candle.trades())
        .setSynthetic(candle.synthetic())
        .setRevision(candle.revision())
        .setStartsSegment(candle.startsSegment())
        .setUnconfirmed(candle.unconfirmed())
        .setFetched(candle.fetched())
        .build();
  }

  @Override
  Candle fromWire(CandleProto.Candle wire) {
    return new Candle(
        Fields.origin(wire.hasOrigin(), wire.getOrigin()),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        Enums.TIMEFRAME.read(wire.getTimeframeValue(), "timeframe"),
        new EventTime(wire.getOpenTimeMicros()),
        Decimals.price(wire.hasOpen(), wire.getOpen(), "open"),
        Decimals.price(wire.hasHigh(), wire.getHigh(), "high"),
        Decimals.price(wire.hasLow(), wire.getLow(), "low"),
        Decimals.price(wire.hasClose(), wire.getClose(), "close"),
        Decimals.quantity(wire.hasVolume(), wire.getVolume(), "volume"),
        wire.getTrades(),
        wire.getSynthetic(),
        wire.getRevision(),
        wire.getStartsSegment(),
        wire.getUnconfirmed(),
        wire.getFetched());
  }
}
