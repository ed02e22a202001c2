package io.tapeline.core.tape;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tape in its binary form; see {@code docs/tapes.md}. The file appears whole or not at
 * all.
 */
public final class PackedWriter implements AutoCloseable {

  private static final int DIGITS_OF_A_LONG = 18;

  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final OutputStream out;
  private final TapeKind kind;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream(1 << 16);
  private final Map<Symbol, Series> series = new HashMap<>();
  private final @Nullable BigDecimal[] decimals;
  private @Nullable Series current;
  private int inBlock;
  private long micros;
  private long rows;
  private boolean numbered;

  /** What one symbol's rows of a block refer to. */
  private static final class Series {

    private final int number;
    private final int[] scales;
    private final long[] unscaled;
    private long tradeId;

    Series(int number, int decimals) {
      this.number = number;
      this.scales = new int[decimals];
      this.unscaled = new long[decimals];
      Arrays.fill(scales, -1);
    }
  }

  public PackedWriter(Path file, TapeKind kind) throws IOException {
    this.file = file;
    this.kind = kind;
    this.decimals = new @Nullable BigDecimal[PackedFormat.decimals(kind)];
    part = file.resolveSibling(file.getFileName() + ".part");
    channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    out = Channels.newOutputStream(channel);
    out.write(PackedFormat.header(kind, PackedFormat.FIRST_VERSION));
  }

  /** Rows written. */
  public long rows() {
    return rows;
  }

  /** Writes one row of the tape's kind. */
  public void row(TapeRow.Usable row) throws IOException {
    int more = fill(row);
    boolean text = false;
    for (BigDecimal each : decimals) {
      text |= each != null && each.precision() > DIGITS_OF_A_LONG;
    }
    Series known = series.get(row.symbol());
    Series one = known == null ? new Series(series.size(), decimals.length) : known;
    boolean rescaled = !text && rescaled(one);
    boolean same = known != null && known.equals(current);
    boolean late = row instanceof TapeRow.Trade trade && trade.late();
    Long tradeId = row instanceof TapeRow.Trade trade ? trade.tradeId() : null;
    zigzag(row.micros() - micros);
    block.write(
        (same ? PackedFormat.SAME_SYMBOL : 0)
            | (rescaled ? PackedFormat.NEW_SCALES : 0)
            | (text ? PackedFormat.AS_TEXT : 0)
            | (more << PackedFormat.KIND_SHIFT)
            | (late ? PackedFormat.LATE : 0)
            | (tradeId == null ? 0 : PackedFormat.NUMBERED));
    if (!same) {
      varint(one.number);
    }
    if (known == null) {
      series.put(row.symbol(), one);
      string(row.symbol().value());
    }
    write(row, one, rescaled, text);
    if (tradeId != null) {
      zigzag(tradeId - one.tradeId);
      one.tradeId = tradeId;
      numbered = true;
    }
    current = one;
    micros = row.micros();
    rows++;
    inBlock++;
    if (inBlock == PackedFormat.ROWS_A_BLOCK || block.size() > PackedFormat.LARGEST_BLOCK / 2) {
      endBlock();
    }
  }

  private void write(TapeRow.Usable row, Series one, boolean rescaled, boolean text) {
    if (rescaled) {
      for (int scale : one.scales) {
        block.write(Math.max(scale, 0));
      }
    }
    if (row instanceof TapeRow.Bar bar) {
      block.write(PackedFormat.TIMEFRAMES.indexOf(bar.timeframe()));
    }
    for (int i = 0; i < decimals.length; i++) {
      BigDecimal each = decimals[i];
      if (each == null) {
        continue;
      }
      if (text) {
        string(each.toPlainString());
      } else {
        long unscaled = each.unscaledValue().longValueExact();
        if (PackedFormat.isPrice(kind, i)) {
          zigzag(unscaled - one.unscaled[i]);
        } else {
          varint(unscaled);
        }
        one.unscaled[i] = unscaled;
      }
    }
  }

  /** Takes the row's scales over; true if one differs. */
  private boolean rescaled(Series one) {
    boolean differs = false;
    for (int i = 0; i < decimals.length; i++) {
      BigDecimal each = decimals[i];
      if (each != null && each.scale() != one.scales[i]) {
        one.scales[i] = each.scale();
        differs = true;
      }
    }
    return differs;
  }

  /** Lays out the decimals; gives back the two bits of the kind. */
  private int fill(TapeRow.Usable row) {
    return switch (row) {
      case TapeRow.Trade r -> {
        decimals(r.price().value(), r.size().value());
        yield PackedFormat.AGGRESSORS.indexOf(r.aggressor());
      }
      case TapeRow.BidAsk r -> {
        decimals(r.bid().value(), value(r.bidSize()), r.ask().value(), value(r.askSize()));
        yield (r.bidSize() == null ? 1 : 0) | (r.askSize() == null ? 2 : 0);
      }
      case TapeRow.Depth r -> {
        BookUpdate.Level level = r.level();
        decimals(level.price().value(), level.size().value());
        yield (level.side() == Side.BUY ? 0 : 1) | (r.snapshot() ? 2 : 0);
      }
      case TapeRow.Bar r -> {
        decimals(
            r.open().value(),
            r.high().value(),
            r.low().value(),
            r.close().value(),
            r.volume().value());
        yield 0;
      }
    };
  }

  private static @Nullable BigDecimal value(@Nullable Quantity size) {
    return size == null ? null : size.value();
  }

  private void decimals(@Nullable BigDecimal... values) {
    if (values.length != decimals.length) {
      throw new IllegalArgumentException("no row of a " + kind.label() + " tape");
    }
    System.arraycopy(values, 0, decimals, 0, values.length);
  }

  private void string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    varint(bytes.length);
    block.writeBytes(bytes);
  }

  private void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      block.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    block.write((int) left);
  }

  private void endBlock() throws IOException {
    if (inBlock == 0) {
      return;
    }
    writeBlock(block.size(), inBlock, block.toByteArray());
    block.reset();
    series.clear();
    current = null;
    micros = 0;
    inBlock = 0;
  }

  private void writeBlock(int length, int count, byte[] content) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(PackedFormat.BLOCK_HEAD).putInt(length).putInt(count);
    head.putInt(PackedFormat.checksum(head.array(), 8, content, content.length));
    out.write(head.array());
    out.write(content);
  }

  /** Makes what was written durable and moves it into its place, over what is there. */
  public void commit() throws IOException {
    endBlock();
    writeBlock(0, 0, ByteBuffer.allocate(Long.BYTES).putLong(rows).array());
    if (numbered) {
      channel.position(0);
      out.write(PackedFormat.header(kind, PackedFormat.VERSION));
    }
    channel.force(true);
    out.close();
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
