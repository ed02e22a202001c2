package io.tapeline.core.candle;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.tape.TapeRow;

/** What a candle and a row of a candles tape have in common. Equality is numeric, text is exact. */
record Bar(long micros, Price open, Price high, Price low, Price close, Quantity volume) {

  static Bar of(Candle candle) {
    return new Bar(
        candle.openTime().micros(),
        candle.open(),
        candle.high(),
        candle.low(),
        candle.close(),
        candle.volume());
  }

  static Bar of(TapeRow.Bar row) {
    return new Bar(row.micros(), row.open(), row.high(), row.low(), row.close(), row.volume());
  }
}
