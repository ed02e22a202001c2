package io.tapeline.cli;

import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.Quote;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.tape.TapeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code tapeline quotes}: the top of a book tape as CSV, a row at each change of price or size.
 * While a book is crossed or one-sided there is no row, nor before its first snapshot.
 */
@Command(
    name = "quotes",
    description = "Top of book of a book tape, as CSV on stdout, a row at each change.",
    mixinStandardHelpOptions = true)
final class QuotesCommand implements Callable<Integer> {

  static final String HEADER = "ts,symbol,bid,bid_size,ask,ask_size";

  private final Console console;
  private final QuarantineTally quarantined = new QuarantineTally();
  private final Set<String> withoutSnapshot = new TreeSet<>();
  private final Set<String> withSnapshot = new TreeSet<>();

  @Option(
      names = "--tape",
      required = true,
      arity = "1..*",
      paramLabel = "BOOK",
      description = "Book tapes, CSV or gzip; several are merged by time.")
  private List<Path> tapes = List.of();

  QuotesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    for (Path tape : tapes) {
      try (TapeReader reader = TapeReader.open(tape)) {
        if (reader.kind() != TapeKind.BOOK) {
          throw CommandException.wrongInput(
              "%s: is a %s tape; quotes are made of book tapes"
                  .formatted(tape, reader.kind().label()));
        }
      }
    }
    try (TapeFeed feed = TapeFeed.open(tapes, TapeFeed.Settings.ROWS_ONLY)) {
      feed.warnings().forEach(console::note);
      play(feed);
    }
    return ExitStatus.DONE;
  }

  private void play(TapeFeed feed) throws IOException {
    try (CsvOutput csv = new CsvOutput(console.out(), HEADER)) {
      for (Event event = feed.next(); event != null; event = feed.next()) {
        switch (event) {
          case Quarantined row -> quarantined.add(row);
          case BookUpdate update -> note(update);
          case Quote quote ->
              csv.row(
                  quote.ts().micros(),
                  quote.symbol(),
                  quote.bid(),
                  quote.bidSize(),
                  quote.ask(),
                  quote.askSize());
          default -> throw new IllegalStateException("unexpected on a book feed: " + event.id());
        }
      }
    } finally {
      quarantined.tell(console);
    }
    if (withSnapshot.isEmpty() && withoutSnapshot.isEmpty()) {
      throw CommandException.wrongInput("no usable row in " + tapes.getFirst());
    }
    if (!withoutSnapshot.isEmpty()) {
      console.note(
          "no quotes of %s: the tape has changes but no snapshot to apply them to"
              .formatted(String.join(", ", withoutSnapshot)));
    }
  }

  private void note(BookUpdate update) {
    String symbol = update.symbol().value();
    if (update.snapshot()) {
      withSnapshot.add(symbol);
      withoutSnapshot.remove(symbol);
    } else if (!withSnapshot.contains(symbol)) {
      withoutSnapshot.add(symbol);
    }
  }
}
