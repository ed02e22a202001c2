package io.tapeline.marketdata.tickserver;

import io.tapeline.core.sim.RandomWalk;
import io.tapeline.core.sim.SimulatedInstrument;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.generic.TickFrames;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A seeded random walk of each instrument, without end: equal scripts begun at the same time give
 * equal frames.
 *
 * @param perSecond ticks per second of each instrument
 */
public record RandomWalkScript(
    List<SimulatedInstrument> instruments, long seed, BigDecimal perSecond) implements Script {

  /**
   * @throws IllegalArgumentException if no instrument is given, one is given twice, or the rate is
   *     not above zero
   */
  public RandomWalkScript {
    instruments = List.copyOf(instruments);
    RandomWalk _ = new RandomWalk(instruments, seed, new EventTime(0), perSecond);
  }

  @Override
  public Steps begin(@Nullable EventTime from) {
    if (from == null) {
      throw new IllegalArgumentException("a random walk has no recorded times");
    }
    RandomWalk walk = new RandomWalk(instruments, seed, from, perSecond);
    return () -> {
      RandomWalk.Step step = walk.next();
      EventTime ts = step.trade().ts();
      return new Step.Send(ts.microsSince(from), TickFrames.text(ts, step.trade(), step.quote()));
    };
  }

  @Override
  public String says() {
    String symbols =
        instruments.stream()
            .map(instrument -> instrument.symbol().value())
            .collect(Collectors.joining(", "));
    return "%s at %s per second, seed %d".formatted(symbols, perSecond.toPlainString(), seed);
  }
}
