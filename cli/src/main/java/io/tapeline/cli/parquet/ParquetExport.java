package io.tapeline.cli.parquet;

import io.tapeline.core.market.Aggressor;
import io.tapeline.core.money.Side;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.tape.TapeReader;
import io.tapeline.core.tape.TapeRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * Writes the usable rows of a tape as Parquet, with the columns of the tape. {@code ts} is a UTC
 * timestamp in microseconds; amounts are text, so that they keep the digits of their source to the
 * last zero. The file appears whole or not at all.
 */
public final class ParquetExport {

  private static final String TS = "ts";

  private ParquetExport() {}

  /**
   * What was written.
   *
   * @param warning what is left out at the end of an unfinished recording, null if nothing is
   */
  public record Result(TapeKind kind, long rows, long rejectedRows, @Nullable String warning) {}

  /**
   * Exports one tape.
   *
   * @throws TapeException if the tape cannot be used, or the file is there and not to be replaced
   */
  public static Result run(Path tape, Path out, boolean overwrite) throws IOException {
    if (Files.exists(out) && !overwrite) {
      throw new TapeException(out + " is there already; name another file or add --overwrite");
    }
    Path part = out.resolveSibling(out.getFileName() + ".part");
    Files.deleteIfExists(part);
    try (TapeReader reader = TapeReader.open(tape)) {
      Result result = write(reader, part);
      if (result.rows() == 0) {
        throw new TapeException(tape + ": no usable row");
      }
      Files.move(part, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return result;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Result write(TapeReader reader, Path part) throws IOException {
    TapeKind kind = reader.kind();
    List<String> columns = reader.hasTradeIds() ? kind.columnsWithIds() : kind.columns();
    MessageType schema = schema(kind, columns);
    SimpleGroupFactory groups = new SimpleGroupFactory(schema);
    long rows = 0;
    long rejected = 0;
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(part))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (TapeRow row = reader.next(); row != null; row = reader.next()) {
        switch (row) {
          case TapeRow.Rejected _ -> rejected++;
          case TapeRow.Usable usable -> {
            Group group = groups.newGroup();
            fill(group, columns, usable);
            writer.write(group);
            rows++;
          }
        }
      }
    }
    return new Result(kind, rows, rejected, reader.warning());
  }

  private static MessageType schema(TapeKind kind, List<String> columns) {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    for (String column : columns) {
      if (column.equals(TS)) {
        schema
            .required(PrimitiveTypeName.INT64)
            .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
            .named(column);
      } else {
        schema
            .optional(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(column);
      }
    }
    return schema.named(kind.label());
  }

  private static void fill(Group group, List<String> columns, TapeRow.Usable row) {
    List<@Nullable Object> cells = cells(row);
    group.add(TS, row.micros());
    for (int i = 1; i < columns.size(); i++) {
      Object cell = cells.get(i - 1);
      if (cell != null) {
        group.add(columns.get(i), cell.toString());
      }
    }
  }

  /** Behind the time, in the order of {@link TapeKind#columnsWithIds}. */
  private static List<@Nullable Object> cells(TapeRow.Usable row) {
    return switch (row) {
      case TapeRow.Trade r ->
          Arrays.asList(
              r.symbol(),
              r.price(),
              r.size(),
              r.aggressor() == Aggressor.UNKNOWN ? null : r.aggressor(),
              r.tradeId());
      case TapeRow.BidAsk r ->
          Arrays.asList(r.symbol(), r.bid(), r.bidSize(), r.ask(), r.askSize());
      case TapeRow.Depth r ->
          List.of(
              r.symbol(),
              r.level().side() == Side.BUY ? "BID" : "ASK",
              r.level().price(),
              r.level().size(),
              r.snapshot() ? "snapshot" : "update");
      case TapeRow.Bar r ->
          List.of(
              r.symbol(),
              r.timeframe().label(),
              r.open(),
              r.high(),
              r.low(),
              r.close(),
              r.volume());
    };
  }
}
