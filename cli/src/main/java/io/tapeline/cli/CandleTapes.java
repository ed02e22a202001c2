package io.tapeline.cli;

import io.tapeline.core.candle.CandleFold;
import io.tapeline.core.candle.RawCandle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.tape.TapeReader;
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
      CandleRows rows = new CandleRows(quarantined);
      for (Path file : files) {
        rows.read(file, this::take);
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

  private void take(RawCandle candle) {
    keep(folds.computeIfAbsent(candle.symbol(), _ -> new CandleFold(timeframe)).take(candle));
  }

  private void keep(@Nullable RawCandle candle) {
    if (candle != null) {
      made.add(candle);
    }
  }
}
