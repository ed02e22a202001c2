package io.tapeline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.protocol.codec.WireException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeadersTest {

  private final RecordHeaders headers = new RecordHeaders();

  @Test
  void numbersAreEightBytesBigEndian() {
    Headers.setSeq(headers, 4711);

    assertThat(headers.lastHeader("seq").value()).containsExactly(0, 0, 0, 0, 0, 0, 0x12, 0x67);
    assertThat(Headers.seq(headers)).hasValue(4711);
  }

  @Test
  void textsAreUtf8() {
    Headers.setCause(headers, "S-größe-1");
    Headers.setStage(headers, "risk");

    assertThat(headers.lastHeader("cause").value()).hasSize("S-größe-1".length() + 2);
    assertThat(Headers.cause(headers)).contains("S-größe-1");
    assertThat(Headers.stage(headers)).contains("risk");
  }

  @Test
  void nothingIsReadWhereNothingWasWritten() {
    assertThat(Headers.seq(headers)).isEmpty();
    assertThat(Headers.cause(headers)).isEqualTo(Optional.empty());
    assertThat(Headers.stage(headers)).isEqualTo(Optional.empty());
    assertThat(Headers.stamps(headers)).isEqualTo(Stamps.NONE);
  }

  @Test
  void writingReplacesWhatWasThere() {
    Headers.setSeq(headers, 1);
    Headers.setSeq(headers, 2);

    assertThat(headers.headers("seq")).hasSize(1);
    assertThat(Headers.seq(headers)).hasValue(2);
  }

  @Test
  void anEnvelopeHasTheKeyAndEveryHeaderInOrder() {
    headers.add("b", new byte[] {-1, 0}).add("a", new byte[0]).add("b", null);
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(
            "signals",
            3,
            41,
            0,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            "main",
            new byte[] {1},
            headers,
            Optional.empty());

    assertThat(Headers.envelope(record))
        .isEqualTo(
            new Quarantined.Envelope(
                "main",
                List.of(
                    new Quarantined.Header("b", "/wA="),
                    new Quarantined.Header("a", ""),
                    new Quarantined.Header("b", null))));
  }

  @Test
  void aNumberOfAnotherLengthIsRefused() {
    headers.add("seq", new byte[] {1, 2, 3});

    assertThatThrownBy(() -> Headers.seq(headers))
        .isInstanceOf(WireException.class)
        .hasMessage("header seq: eight bytes wanted, has 3");
  }

  @Test
  void stampsTravelAndEachHopAddsItsOwn() {
    Stamps atSignal = Stamps.NONE.with(Hop.SOURCE, 1_000).with(Hop.SEEN, 1_250);
    Headers.setStamps(headers, atSignal);

    Stamps atRisk = Headers.stamps(headers).with(Hop.APPROVED, 1_900);
    RecordHeaders out = new RecordHeaders();
    Headers.setStamps(out, atRisk);

    assertThat(Headers.stamps(out)).isEqualTo(atRisk);
    assertThat(atRisk).hasToString("t.source=1000 t.seen=1250 t.approved=1900");
    assertThat(atRisk.between(Hop.SEEN, Hop.APPROVED)).hasValue(650);
    assertThat(atRisk.between(Hop.SEEN, Hop.FILL)).isEmpty();
    assertThat(atSignal.at(Hop.APPROVED)).as("the input's stamps stay").isEmpty();
  }

  @Test
  void headerNamesOfTheHopsAreLiteral() {
    assertThat(Hop.values())
        .extracting(Hop::header)
        .containsExactly(
            "t.source", "t.seen", "t.ticks", "t.signal", "t.approved", "t.order", "t.fill");
  }

  @Test
  void aMarkerSaysUpToWhereItsWriterIsComplete() {
    ProducerRecord<String, byte[]> marker = Headers.marker("signals", 3, 99);

    assertThat(marker.partition()).isEqualTo(3);
    assertThat(marker.value()).isNull();
    assertThat(marker.key()).as("compacted topics refuse records without a key").isNotNull();
    assertThat(Headers.marker(received(marker, null))).hasValue(99);
    assertThat(Headers.isMarker(received(marker, null))).isTrue();
  }

  @Test
  void aRecordWithAValueIsNoMarker() {
    ProducerRecord<String, byte[]> marker = Headers.marker("signals", 3, 99);

    assertThat(Headers.marker(received(marker, new byte[] {1}))).isEmpty();
    assertThat(Headers.isMarker(received(marker, new byte[] {1}))).isFalse();
  }

  @Test
  void aTombstoneIsNoMarker() {
    ProducerRecord<String, byte[]> tombstone = new ProducerRecord<>("plans", 0, "P-1", new byte[0]);

    assertThat(Headers.isMarker(received(tombstone, null))).isFalse();
  }

  @SuppressWarnings("NullAway") // Kafka's records are not annotated.
  private static ConsumerRecord<String, byte[]> received(
      ProducerRecord<String, byte[]> sent, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        sent.topic(),
        sent.partition(),
        0,
        0,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        sent.key(),
        value,
        sent.headers(),
        Optional.empty());
  }
}
