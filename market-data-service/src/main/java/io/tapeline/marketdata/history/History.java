package io.tapeline.marketdata.history;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.history.Journal.Block;
import io.tapeline.marketdata.history.Pages.Page;
import io.tapeline.marketdata.rest.VenueException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Fetches history into a tape (MD-HIST).
 *
 * <p>Pages are kept beside the tape as they come, so that a run that was interrupted, however, is
 * carried on by the next one with the same request; the tape appears whole, when all is there.
 * Asked again for a tape that is there, it does nothing.
 */
public final class History {

  /**
   * The venue's newest trades may not be on its pages yet: its present is taken so much earlier.
   */
  static final Duration SETTLE = Duration.ofSeconds(5);

  private final HistoryRequest request;
  private final HistorySettings settings;
  private final HistoryListener listener;
  private final HistorySource source;
  private final Path tape;

  private History(
      HistoryRequest request, HistorySettings settings, HttpClient http, HistoryListener listener) {
    this.request = request;
    this.settings = settings;
    this.listener = listener;
    source = request.venue().source(settings, http, listener::note);
    tape = request.file();
  }

  /**
   * Fetches what is missing and writes the tape.
   *
   * @throws HistoryException if the request cannot be met as it is
   * @throws VenueException if the venue does not answer, or not usefully, after all retries
   * @throws IOException if a file cannot be written
   */
  public static HistoryResult fetch(
      HistoryRequest request, HistorySettings settings, HistoryListener listener)
      throws IOException, InterruptedException {
    request.check();
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    try {
      return new History(request, settings, http, listener).run();
    } finally {
      http.shutdownNow();
    }
  }

  private HistoryResult run() throws IOException, InterruptedException {
    Path folder = tape.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new HistoryException(tape + ": its folder does not exist; make it first");
    }
    Finished there = Finished.read(tape);
    if (Files.exists(tape)) {
      return alreadyThere(there);
    }
    Task task = task();
    Path part = Journal.beside(tape);
    try (Journal journal = Journal.open(part, task)) {
      try {
        return fetchInto(journal, task);
      } finally {
        if (journal.newest() == null) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  private HistoryResult fetchInto(Journal journal, Task task)
      throws IOException, InterruptedException {
    Path part = Journal.beside(tape);
    Pages pages = pages(task.range());
    long resumed = journal.rows();
    if (journal.newest() != null) {
      listener.note("%s: carrying on, %d rows are there".formatted(part, resumed));
    }
    fetch(pages, journal, task.range());
    Finished finished = new TapeAssembly(task, tape, pages.newestFirst()).write(journal);
    Files.deleteIfExists(part);
    return result(finished, false, resumed);
  }

  /** Whether a run with this request was interrupted and has left something to carry on with. */
  public static boolean isBegun(HistoryRequest request) {
    return Files.exists(Journal.beside(request.file()));
  }

  private void fetch(Pages pages, Journal journal, Range range)
      throws IOException, InterruptedException {
    Block newest = journal.newest();
    String cursor = newest == null ? pages.start() : newest.cursor();
    boolean complete = newest != null && newest.last();
    long rows = journal.rows();
    if (newest != null) {
      listener.progress(share(newest.reached(), pages, range), rows);
    }
    while (!complete) {
      Page page = pages.page(cursor);
      journal.append(page);
      rows += page.rows().size();
      cursor = page.next();
      complete = page.last();
      listener.progress(complete ? 1 : share(page.reached(), pages, range), rows);
    }
  }

  private static double share(EventTime reached, Pages pages, Range range) {
    long covered =
        pages.newestFirst() ? range.to().microsSince(reached) : reached.microsSince(range.from());
    return Math.clamp((double) covered / range.micros(), 0, 1);
  }

  private Pages pages(Range range) throws HistoryException {
    Timeframe timeframe = request.timeframe();
    return timeframe == null || request.fromTrades()
        ? source.trades(request.symbol(), range)
        : source.candles(request.symbol(), timeframe, range);
  }

  /** The range asked for, with the end of the run that is carried on where none is given. */
  private Task task() throws IOException, InterruptedException {
    EventTime now = source.now();
    EventTime end = request.to();
    if (end != null && end.isAfter(now)) {
      throw new HistoryException("--to %s: lies after the venue's present, %s".formatted(end, now));
    }
    Task task = task(end == null ? now.minus(SETTLE) : end);
    Task begun = Journal.task(Journal.beside(tape));
    if (end == null && begun != null && begun.differsInEndOnly(task)) {
      return begun;
    }
    if (task.from() >= task.to()) {
      throw new HistoryException(
          "%s: nothing lies between %s and %s"
              .formatted(tape, new EventTime(task.from()), new EventTime(task.to())));
    }
    return task;
  }

  /** Of candles those that open at the start or later, and close at the end or earlier. */
  private Task task(EventTime end) {
    Timeframe timeframe = request.timeframe();
    return timeframe == null
        ? Task.of(request, settings, request.from(), end)
        : Task.of(
            request,
            settings,
            ceiling(request.from(), timeframe.length()),
            end.floor(timeframe.length()));
  }

  private static EventTime ceiling(EventTime time, Duration length) {
    EventTime floor = time.floor(length);
    return floor.equals(time) ? time : floor.plus(length);
  }

  private HistoryResult alreadyThere(@Nullable Finished there) throws IOException {
    if (there == null) {
      throw new HistoryException(
          tape + ": is there and was not made by history; move it, or name another --out");
    }
    EventTime end = request.to();
    Task asked = task(end == null ? new EventTime(there.task().to()) : end);
    if (!asked.equals(there.task())) {
      throw new HistoryException(
          "%s: holds another history, %s; move it, or name another --out"
              .formatted(tape, there.task()));
    }
    if (Files.size(tape) != there.bytes()) {
      throw new HistoryException(
          "%s: was changed since it was fetched (%d bytes, not %d); move it, or name another --out"
              .formatted(tape, Files.size(tape), there.bytes()));
    }
    Files.deleteIfExists(Journal.beside(tape));
    return result(there, true, there.rows());
  }

  private HistoryResult result(Finished finished, boolean alreadyThere, long resumed) {
    Path rejected = TapeAssembly.rejectedBeside(tape);
    return new HistoryResult(
        request,
        finished.task().range(),
        tape,
        finished.rows(),
        time(finished.first()),
        time(finished.last()),
        finished.rejected(),
        finished.rejected() > 0 ? rejected : null,
        finished.missing(),
        finished.gaps(),
        finished.stepsBack(),
        alreadyThere,
        resumed,
        source.requests(),
        source.retries());
  }

  private static @Nullable EventTime time(@Nullable Long micros) {
    return micros == null ? null : new EventTime(micros);
  }
}
