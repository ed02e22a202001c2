package io.tapeline.core.tape.foreign;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.tape.TapeKind;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to import, and how.
 *
 * @param inputs files to be joined in this order; plain, gzip, or zip with one file in it
 * @param out the tape to be written, compressed if its name ends in .gz
 * @param kind what the inputs hold; null if they tell it themselves
 * @param symbol the instrument of all rows; null if the inputs tell it
 * @param timeframe the length of candles; null if the inputs tell it
 * @param columns the mapping of the format columns, null for the others
 * @param separator what stands between the fields, for the format columns
 * @param overwrite whether an existing tape may be replaced
 */
public record ImportSettings(
    ForeignFormat format,
    List<Path> inputs,
    Path out,
    @Nullable TapeKind kind,
    @Nullable Symbol symbol,
    @Nullable Timeframe timeframe,
    @Nullable String columns,
    char separator,
    boolean overwrite) {

  public ImportSettings {
    inputs = List.copyOf(inputs);
  }
}
