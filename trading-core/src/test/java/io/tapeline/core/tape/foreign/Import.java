package io.tapeline.core.tape.foreign;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.tape.TapeKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** An import of small files in one folder, written to {@code tape.csv} there. */
record Import(
    Path folder,
    ForeignFormat format,
    @Nullable TapeKind kind,
    @Nullable String symbol,
    @Nullable Timeframe timeframe,
    @Nullable String columns,
    char separator,
    boolean overwrite) {

  static Import of(Path folder, ForeignFormat format) {
    return new Import(folder, format, null, null, null, null, ',', false);
  }

  Import kind(TapeKind asked) {
    return new Import(folder, format, asked, symbol, timeframe, columns, separator, overwrite);
  }

  Import symbol(String asked) {
    return new Import(folder, format, kind, asked, timeframe, columns, separator, overwrite);
  }

  Import timeframe(Timeframe asked) {
    return new Import(folder, format, kind, symbol, asked, columns, separator, overwrite);
  }

  Import columns(String mapping) {
    return new Import(folder, format, kind, symbol, timeframe, mapping, separator, overwrite);
  }

  Import separator(char between) {
    return new Import(folder, format, kind, symbol, timeframe, columns, between, overwrite);
  }

  Import overwriting() {
    return new Import(folder, format, kind, symbol, timeframe, columns, separator, true);
  }

  Path out() {
    return folder.resolve("tape.csv");
  }

  /** Writes a plain file of these lines. */
  Path file(String name, String... lines) throws IOException {
    return Files.writeString(
        folder.resolve(name), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }

  /** Writes an archive with one file of these lines. */
  Path zip(String name, String inside, String... lines) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream bytes = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(inside));
      zip.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return file;
  }

  ImportResult run(Path... inputs) throws IOException {
    return TapeImport.run(
        new ImportSettings(
            format,
            List.of(inputs),
            out(),
            kind,
            symbol == null ? null : new Symbol(symbol),
            timeframe,
            columns,
            separator,
            overwrite));
  }

  /** Imports, and gives the lines of the tape after its header. */
  List<String> rows(Path... inputs) throws IOException {
    run(inputs);
    List<String> lines = Files.readAllLines(out());
    return lines.subList(1, lines.size());
  }

  /** The lines of the file of refused lines, its header included. */
  List<String> rejected() throws IOException {
    return Files.readAllLines(folder.resolve("tape.csv.rejected.csv"));
  }

  /** Names of all files in the folder. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
