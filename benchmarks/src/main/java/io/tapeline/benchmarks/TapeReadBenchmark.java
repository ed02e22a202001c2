package io.tapeline.benchmarks;

import io.tapeline.core.tape.TapeReader;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.tape.Unpacking;
import io.tapeline.core.tape.pack.TapePack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One whole tape read: unpacked alone (the floor), as CSV as every command reads it, as CSV in one
 * thread, and in its binary form. Name a gzip tape with {@code -p tape=FILE}. Commands unpack in a
 * second thread, so that wall time needs two idle processors.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TapeReadBenchmark {

  private static final int BLOCK = 1 << 16;

  @Param("tape.csv.gz")
  private String tape = "";

  private Path csv = Path.of("");
  private Path packed = Path.of("");

  @Setup
  public void pack() throws IOException {
    csv = Path.of(tape);
    packed = Files.createTempFile("benchmark", ".tape");
    TapePack.run(List.of(csv), packed, true);
  }

  @TearDown
  public void remove() throws IOException {
    Files.delete(packed);
  }

  @Benchmark
  public long unpackAlone() throws IOException {
    byte[] block = new byte[BLOCK];
    long bytes = 0;
    try (InputStream input = new GZIPInputStream(Files.newInputStream(csv), BLOCK)) {
      for (int read = input.read(block); read >= 0; read = input.read(block)) {
        bytes += read;
      }
    }
    return bytes;
  }

  @Benchmark
  public void readCsv(Blackhole sink) throws IOException {
    read(TapeReader.open(csv), sink);
  }

  @Benchmark
  public void readCsvInOneThread(Blackhole sink) throws IOException {
    read(TapeReader.open(csv, Unpacking.IN_PLACE), sink);
  }

  @Benchmark
  public void readPacked(Blackhole sink) throws IOException {
    read(TapeReader.open(packed), sink);
  }

  private static void read(TapeReader tape, Blackhole sink) throws IOException {
    try (TapeReader reader = tape) {
      for (TapeRow row = reader.next(); row != null; row = reader.next()) {
        sink.consume(row);
      }
    }
  }
}
