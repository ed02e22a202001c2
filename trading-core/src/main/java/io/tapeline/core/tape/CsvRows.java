package io.tapeline.core.tape;

import io.tapeline.core.quarantine.Quarantined;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV tape, plain or gzip. */
final class CsvRows implements RowSource {

  private final String source;
  private final LineSource lines;
  private final TapeHeader header;
  private final RowParser parser;

  private CsvRows(Path file, LineSource lines, TapeHeader header) {
    this.source = String.valueOf(file.getFileName());
    this.lines = lines;
    this.header = header;
    this.parser = new RowParser(header);
  }

  static CsvRows open(Path file, Unpacking unpacking) throws TapeException {
    LineSource lines = LineSource.open(file, unpacking);
    try {
      if (!lines.nextFilled()) {
        throw new TapeException(file + ": is empty; a tape starts with a header line");
      }
      return new CsvRows(file, lines, TapeHeader.parse(file.toString(), lines.text()));
    } catch (TapeException e) {
      try {
        lines.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  @Override
  public TapeKind kind() {
    return header.kind();
  }

  @Override
  public boolean hasTradeIds() {
    return header.kind() == TapeKind.TRADES && header.place(TapeKind.TRADE_ID) >= 0;
  }

  @Override
  public @Nullable TapeRow next() throws TapeException {
    if (!lines.nextFilled()) {
      return null;
    }
    try {
      return parser.parse(lines);
    } catch (BadRow bad) {
      return new TapeRow.Rejected(
          new Quarantined(source, lines.line(), bad.reason(), bad.detail(), lines.text()));
    }
  }

  @Override
  public String text() {
    return lines.text();
  }

  @Override
  public long bytesRead() {
    return lines.bytesRead();
  }

  @Override
  public @Nullable String warning() {
    return lines.warning();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
