package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that a stage cannot read, between ticks that it can. */
class UnreadableTest {

  private static final byte[] NOISE = "\u00ffnot a tick".getBytes(StandardCharsets.ISO_8859_1);
  private static final TopicPartition SIGNALS = new TopicPartition("signals", 0);

  @TempDir private Path folder;
  private TestBroker broker;

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(folder, 1);
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void unreadableBytesGoToQuarantineWholeAndOnceAndTheLineGoesOn() {
    ProducerRecord<String, byte[]> badHeader = tick(3);
    badHeader.headers().remove(Headers.SEQ).add(Headers.SEQ, new byte[] {1, 2, 3});
    ProducerRecord<String, byte[]> badMarker = Headers.marker("ticks", 0, 3);
    badMarker.headers().remove(Headers.MARKER).add(Headers.MARKER, new byte[] {9});
    send(List.of(tick(1), noise(2), badHeader, badMarker, tick(4), Headers.marker("ticks", 0, 4)));
    List<Quarantined> first = runUpTo(4, StageRunner::halt);

    assertThat(first)
        .extracting(Quarantined::source, Quarantined::position, Quarantined::reason)
        .containsExactly(
            tuple("ticks-0", 1L, "UNREADABLE"),
            tuple("ticks-0", 2L, "UNREADABLE"),
            tuple("ticks-0", 3L, "UNREADABLE"));
    assertThat(Base64.getDecoder().decode(first.getFirst().original())).isEqualTo(NOISE);
    assertThat(Base64.getDecoder().decode(first.get(1).original())).isEqualTo(tick(3).value());

    send(List.of(Headers.marker("ticks", 0, 5)));

    assertThat(runUpTo(5, StageRunner::close)).as("after a kill").isEqualTo(first);

    send(List.of(Headers.marker("ticks", 0, 6)));

    assertThat(runUpTo(6, StageRunner::close)).as("after a stop").isEqualTo(first);
  }

  @Test
  void aStopCommitsWhatIsProcessed() {
    send(List.of(tick(1), tick(2), Headers.marker("ticks", 0, 2)));

    runUpTo(2, StageRunner::close);

    TopicPartition ticks = new TopicPartition("ticks", 0);
    try (Membership member =
        new KafkaMembership(broker.settings(), "signal", "ticks", false, () -> {})) {
      assertThat(member.progress(new TreeSet<>(Set.of(0))).get(0))
          .isNotNull()
          .extracting(progress -> progress.next(ticks))
          .isEqualTo(2L);
    }
  }

  private static ProducerRecord<String, byte[]> tick(long seq) {
    MarketEvent event = Ticks.tick(seq);
    ProducerRecord<String, byte[]> record = Topics.TICKS.record(event);
    Headers.setSeq(record.headers(), seq);
    return record;
  }

  private static ProducerRecord<String, byte[]> noise(long seq) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>("ticks", "BTCUSDT", NOISE);
    Headers.setSeq(record.headers(), seq);
    return record;
  }

  private void send(List<ProducerRecord<String, byte[]>> records) {
    try (LogClient log = new KafkaLog(broker.settings(), "test")) {
      records.forEach(log::send);
      log.flush();
    }
  }

  /** Runs the signal stage until it says that it is complete up to there; gives the quarantine. */
  private List<Quarantined> runUpTo(long seq, Consumer<StageRunner> end) {
    StageRunner runner =
        new StageRunner(
            StageSpec.SIGNAL,
            () -> Market.stage(StageSpec.SIGNAL),
            true,
            broker.settings(),
            new SimpleMeterRegistry());
    runner.start();
    try (LogClient log = new KafkaLog(broker.settings(), "test")) {
      TestLine.await(
          "signals complete up to " + seq,
          runner::failure,
          () -> FeedTail.markers(log, SIGNALS, 1).getOrDefault(0, 0L) >= seq);
    } finally {
      end.accept(runner);
    }
    List<Quarantined> quarantine = new ArrayList<>();
    Log.events(
        broker.settings(), Topics.QUARANTINE, (key, event) -> quarantine.add((Quarantined) event));
    return quarantine;
  }
}
