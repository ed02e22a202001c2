package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Stamps;
import io.tapeline.protocol.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition with an event each second, and a marker after every other one. */
class WarmUpTest {

  private static final int EVENTS = 4_000;
  private static final long END = EVENTS + EVENTS / 2;
  private static final TopicPartition TICKS = new TopicPartition(Topics.TICKS.name(), 0);

  @TempDir private static Path folder;
  private static TestBroker broker;
  private static LogClient log;

  @BeforeAll
  static void fill() throws Exception {
    broker = TestBroker.start(folder, 1);
    log = new KafkaLog(broker.settings(), "warm-up");
    for (int i = 1; i <= EVENTS; i++) {
      Heartbeat beat =
          new Heartbeat(new Origin(i, new EventTime(i * 1_000_000L)), new Symbol("BTCUSDT"));
      ProducerRecord<String, byte[]> record = Topics.TICKS.record(beat);
      Headers.setSeq(record.headers(), i);
      Headers.setStamps(record.headers(), Stamps.NONE.with(Hop.SOURCE, beat.ts().micros()));
      log.send(record);
      if (i % 2 == 0) {
        log.send(Headers.marker(TICKS.topic(), 0, i));
      }
    }
    log.flush();
  }

  @AfterAll
  static void stop() {
    log.close();
    broker.close();
  }

  private static long start(int spanSeconds, long begin, long done) {
    return new WarmUp(Duration.ofSeconds(spanSeconds), 30)
        .start(log, TICKS, begin, done, OptionalLong.empty());
  }

  @Test
  void theSpanBeforeTheLastProcessedEventIsReadAgainAndNotFarMore() {
    // Three records are two seconds.
    long start = start(600, 0, END);

    assertThat(start).isBetween(END - 4 * 900, END - 900);
  }

  @Test
  void theSpanCountsFromWhatWasProcessedNotFromTheEnd() {
    assertThat(start(600, 0, END - 2_000)).isBetween(END - 2_000 - 4 * 900, END - 2_000 - 900);
  }

  @Test
  void theSpanCountsFromTheOldestOpenPositionIfThatIsEarlier() {
    long opened = 1_000;
    OptionalLong heldSince = OptionalLong.of(opened * 1_000_000);
    WarmUp warmUp = new WarmUp(Duration.ofMinutes(10), 30);

    // Three records are two seconds: the event of second 400 is at record 600.
    long start = warmUp.start(log, TICKS, 0, END, heldSince);

    assertThat(start).isBetween(0L, 600L);
    assertThat(warmUp.start(log, TICKS, 0, END, OptionalLong.of(Long.MAX_VALUE)))
        .isEqualTo(start(600, 0, END));
  }

  @Test
  void aLongerWindowCountsInsteadOfTheSpan() {
    WarmUp warmUp = new WarmUp(Duration.ofMinutes(1), 30);

    assertThat(warmUp.atLeast(Duration.ofMinutes(10)))
        .isEqualTo(new WarmUp(Duration.ofMinutes(10), 30));
    assertThat(warmUp.atLeast(Duration.ofSeconds(59))).isSameAs(warmUp);
  }

  @Test
  void everythingIsReadIfThereIsLessThanTheSpan() {
    assertThat(start(4_000, 0, END)).isZero();
    assertThat(start(600, END - 800, END)).isEqualTo(END - 800);
    assertThat(start(600, 0, 20)).isZero();
    assertThat(WarmUp.ALL.start(log, TICKS, 7, END, OptionalLong.empty())).isEqualTo(7);
  }

  @Test
  void aPlaceThatHoldsNoEventIsNoPlaceToStart() {
    long afterTheEnd = END + 500;

    assertThat(start(600, 0, afterTheEnd)).isBetween(0L, END - 900);
  }
}
