package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.TapeException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whose files are imported. */
public enum ForeignFormat {
  /** Files of data.binance.vision. */
  BINANCE,
  /** Any table, by a mapping of its columns. */
  COLUMNS,
  /** CSV files of Tardis. */
  TARDIS,
  /** Kraken's downloadable history. */
  KRAKEN,
  /** Pairs of message and order book files of LOBSTER. */
  LOBSTER,
  /** Ticks of TrueFX. */
  TRUEFX,
  /** Ticks of Dukascopy. */
  DUKASCOPY;

  /** As written in commands: binance, columns, … */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format with this label; throws {@link IllegalArgumentException} naming the choices. */
  public static ForeignFormat of(String label) {
    for (ForeignFormat format : values()) {
      if (format.label().equals(label)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "unknown format '%s': choose one of %s"
            .formatted(
                label,
                Arrays.stream(values())
                    .map(ForeignFormat::label)
                    .collect(Collectors.joining(", "))));
  }

  /** The files to go through, of those named. */
  List<Path> files(List<Path> inputs) throws TapeException {
    return this == LOBSTER ? Lobster.messageFiles(inputs) : inputs;
  }

  /** How to read a file. */
  Layout layout(Opening file) throws TapeException {
    return switch (this) {
      case BINANCE -> Binance.layout(file);
      case COLUMNS -> ColumnMapping.layout(file);
      case TARDIS -> Tardis.layout(file);
      case KRAKEN -> Kraken.layout(file);
      case LOBSTER -> Lobster.layout(file);
      case TRUEFX -> CurrencyTicks.truefx(file);
      case DUKASCOPY -> CurrencyTicks.dukascopy(file);
    };
  }
}
