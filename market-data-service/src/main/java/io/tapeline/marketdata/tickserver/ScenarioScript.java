package io.tapeline.marketdata.tickserver;

import io.tapeline.core.tape.LineSource;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.generic.TickFrame;
import io.tapeline.marketdata.live.generic.TickFrames;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A scenario written by hand: lines of {@code SECONDS,STEP,…} in the order of time, where the step
 * is one of
 *
 * <ul>
 *   <li>{@code tick,SYMBOL,PRICE,BID,ASK,VOLUME}: a frame; bid and ask, or price and volume, may be
 *       empty
 *   <li>{@code text,ANYTHING}: these characters as a frame, right or wrong
 *   <li>{@code silence,SECONDS}: frames due in that time are left out
 *   <li>{@code disconnect[,SECONDS]}: connections break, none is taken for that time
 * </ul>
 *
 * Blank lines and lines that begin with {@code #} are passed over.
 */
public final class ScenarioScript implements Script {

  private static final List<String> TICK = List.of("symbol", "price", "bid", "ask", "volume");
  private static final BigDecimal MICROS = BigDecimal.valueOf(EventTime.MICROS_PER_SECOND);
  private static final int FINEST = 6;

  /** Ten years: more than anybody waits, and far from what does not fit. */
  private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(315_360_000);

  private final Path file;
  private final List<Function<EventTime, Step>> steps;

  private ScenarioScript(Path file, List<Function<EventTime, Step>> steps) {
    this.file = file;
    this.steps = steps;
  }

  /**
   * Reads a scenario, plain or gzip.
   *
   * @throws TapeException naming file and line of the first mistake
   */
  public static ScenarioScript read(Path file) throws IOException {
    List<Function<EventTime, Step>> steps = new ArrayList<>();
    try (LineSource lines = LineSource.openUnpacked(file)) {
      long last = 0;
      while (lines.nextFilled()) {
        String line = lines.text().strip();
        if (line.startsWith("#")) {
          continue;
        }
        try {
          last = add(line, last, steps);
        } catch (IllegalArgumentException e) {
          throw new TapeException(
              "%s: line %d: %s".formatted(file, lines.line(), e.getMessage()), e);
        }
      }
    }
    if (steps.isEmpty()) {
      throw new TapeException(
          file + ": no step in it; write for instance 0,tick,AAPL,150.25,150.24,150.26,320");
    }
    return new ScenarioScript(file, List.copyOf(steps));
  }

  private static long add(String line, long last, List<Function<EventTime, Step>> steps) {
    String[] parts = line.split(",", 3);
    long at = micros("time", parts[0]);
    if (at < last) {
      throw new IllegalArgumentException(
          "time %s is before that of the step above; put the steps in order".formatted(parts[0]));
    }
    String step = parts.length > 1 ? parts[1].strip() : "";
    String rest = parts.length > 2 ? parts[2] : "";
    steps.add(
        switch (step) {
          case "tick" -> tick(at, rest);
          case "text" -> always(new Step.Send(at, rest));
          case "silence" -> always(new Step.Silence(at, micros("silence", rest)));
          case "disconnect" ->
              always(new Step.Disconnect(at, rest.isBlank() ? 0 : micros("disconnect", rest)));
          default ->
              throw new IllegalArgumentException(
                  "unknown step '%s': choose one of tick, text, silence, disconnect"
                      .formatted(step));
        });
    return at;
  }

  private static Function<EventTime, Step> always(Step step) {
    return _ -> step;
  }

  private static Function<EventTime, Step> tick(long at, String rest) {
    String[] cells = rest.split(",", -1);
    if (cells.length != TICK.size()) {
      throw new IllegalArgumentException(
          "a tick is SECONDS,tick,SYMBOL,PRICE,BID,ASK,VOLUME; this one has %d of the %d after tick"
              .formatted(cells.length, TICK.size()));
    }
    Map<String, String> fields = new HashMap<>();
    fields.put("ts", "1");
    for (int i = 0; i < cells.length; i++) {
      if (!cells[i].isBlank()) {
        fields.put(TICK.get(i), cells[i].strip());
      }
    }
    return switch (TickFrames.of(fields)) {
      case TickFrame.Rejected rejected -> throw new IllegalArgumentException(rejected.detail());
      case TickFrame.Seen seen ->
          from ->
              new Step.Send(
                  at,
                  TickFrames.text(new EventTime(from.micros() + at), seen.trade(), seen.quote()));
    };
  }

  private static long micros(String what, String text) {
    try {
      BigDecimal seconds = new BigDecimal(text.strip()).stripTrailingZeros();
      if (seconds.signum() >= 0
          && seconds.compareTo(LONGEST_SECONDS) <= 0
          && seconds.scale() <= FINEST) {
        return seconds.multiply(MICROS).longValueExact();
      }
    } catch (NumberFormatException e) {
      // Told below, as are numbers out of range.
    }
    throw new IllegalArgumentException(
        "%s '%s' is not a number of seconds from 0 to %s with at most %d decimals"
            .formatted(what, text.strip(), LONGEST_SECONDS.toPlainString(), FINEST));
  }

  @Override
  public Steps begin(@Nullable EventTime from) {
    if (from == null) {
      throw new IllegalArgumentException("a scenario has no recorded times");
    }
    Iterator<Function<EventTime, Step>> rest = steps.iterator();
    return () -> rest.hasNext() ? rest.next().apply(from) : null;
  }

  @Override
  public String says() {
    return "the scenario %s, %d steps".formatted(file, steps.size());
  }
}
