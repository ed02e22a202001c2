package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.core.market.Feed;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed with long stretches of unusable rows, which have no number of their own. */
class FeedRestartTest {

  private static final int ROWS = 700;
  private static final Pace FREE = new Pace(1e9, false, 1);

  @TempDir private Path folder;

  @Test
  void unusableRowsAreQuarantinedOnceHoweverOftenTheFeedStartsAgain() throws Exception {
    List<Event> inputs = new ArrayList<>();
    rows(inputs, "before");
    inputs.add(Ticks.tick(1));
    rows(inputs, "between");
    inputs.add(Ticks.tick(2));
    try (TestBroker broker = TestBroker.start(folder, 1)) {
      for (int killedAfter : new int[] {300, ROWS, ROWS + 1, 2 * ROWS, 2 * ROWS + 1}) {
        play(broker.settings(), inputs, killedAfter);
      }
      play(broker.settings(), inputs, Integer.MAX_VALUE);

      assertThat(Log.of(broker.settings(), Topics.QUARANTINE))
          .isEqualTo(Log.of(inputs, Topics.QUARANTINE));
      assertThat(Log.of(broker.settings(), Topics.TICKS)).isEqualTo(Log.of(inputs, Topics.TICKS));
    }
  }

  private static void rows(List<Event> inputs, String name) {
    for (int row = 0; row < ROWS; row++) {
      inputs.add(new Quarantined("trades.csv", inputs.size(), "BAD_ROW", name, "x"));
    }
  }

  /** Plays the feed and stops after so many events, or at the end. */
  private static void play(KafkaSettings kafka, List<Event> inputs, int stopAfter) {
    AtomicInteger played = new AtomicInteger();
    Consumer<Event> counting = event -> played.incrementAndGet();
    FeedRunner runner =
        new FeedRunner(
            Market.source(
                () ->
                    new ListFeed(inputs.subList(0, Math.min(stopAfter, inputs.size())).iterator()),
                counting),
            FREE,
            kafka,
            new SimpleMeterRegistry());
    runner.start();
    try {
      TestLine.await(
          "the feed is played",
          runner::failure,
          () -> played.get() >= Math.min(stopAfter, inputs.size()));
    } finally {
      runner.close();
    }
  }

  private record ListFeed(Iterator<Event> inputs) implements Feed {

    @Override
    public @Nullable Event next() {
      return inputs.hasNext() ? inputs.next() : null;
    }

    @Override
    public double progress() {
      return inputs.hasNext() ? 0 : 1;
    }

    @Override
    public void close() {}
  }
}
