package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.protocol.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which records of a partition count after claims. */
class FencesTest {

  private final Fences fences = new Fences();
  private long offset;

  @Test
  void whatAnEarlierTenureWritesAfterAClaimIsVoid() {
    assertThat(admits("risk", 0, 1)).isTrue();
    assertThat(admits("risk", 0, 1)).isTrue();
    assertThat(claims("risk", List.of(0, 1), 2)).isTrue();

    assertThat(admits("risk", 0, 1)).isFalse();
    assertThat(admits("risk", 1, 1)).isFalse();
    assertThat(admits("risk", 0, 2)).isTrue();
    assertThat(admits("risk", 0, 1)).as("also between records of the new one").isFalse();
  }

  @Test
  void aClaimHoldsForItsUnitsItsStageAndItsPartitionOnly() {
    claims("risk", List.of(0), 5);

    assertThat(admits("risk", 1, 1)).isTrue();
    assertThat(admits("signal", 0, 1)).isTrue();
    assertThat(fences.admits(record("decisions", 1, event("risk", 0, 1)))).isTrue();
    assertThat(admits("risk", 0, 4)).isFalse();
  }

  @Test
  void aClaimThatComesTooLateIsVoidItself() {
    claims("risk", List.of(0, 1), 7);

    assertThat(claims("risk", List.of(0), 6)).isFalse();
    assertThat(admits("risk", 0, 6)).isFalse();
    assertThat(admits("risk", 0, 7)).isTrue();
  }

  @Test
  void aMarkerOfAnEarlierTenureIsVoid() {
    claims("execution", List.of(0, 1), 3);

    assertThat(
            fences.admits(
                record(
                    "decisions", 0, Headers.marker("decisions", 0, 9, "execution", List.of(1), 2))))
        .isFalse();
  }

  @Test
  void recordsOfNoStageAlwaysCount() {
    claims("risk", List.of(0), 3);

    assertThat(
            fences.admits(record("decisions", 0, new ProducerRecord<>("decisions", new byte[0]))))
        .isTrue();
  }

  @Test
  void fencesTakenUpAgainHold() {
    claims("risk", List.of(0), 4);
    Fences later = new Fences();
    fences.all().forEach(later::restore);

    assertThat(later.admits(record("decisions", 0, event("risk", 0, 3)))).isFalse();
    assertThat(later.highest("risk")).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyMixOfWritersIsJudgedByTheNewestEpochOfEachUnit(long seed) {
    Random random = new Random(seed);
    Map<String, Long> newest = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String stage = random.nextBoolean() ? "risk" : "signal";
      int partition = random.nextInt(2);
      // Long spells of one epoch, as on a topic, with stragglers of earlier ones.
      long epoch = Math.max(1, 1 + i / 500 - (random.nextInt(10) == 0 ? random.nextInt(3) : 0));
      int kind = random.nextInt(20);
      List<Integer> units =
          kind < 12
              ? List.of(random.nextInt(3))
              : random.nextBoolean() ? List.of(0, 1, 2) : List.of(1, 2);
      ProducerRecord<String, byte[]> sent =
          kind < 12
              ? event(stage, units.getFirst(), epoch)
              : kind == 19
                  ? Headers.claim("decisions", partition, stage, units, epoch)
                  : Headers.marker("decisions", partition, i, stage, units, epoch);

      boolean counts = true;
      for (int unit : units) {
        String fence = partition + stage + unit;
        counts &= epoch >= newest.getOrDefault(fence, 0L);
        newest.merge(fence, epoch, Math::max);
      }
      assertThat(fences.admits(record("decisions", partition, sent))).as("%d", i).isEqualTo(counts);
    }
  }

  private boolean admits(String stage, int unit, long epoch) {
    return fences.admits(record("decisions", 0, event(stage, unit, epoch)));
  }

  private boolean claims(String stage, List<Integer> units, long epoch) {
    return fences.admits(
        record("decisions", 0, Headers.claim("decisions", 0, stage, units, epoch)));
  }

  private static ProducerRecord<String, byte[]> event(String stage, int unit, long epoch) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>("decisions", new byte[] {1});
    Headers.setStage(record.headers(), stage);
    Headers.setTenure(record.headers(), epoch, unit);
    return record;
  }

  private ConsumerRecord<String, byte[]> record(
      String topic, int partition, ProducerRecord<String, byte[]> sent) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(topic, partition, offset++, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    return record;
  }
}
