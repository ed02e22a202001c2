package io.tapeline.protocol.codec;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.Invalidity;
import io.tapeline.protocol.wire.MarketProto;
import java.util.ArrayList;
import java.util.List;

/** Depth snapshots and changes. */
final class BookUpdateCodec extends MessageCodec<BookUpdate, MarketProto.BookUpdate> {

  BookUpdateCodec() {
    super("BookUpdate", MarketProto.BookUpdate.parser());
  }

  @Override
  MarketProto.BookUpdate toWire(BookUpdate update) {
    MarketProto.BookUpdate.Builder wire =
        MarketProto.BookUpdate.newBuilder()
            .setOrigin(Fields.wire(update.origin()))
            .setSymbol(update.symbol().value())
            .setSnapshot(update.snapshot());
    for (BookUpdate.Level level : update.levels()) {
      wire.addLevels(
          MarketProto.BookLevel.newBuilder()
              .setSide(Enums.SIDE.wire(level.side()))
              .setPrice(Decimals.wire(level.price()))
              .setSize(Decimals.wire(level.size())));
    }
    Invalidity invalid = update.invalid();
    if (invalid != null) {
      wire.setInvalid(Enums.INVALIDITY.wire(invalid));
    }
    return wire.build();
  }

  @Override
  BookUpdate fromWire(MarketProto.BookUpdate wire) {
    List<BookUpdate.Level> levels = new ArrayList<>(wire.getLevelsCount());
    for (MarketProto.BookLevel level : wire.getLevelsList()) {
      levels.add(
          new BookUpdate.Level(
              Enums.SIDE.read(level.getSideValue(), "levels.side"),
              Decimals.price(level.hasPrice(), level.getPrice(), "levels.price"),
              Decimals.quantity(level.hasSize(), level.getSize(), "levels.size")));
    }
    return new BookUpdate(
        Fields.origin(wire.hasOrigin(), wire.getOrigin()),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        wire.getSnapshot(),
        levels,
        wire.hasInvalid() ? Enums.INVALIDITY.read(wire.getInvalidValue(), "invalid") : null);
  }
}
