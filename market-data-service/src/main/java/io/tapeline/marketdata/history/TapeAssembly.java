package io.tapeline.marketdata.history;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.CandleBuilder;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.tape.WholeFile;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.history.Journal.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the tape of a complete journal, and the file of rejected rows beside it. */
final class TapeAssembly {

  /** The journal of what is fetched has .part behind the same name. */
  private static final String WORKING = ".new";

  private final Task task;
  private final Path tape;
  private final boolean newestFirst;
  private final @Nullable Timeframe timeframe;
  private final @Nullable CandleBuilder builder;
  private long rows;
  private long stepsBack;
  private long rejected;
  private long seq;
  private @Nullable EventTime first;
  private @Nullable EventTime last;

  TapeAssembly(Task task, Path tape, boolean newestFirst) {
    this.task = task;
    this.tape = tape;
    this.newestFirst = newestFirst;
    String label = task.timeframe();
    timeframe = label == null ? null : Timeframe.of(label);
    builder =
        timeframe == null || !task.fromTrades()
            ? null
            : new CandleBuilder(
                new Symbol(task.symbol()),
                List.of(timeframe),
                PriceSource.TRADE,
                CandleBuilder.Settings.RESEARCH);
  }

  static Path rejectedBeside(Path tape) {
    return tape.resolveSibling(tape.getFileName() + ".rejected.csv");
  }

  /** Writes the files; the tape appears last. */
  Finished write(Journal journal) throws IOException {
    List<Block> blocks = newestFirst ? journal.blocks().reversed() : journal.blocks();
    writeRejected(journal, blocks);
    try (WholeFile file = new WholeFile(tape, WORKING)) {
      file.line(timeframe == null ? TapeLines.TRADES : TapeLines.CANDLES);
      for (Block block : blocks) {
        for (String row : journal.lines(block).subList(0, block.rows())) {
          take(row, file);
        }
      }
      if (builder != null) {
        write(builder.finish(), file);
      }
      Finished finished = finished(file.complete(), journal);
      finished.write(tape);
      file.commit();
      return finished;
    }
  }

  private void take(String row, WholeFile file) throws IOException {
    if (builder == null) {
      line(row, file);
      return;
    }
    builder.apply(TapeLines.tick(++seq, row));
    write(builder.closed(), file);
  }

  private void write(List<Candle> candles, WholeFile file) throws IOException {
    for (Candle candle : candles) {
      if (candle.isFirstOfPrices()) {
        line(TapeLines.candle(candle), file);
      }
    }
  }

  private void line(String row, WholeFile file) throws IOException {
    EventTime ts = TapeLines.time(row);
    if (last != null && ts.isBefore(last)) {
      stepsBack++;
    }
    if (first == null) {
      first = ts;
    }
    last = ts;
    rows++;
    file.line(row);
  }

  private Finished finished(long bytes, Journal journal) {
    long missing =
        timeframe == null ? 0 : Math.max(0, task.range().slots(timeframe.length()) - rows);
    return new Finished(
        task,
        bytes,
        rows,
        first == null ? null : first.micros(),
        last == null ? null : last.micros(),
        rejected,
        missing,
        journal.blocks().stream().mapToLong(Block::gaps).sum(),
        stepsBack);
  }

  /** Where pages overlap the same row is refused twice; it is kept once. */
  private void writeRejected(Journal journal, List<Block> blocks) throws IOException {
    Path place = rejectedBeside(tape);
    if (blocks.stream().allMatch(block -> block.refused() == 0)) {
      Files.deleteIfExists(place);
      return;
    }
    Set<String> seen = new HashSet<>();
    try (WholeFile file = new WholeFile(place, WORKING)) {
      file.line(TapeLines.REFUSED);
      for (Block block : blocks) {
        List<String> lines = journal.lines(block);
        for (String line : lines.subList(block.rows(), lines.size())) {
          if (seen.add(line)) {
            file.line(line);
            rejected++;
          }
        }
      }
      file.commit();
    }
  }
}
