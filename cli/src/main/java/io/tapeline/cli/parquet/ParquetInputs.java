package io.tapeline.cli.parquet;

import io.tapeline.core.tape.TapeKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Inputs of an import: those that are Parquet as tables of text, while this is open. */
public final class ParquetInputs implements AutoCloseable {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final List<Path> inputs = new ArrayList<>();
  private @Nullable Path folder;
  private @Nullable TapeKind kind;
  private @Nullable String columns;

  private ParquetInputs() {}

  /** Converts those that are Parquet; the others stay as they are. */
  public static ParquetInputs of(List<Path> given) throws IOException {
    ParquetInputs converted = new ParquetInputs();
    boolean done = false;
    try {
      for (Path each : given) {
        converted.inputs.add(isParquet(each) ? converted.table(each) : each);
      }
      done = true;
      return converted;
    } finally {
      if (!done) {
        converted.close();
      }
    }
  }

  private static boolean isParquet(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return false;
    }
    try (InputStream input = Files.newInputStream(file)) {
      return Arrays.equals(input.readNBytes(MAGIC.length), MAGIC);
    }
  }

  private Path table(Path parquet) throws IOException {
    Path into = folder;
    if (into == null) {
      into = Files.createTempDirectory("tapeline-import");
      folder = into;
    }
    Path csv = into.resolve(inputs.size() + "-" + parquet.getFileName() + ".csv");
    List<String> names = ParquetTable.toCsv(parquet, csv);
    if (columns == null) {
      recognise(names);
    }
    return csv;
  }

  /** A table that has the columns of a tape needs no mapping. */
  private void recognise(List<String> names) {
    List<String> lower = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    long most = 0;
    for (TapeKind each : TapeKind.values()) {
      List<String> needed = new ArrayList<>(each.columns());
      needed.removeAll(each.optional());
      long there = each.columns().stream().filter(lower::contains).count();
      // A book has all columns of trades, and more.
      if (lower.containsAll(needed) && there > most) {
        most = there;
        kind = each;
        columns =
            each.columnsWithIds().stream()
                .filter(lower::contains)
                .map(column -> column + "=" + names.get(lower.indexOf(column)))
                .map(entry -> entry.startsWith("ts=") ? entry + ":us" : entry)
                .collect(Collectors.joining(","));
      }
    }
  }

  /** The inputs, each readable as text. */
  public List<Path> files() {
    return List.copyOf(inputs);
  }

  /** True if one of them was Parquet. */
  public boolean isAny() {
    return folder != null;
  }

  /** What {@code --columns} is where it is not given; null if it must be. */
  public @Nullable String columns() {
    return columns;
  }

  /** What the table is by its columns, where they are those of a tape; else null. */
  public @Nullable TapeKind kind() {
    return kind;
  }

  /** Removes the tables. */
  @Override
  public void close() throws IOException {
    Path made = folder;
    if (made != null) {
      try (Stream<Path> files = Files.list(made)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(made);
    }
  }
}
