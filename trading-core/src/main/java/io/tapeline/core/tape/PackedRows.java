package io.tapeline.core.tape;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a packed tape; see {@link PackedFormat}. Their lines are numbered as in CSV. */
final class PackedRows implements RowSource {

  private final Path file;
  private final InputStream input;
  private final Head opening;
  private final TapeKind kind;
  private final Map<String, Symbol> names = new HashMap<>();
  private final byte[] head = new byte[PackedFormat.BLOCK_HEAD];
  private List<Series> series = new ArrayList<>();
  private byte[] block = new byte[1 << 16];
  private long position = PackedFormat.HEADER_BYTES;
  private int at;
  private int end;
  private int left;
  private long rows;
  private long micros;
  private @Nullable Series current;
  private TapeRow.@Nullable Usable last;
  private boolean ended;

  /** What one symbol's rows of a block refer to. */
  private static final class Series {

    private final Symbol symbol;
    private final int[] scales;
    private final long[] unscaled;
    private long tradeId;
    private final @Nullable Price[] prices;
    private final @Nullable Quantity[] sizes;

    Series(Symbol symbol, int decimals) {
      this.symbol = symbol;
      this.scales = new int[decimals];
      this.unscaled = new long[decimals];
      this.prices = new @Nullable Price[decimals];
      this.sizes = new @Nullable Quantity[decimals];
    }
  }

  /** What the file begins with. */
  private record Head(TapeKind kind, int version) {}

  private PackedRows(Path file, InputStream input, Head opening) {
    this.file = file;
    this.input = input;
    this.opening = opening;
    this.kind = opening.kind();
  }

  static PackedRows open(Path file) throws TapeException {
    try {
      InputStream input = Files.newInputStream(file);
      boolean opened = false;
      try {
        Head opening = opening(file, input.readNBytes(PackedFormat.HEADER_BYTES));
        opened = true;
        return new PackedRows(file, input, opening);
      } finally {
        if (!opened) {
          input.close();
        }
      }
    } catch (TapeException e) {
      throw e;
    } catch (IOException e) {
      throw new TapeException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Head opening(Path file, byte[] header) throws TapeException {
    if (header.length < PackedFormat.HEADER_BYTES) {
      throw new TapeException(file + ": is cut off in its header; pack or copy it again");
    }
    ByteBuffer fields = ByteBuffer.wrap(header, PackedFormat.MAGIC.length, 8);
    int version = fields.getShort();
    if (version < PackedFormat.FIRST_VERSION || version > PackedFormat.VERSION) {
      throw new TapeException(
          "%s: is a packed tape of version %d, this program reads versions %d to %d; pack it again"
              .formatted(file, version, PackedFormat.FIRST_VERSION, PackedFormat.VERSION));
    }
    int kind = fields.get();
    fields.get();
    int checksum = PackedFormat.checksum(header, PackedFormat.HEADER_BYTES - 4, new byte[0], 0);
    if (fields.getInt() != checksum || kind < 0 || kind >= PackedFormat.KINDS.size()) {
      throw new TapeException(file + ": is damaged in its header; pack or copy it again");
    }
    return new Head(PackedFormat.KINDS.get(kind), version);
  }

  @Override
  public TapeKind kind() {
    return kind;
  }

  @Override
  public boolean hasTradeIds() {
    return kind == TapeKind.TRADES && opening.version() > PackedFormat.FIRST_VERSION;
  }

  @Override
  public @Nullable TapeRow next() throws TapeException {
    if (left == 0 && !nextBlock()) {
      return null;
    }
    left--;
    rows++;
    TapeRow.Usable row;
    try {
      row = row(rows + 1);
    } catch (RuntimeException e) {
      throw damaged(position - end - PackedFormat.BLOCK_HEAD, e);
    }
    last = row;
    return row;
  }

  /** Reads and checks a block; false at the end of the tape. */
  private boolean nextBlock() throws TapeException {
    if (ended) {
      return false;
    }
    long start = position;
    try {
      read(head, head.length, start);
      ByteBuffer fields = ByteBuffer.wrap(head);
      int length = fields.getInt();
      int count = fields.getInt();
      boolean isEnd = length == 0 && count == 0;
      if (length < 0 || length > PackedFormat.LARGEST_BLOCK || (count <= 0 && !isEnd)) {
        throw damaged(start, null);
      }
      int bytes = isEnd ? Long.BYTES : length;
      if (block.length < bytes) {
        block = new byte[bytes];
      }
      read(block, bytes, start);
      if (fields.getInt() != PackedFormat.checksum(head, 8, block, bytes)) {
        throw damaged(start, null);
      }
      if (isEnd) {
        finish(start);
        return false;
      }
      begin(bytes, count);
      return true;
    } catch (TapeException e) {
      throw e;
    } catch (IOException e) {
      throw new TapeException(file + ": reading failed: " + e.getMessage(), e);
    }
  }

  private void begin(int bytes, int count) {
    at = 0;
    end = bytes;
    left = count;
    micros = 0;
    current = null;
    series = new ArrayList<>();
  }

  private void finish(long start) throws IOException {
    ended = true;
    if (ByteBuffer.wrap(block).getLong() != rows || input.read() >= 0) {
      throw damaged(start, null);
    }
  }

  private void read(byte[] target, int length, long start) throws IOException {
    int read = input.readNBytes(target, 0, length);
    position += read;
    if (read < length) {
      throw new TapeException(
          "%s: is cut off at byte %d, in the block at byte %d, after %d whole rows; pack or copy it again"
              .formatted(file, position, start, rows));
    }
  }

  private TapeException damaged(long start, @Nullable Throwable cause) {
    return new TapeException(
        "%s: is damaged in the block at byte %d, after %d whole rows; pack or copy it again"
            .formatted(file, start, rows),
        cause);
  }

  private TapeRow.Usable row(long line) {
    micros += zigzag();
    int flags = block[at++];
    Series one = series(flags);
    if ((flags & PackedFormat.NEW_SCALES) != 0) {
      for (int i = 0; i < one.scales.length; i++) {
        one.scales[i] = block[at++] & 0xff;
        one.prices[i] = null;
        one.sizes[i] = null;
      }
    }
    boolean text = (flags & PackedFormat.AS_TEXT) != 0;
    int more = (flags >> PackedFormat.KIND_SHIFT) & 3;
    return switch (kind) {
      case TRADES ->
          new TapeRow.Trade(
              line,
              micros,
              one.symbol,
              price(one, 0, text),
              size(one, 1, text),
              PackedFormat.AGGRESSORS.get(more),
              (flags & PackedFormat.LATE) != 0,
              (flags & PackedFormat.NUMBERED) == 0 ? null : tradeId(one));
      case QUOTES ->
          new TapeRow.BidAsk(
              line,
              micros,
              one.symbol,
              price(one, 0, text),
              (more & 1) == 0 ? size(one, 1, text) : null,
              price(one, 2, text),
              (more & 2) == 0 ? size(one, 3, text) : null);
      case BOOK ->
          new TapeRow.Depth(
              line,
              micros,
              one.symbol,
              (more & 2) != 0,
              new BookUpdate.Level(
                  (more & 1) == 0 ? Side.BUY : Side.SELL, price(one, 0, text), size(one, 1, text)));
      case CANDLES ->
          new TapeRow.Bar(
              line,
              micros,
              one.symbol,
              PackedFormat.TIMEFRAMES.get(block[at++]),
              price(one, 0, text),
              price(one, 1, text),
              price(one, 2, text),
              price(one, 3, text),
              size(one, 4, text));
    };
  }

  private Series series(int flags) {
    Series same = current;
    if ((flags & PackedFormat.SAME_SYMBOL) != 0 && same != null) {
      return same;
    }
    int number = (int) varint();
    if (number == series.size()) {
      series.add(
          new Series(names.computeIfAbsent(string(), Symbol::new), PackedFormat.decimals(kind)));
    }
    Series one = series.get(number);
    current = one;
    return one;
  }

  private Price price(Series one, int place, boolean text) {
    if (text) {
      return new Price(new BigDecimal(string()));
    }
    long difference = zigzag();
    Price before = one.prices[place];
    if (difference == 0 && before != null) {
      return before;
    }
    long unscaled = one.unscaled[place] + difference;
    one.unscaled[place] = unscaled;
    Price price = new Price(BigDecimal.valueOf(unscaled, one.scales[place]));
    one.prices[place] = price;
    return price;
  }

  private Quantity size(Series one, int place, boolean text) {
    if (text) {
      return new Quantity(new BigDecimal(string()));
    }
    long unscaled = varint();
    Quantity before = one.sizes[place];
    if (before != null && unscaled == one.unscaled[place]) {
      return before;
    }
    one.unscaled[place] = unscaled;
    Quantity size = new Quantity(BigDecimal.valueOf(unscaled, one.scales[place]));
    one.sizes[place] = size;
    return size;
  }

  private long tradeId(Series one) {
    one.tradeId += zigzag();
    return one.tradeId;
  }

  private String string() {
    int length = (int) varint();
    if (length < 0 || length > end - at) {
      throw new IllegalStateException("a text of " + length + " bytes");
    }
    at += length;
    return new String(block, at - length, length, StandardCharsets.UTF_8);
  }

  private long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() {
    byte first = block[at++];
    if (first >= 0) {
      return first;
    }
    long value = first & 0x7f;
    for (int shift = 7; shift < Long.SIZE; shift += 7) {
      byte next = block[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalStateException("a number without an end");
  }

  @Override
  public String text() {
    TapeRow.Usable row = last;
    return row == null ? "" : TapeCsv.line(row);
  }

  @Override
  public long bytesRead() {
    return position;
  }

  @Override
  public @Nullable String warning() {
    return null;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
