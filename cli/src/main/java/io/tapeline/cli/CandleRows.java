package io.tapeline.cli;

import io.tapeline.core.candle.CandleFault;
import io.tapeline.core.candle.CandleValidator;
import io.tapeline.core.candle.RawCandle;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.tape.TapeReader;
import io.tapeline.core.tape.TapeRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The candles of candles tapes that can be used, one tape after the other. */
final class CandleRows {

  private final CandleValidator validator = new CandleValidator();
  private final QuarantineTally quarantined;

  /**
   * @param quarantined takes the rows that cannot be used
   */
  CandleRows(QuarantineTally quarantined) {
    this.quarantined = quarantined;
  }

  /** Gives the candles of a tape; one that the taker refuses ends the command, naming its line. */
  void read(Path file, Consumer<RawCandle> taker) throws IOException {
    try (TapeReader reader = TapeReader.open(file)) {
      for (TapeRow row = reader.next(); row != null; row = reader.next()) {
        if (row instanceof TapeRow.Rejected rejected) {
          quarantined.add(rejected.quarantined());
        } else if (row instanceof TapeRow.Bar bar) {
          take(file, bar, taker);
        }
      }
    }
  }

  private void take(Path file, TapeRow.Bar bar, Consumer<RawCandle> taker) {
    CandleFault fault = validator.check(bar.raw(), null);
    if (fault != null) {
      quarantined.add(
          new Quarantined(
              String.valueOf(file.getFileName()),
              bar.line(),
              fault.code().name(),
              fault.detail(),
              ""));
      return;
    }
    try {
      taker.accept(bar.raw());
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongInput(
          "%s: line %d: %s".formatted(file, bar.line(), e.getMessage()));
    }
  }
}
