package io.tapeline.cli.parquet;

import io.tapeline.core.export.Csv;
import io.tapeline.core.tape.TapeException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file as a table of text, to be imported like any other.
 *
 * <p>Timestamps of any unit become epoch microseconds, finer digits cut off; decimals keep their
 * scale; binary floating point is written with the fewest digits that give the same number again;
 * null is an empty cell.
 */
final class ParquetTable {

  private static final long JULIAN_EPOCH = 2_440_588;

  private ParquetTable() {}

  /**
   * Writes the table as CSV; returns the names of its columns.
   *
   * @throws TapeException if the file is damaged, or has columns that hold no plain value
   */
  static List<String> toCsv(Path parquet, Path csv) throws IOException {
    try (ParquetFileReader reader =
            ParquetFileReader.open(
                new LocalInputFile(parquet),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
        BufferedWriter writer = Files.newBufferedWriter(csv)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      List<String> names = names(parquet, schema);
      writer.write(Csv.line(names) + "\n");
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> rows = columns.getRecordReader(pages, new GroupRecordConverter(schema));
        for (long i = 0; i < pages.getRowCount(); i++) {
          writer.write(Csv.line(cells(schema, rows.read())) + "\n");
        }
      }
      return names;
    } catch (TapeException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new TapeException(
          "%s: cannot be read as Parquet (%s); copy it again".formatted(parquet, e.getMessage()),
          e);
    }
  }

  private static List<String> names(Path file, MessageType schema) throws TapeException {
    List<String> names = new ArrayList<>();
    for (Type column : schema.getFields()) {
      if (!column.isPrimitive() || column.isRepetition(Type.Repetition.REPEATED)) {
        throw new TapeException(
            "%s: column '%s' holds lists or groups; write a file of plain columns"
                .formatted(file, column.getName()));
      }
      names.add(column.getName());
    }
    return names;
  }

  private static List<@Nullable Object> cells(MessageType schema, Group row) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (int i = 0; i < schema.getFieldCount(); i++) {
      cells.add(
          row.getFieldRepetitionCount(i) == 0
              ? null
              : text(schema.getType(i).asPrimitiveType(), row, i));
    }
    return cells;
  }

  private static String text(PrimitiveType type, Group row, int i) {
    PrimitiveTypeName physical = type.getPrimitiveTypeName();
    if (type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
      BigInteger unscaled =
          switch (physical) {
            case INT32 -> BigInteger.valueOf(row.getInteger(i, 0));
            case INT64 -> BigInteger.valueOf(row.getLong(i, 0));
            default -> new BigInteger(row.getBinary(i, 0).getBytes());
          };
      return new BigDecimal(unscaled, decimal.getScale()).toPlainString();
    }
    return switch (physical) {
      case INT64 ->
          Long.toString(
              type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation stamp
                  ? micros(stamp, row.getLong(i, 0))
                  : row.getLong(i, 0));
      case INT96 -> Long.toString(micros(row.getInt96(i, 0).getBytes()));
      case DOUBLE -> plain(Double.toString(row.getDouble(i, 0)));
      case FLOAT -> plain(Float.toString(row.getFloat(i, 0)));
      default -> row.getValueToString(i, 0);
    };
  }

  private static String plain(String number) {
    try {
      BigDecimal value = new BigDecimal(number);
      return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return number; // NaN and infinities are refused by the import, row by row
    }
  }

  private static long micros(TimestampLogicalTypeAnnotation type, long value) {
    return switch (type.getUnit()) {
      case MILLIS -> TimeUnit.MILLISECONDS.toMicros(value);
      case MICROS -> value;
      case NANOS -> Math.floorDiv(value, 1_000L);
    };
  }

  /** Nanoseconds of the day, then the Julian day, as older writers store times. */
  private static long micros(byte[] int96) {
    ByteBuffer fields = ByteBuffer.wrap(int96).order(ByteOrder.LITTLE_ENDIAN);
    long nanos = fields.getLong();
    long days = fields.getInt() - JULIAN_EPOCH;
    return TimeUnit.DAYS.toMicros(days) + Math.floorDiv(nanos, 1_000L);
  }
}
