package io.tapeline.cli;

import io.tapeline.core.candle.CandleFault;
import io.tapeline.core.candle.CandleFold;
import io.tapeline.core.candle.CandleValidator;
import io.tapeline.core.candle.RawCandle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.tape.TapeReader;
import io.tapeline.core.tape.TapeRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Longer candles made of candles tapes. */
final class CandleTapes {

  private final Timeframe timeframe;
  private final Console console;
  private final CandleValidator validator = new CandleValidator();
  private final QuarantineTally quarantined = new QuarantineTally();
  private final List<RawCandle> made = new ArrayList<>();
  private final Map<Symbol, CandleFold> folds = new HashMap<>();
  private long passedOver;

  CandleTapes(Timeframe timeframe, Console console) {
    this.timeframe = timeframe;
    this.console = console;
  }

  /** Whether all these tapes are of candles. */
  static boolean are(List<Path> files) throws IOException {
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        return false;
      }
      try (TapeReader reader = TapeReader.open(file)) {
        if (reader.kind() != TapeKind.CANDLES) {
          return false;
        }
      }
    }
    return true;
  }

  /** Prints the candles made of all these tapes, by time, then symbol. */
  void print(List<Path> files, CsvOutput csv) throws IOException {
    try {
      for (Path file : files) {
        read(file);
      }
      for (CandleFold fold : folds.values()) {
        keep(fold.finish());
        passedOver += fold.passedOver();
      }
    } finally {
      made.sort(Comparator.comparing(RawCandle::openTime).thenComparing(RawCandle::symbol));
      for (RawCandle candle : made) {
        csv.row(
            candle.openTime().micros(),
            candle.symbol(),
            timeframe.label(),
            candle.open().toPlainString(),
            candle.high().toPlainString(),
            candle.low().toPlainString(),
            candle.close().toPlainString(),
            candle.volume().toPlainString());
      }
      quarantined.tell(console);
    }
    if (made.isEmpty()) {
      throw CommandException.wrongInput("no usable row in " + files.getFirst());
    }
    if (passedOver > 0) {
      console.note(passedOver + " candles repeat or precede the one before and were left out");
    }
  }

  private void read(Path file) throws IOException {
    try (TapeReader reader = TapeReader.open(file)) {
      for (TapeRow row = reader.next(); row != null; row = reader.next()) {
        if (row instanceof TapeRow.Rejected rejected) {
          quarantined.add(rejected.quarantined());
        } else if (row instanceof TapeRow.Bar bar) {
          CandleFold fold = folds.computeIfAbsent(bar.symbol(), _ -> new CandleFold(timeframe));
          take(file, bar, fold);
        }
      }
    }
  }

  private void take(Path file, TapeRow.Bar bar, CandleFold fold) {
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
      keep(fold.take(bar.raw()));
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongInput(
          "%s: line %d: %s".formatted(file, bar.line(), e.getMessage()));
    }
  }

  private void keep(@Nullable RawCandle candle) {
    if (candle != null) {
      made.add(candle);
    }
  }
}
