package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.BadRow;
import io.tapeline.core.tape.TapeCsv;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.tape.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes one tape of files in the layout of others.
 *
 * <p>Every file is opened before the first row is written, so that a wrong one is told at once.
 * Rows go through one by one; only what is counted stays in memory. The tape and the file of
 * refused lines appear when all is done; an import that fails leaves nothing behind.
 */
public final class TapeImport {

  private final ImportSettings settings;
  private final List<Path> files;
  private final TapeKind kind;
  private final TapeCsv csv;
  private final Tally tally = new Tally();
  private final List<TapeRow.Usable> rowsOfLine = new ArrayList<>();

  /** What the files have in common; numbered if their trades have the venue's numbers. */
  private record Content(TapeKind kind, boolean numbered) {

    List<String> columns() {
      return numbered ? kind.columnsWithIds() : kind.columns();
    }
  }

  private TapeImport(ImportSettings settings, List<Path> files, Content content) {
    this.settings = settings;
    this.files = files;
    this.kind = content.kind();
    csv = new TapeCsv(kind, content.columns());
  }

  /**
   * Imports, and tells what was written.
   *
   * @throws TapeException if an input or a setting cannot be used, or no row can
   * @throws IOException if writing fails
   */
  public static ImportResult run(ImportSettings settings) throws IOException {
    checkOut(settings);
    boolean mapped = settings.columns() != null || settings.separator() != ',';
    if (settings.format() != ForeignFormat.COLUMNS && mapped) {
      throw new TapeException("--columns and --separator go with --format columns only");
    }
    List<Path> files = settings.format().files(settings.inputs());
    checkInputs(files, settings.out());
    return new TapeImport(settings, files, content(files, settings)).write();
  }

  private static void checkOut(ImportSettings settings) throws TapeException {
    Path out = settings.out();
    Path folder = out.toAbsolutePath().getParent();
    if (Files.isDirectory(out)) {
      throw new TapeException("--out " + out + " is a folder; name a file in it");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new TapeException("--out " + out + ": there is no such folder; make it first");
    }
    if (!Files.isWritable(folder)) {
      throw new TapeException("--out " + out + ": its folder cannot be written to; name another");
    }
    if (Files.exists(out) && !settings.overwrite()) {
      throw new TapeException(
          "--out " + out + " is there already; name another file or add --overwrite");
    }
  }

  private static void checkInputs(List<Path> files, Path out) throws IOException {
    Set<Path> seen = new HashSet<>();
    for (Path file : files) {
      Path real = Files.exists(file) ? file.toRealPath() : file;
      if (!seen.add(real)) {
        throw new TapeException(file + ": is named twice; its rows would be there twice");
      }
      if (Files.exists(out) && real.equals(out.toRealPath())) {
        throw new TapeException("--out " + out + " is one of the inputs; name another file");
      }
    }
  }

  /** What all the files hold; a symbol that is asked for must not stand for several. */
  private static Content content(List<Path> files, ImportSettings settings) throws IOException {
    TapeKind common = null;
    boolean numbered = false;
    Set<String> named = new TreeSet<>();
    for (Path file : files) {
      try (ForeignFile opened = ForeignFile.open(file, settings)) {
        TapeKind kind = opened.layout().kind();
        if (common != null && kind != common) {
          throw new TapeException(
              "%s: holds %s and %s holds %s; import each kind by itself"
                  .formatted(file, kind.label(), files.getFirst(), common.label()));
        }
        common = kind;
        numbered = opened.layout().hasTradeIds();
        String name = opened.layout().symbolInName();
        if (name != null) {
          named.add(name);
        }
      }
    }
    if (settings.symbol() != null && named.size() > 1) {
      throw new TapeException(
          "--symbol %s cannot stand for all of %s; leave it away or import each by itself"
              .formatted(settings.symbol(), String.join(", ", named)));
    }
    if (common == null) {
      throw new TapeException("no file to import is named");
    }
    return new Content(common, numbered);
  }

  private ImportResult write() throws IOException {
    try (WholeFile tape = new WholeFile(settings.out());
        RejectedFile rejected = new RejectedFile(settings.out())) {
      tape.line(csv.header());
      for (Path file : files) {
        read(file, tape, rejected);
      }
      if (tally.rows() == 0) {
        throw new TapeException(
            "%s: nothing to import: %s".formatted(files.getFirst(), tally.nothing()));
      }
      Path rejectedFile = rejected.commit();
      tape.commit();
      return tally.result(settings.out(), kind, files.size(), rejectedFile);
    }
  }

  private void read(Path file, WholeFile tape, RejectedFile rejected) throws IOException {
    try (ForeignFile input = ForeignFile.open(file, settings)) {
      for (String line = input.next(); line != null; line = input.next()) {
        BadRow refused = take(input, line);
        if (refused != null) {
          tally.rejected(file, input.line(), refused);
          rejected.add(
              file, input.line(), refused.reason(), refused.detail(), input.layout().whole(line));
          continue;
        }
        for (TapeRow.Usable row : rowsOfLine) {
          tape.line(csv.write(row));
          tally.row(row);
        }
      }
      input.layout().end();
    }
  }

  /** Understands one line; gives back why it is refused, null if it is not. */
  private @Nullable BadRow take(ForeignFile input, String line) throws TapeException {
    rowsOfLine.clear();
    try {
      input.layout().read(line, cells -> rowsOfLine.add(csv.row(input.line(), List.of(cells))));
    } catch (BadRow e) {
      return e;
    }
    if (rowsOfLine.isEmpty()) {
      tally.passedOver();
    }
    return null;
  }
}
