package io.tapeline.core.tape.pack;

import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.tape.PackedWriter;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.tape.TapeReader;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.tape.foreign.RejectedFile;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Packs tapes of one kind into one in the binary form, in the order given. Rows that cannot be used
 * are kept in a file beside it, as an import keeps them. A pack that fails leaves nothing behind.
 */
public final class TapePack {

  private static final long DAY = EventTime.micros(Duration.ofDays(1));

  private TapePack() {}

  /**
   * What was written.
   *
   * @param rejectedFile where the rows are that could not be used, null if there are none
   * @param warnings what is left out at the end of unfinished recordings
   */
  public record Result(
      TapeKind kind,
      long rows,
      long rejectedRows,
      @Nullable Path rejectedFile,
      List<String> warnings) {}

  /**
   * Packs, and tells what was written.
   *
   * @throws TapeException if an input cannot be used, or the output is there and not to be replaced
   */
  public static Result run(List<Path> inputs, Path out, boolean overwrite) throws IOException {
    if (Files.exists(out) && !overwrite) {
      throw new TapeException(out + " is there already; name another file or add --overwrite");
    }
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new TapeException(out + ": there is no such folder; make it first");
    }
    for (Path input : inputs) {
      if (Files.exists(input) && Files.exists(out) && Files.isSameFile(input, out)) {
        throw new TapeException(out + " is one of the inputs; name another file");
      }
    }
    TapeKind kind = kind(inputs);
    try (PackedWriter writer = new PackedWriter(out, kind);
        RejectedFile rejected = new RejectedFile(out)) {
      Copy copy = new Copy(writer, rejected);
      for (Path input : inputs) {
        copy.take(input);
      }
      if (writer.rows() == 0) {
        throw new TapeException(inputs.getFirst() + ": no usable row");
      }
      Path rejectedFile = rejected.commit();
      writer.commit();
      return new Result(kind, writer.rows(), copy.refused, rejectedFile, copy.warnings);
    }
  }

  private static TapeKind kind(List<Path> inputs) throws IOException {
    if (inputs.isEmpty()) {
      throw new TapeException("no tape given: name at least one file");
    }
    TapeKind kind = null;
    for (Path input : inputs) {
      try (TapeReader reader = TapeReader.open(input)) {
        if (kind != null && kind != reader.kind()) {
          throw new TapeException(
              "%s: holds %s and %s holds %s; pack each kind by itself"
                  .formatted(input, reader.kind().label(), inputs.getFirst(), kind.label()));
        }
        kind = reader.kind();
      }
    }
    return Objects.requireNonNull(kind);
  }

  private static final class Copy {

    private final PackedWriter writer;
    private final RejectedFile rejected;
    private final List<String> warnings = new ArrayList<>();
    private long refused;
    private long last = Long.MIN_VALUE;

    Copy(PackedWriter writer, RejectedFile rejected) {
      this.writer = writer;
      this.rejected = rejected;
    }

    void take(Path input) throws IOException {
      try (TapeReader reader = TapeReader.open(input)) {
        for (TapeRow row = reader.next(); row != null; row = reader.next()) {
          switch (row) {
            case TapeRow.Rejected bad -> {
              Quarantined q = bad.quarantined();
              rejected.add(input, bad.line(), q.reason(), q.detail(), q.original());
              refused++;
            }
            case TapeRow.Usable usable -> {
              requireOrder(input, usable.micros());
              writer.row(usable);
            }
          }
        }
        String warning = reader.warning();
        if (warning != null) {
          warnings.add(warning);
        }
      }
    }

    private void requireOrder(Path input, long micros) throws TapeException {
      if (last != Long.MIN_VALUE && micros < last - DAY) {
        throw new TapeException(
            input + ": begins more than a day before the file before it ends; give them by time");
      }
      last = micros;
    }
  }
}
