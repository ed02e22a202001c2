package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Random partitions with random records and markers, arriving in random ways: one order. */
class MergeSimulationTest {

  private static final int SEEDS = 4_000;
  private static final int INTERLEAVINGS = 3;
  private static final int LAST = 25;

  /** A partition's input and all it will ever hold, in its own order. */
  private record Source(
      TopicPartition partition,
      StageSpec.Input input,
      int index,
      List<ConsumerRecord<String, byte[]>> records) {}

  /** A record with all that the order depends on. */
  private record Placed(long seq, int rank, int partition, int place, String key) {

    static final Comparator<Placed> ORDER =
        Comparator.comparingLong(Placed::seq)
            .thenComparingInt(Placed::rank)
            .thenComparingInt(Placed::partition)
            .thenComparingInt(Placed::place);
  }

  @Test
  void everyArrivalGivesTheSameOrderInLockstep() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Source> sources = sources(random);
      List<String> expected = sorted(sources);
      for (int i = 0; i < INTERLEAVINGS; i++) {
        assertThat(merged(sources, random, true)).as("seed %d", seed).isEqualTo(expected);
      }
    }
  }

  @Test
  void freeRunningGivesOutEveryRecordOnceInTheOrderOfItsPartition() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Source> sources = sources(random);

      List<String> merged = merged(sources, random, false);

      assertThat(merged).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(sorted(sources));
      for (Source source : sources) {
        List<String> own = sorted(List.of(source));
        assertThat(merged.stream().filter(own::contains)).as("seed %d", seed).isEqualTo(own);
      }
    }
  }

  private static List<Source> sources(Random random) {
    List<Source> sources = new ArrayList<>();
    String[] topics = {"ticks", "fills", "signals"};
    for (int rank = 0; rank < topics.length; rank++) {
      int partitions = 1 + random.nextInt(3);
      for (int number = 0; number < partitions; number++) {
        TopicPartition partition = new TopicPartition(topics[rank], number);
        StageSpec.Input input =
            new StageSpec.Input(Topics.named(topics[rank]), false, rank, true, 0);
        sources.add(new Source(partition, input, sources.size(), records(partition, random)));
      }
    }
    return sources;
  }

  /** Numbers never fall; markers say what is true; the last one says that all is there. */
  private static List<ConsumerRecord<String, byte[]>> records(
      TopicPartition partition, Random random) {
    Records records = new Records(partition);
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    for (long seq = 1; seq <= LAST; seq++) {
      for (int left = Math.max(0, random.nextInt(5) - 2); left > 0; left--) {
        all.add(records.event(partition + "@" + all.size(), seq));
      }
      if (random.nextInt(4) == 0) {
        all.add(records.marker(seq));
      }
    }
    all.add(records.marker(LAST));
    return all;
  }

  private static List<String> sorted(List<Source> sources) {
    List<Placed> placed = new ArrayList<>();
    for (Source source : sources) {
      for (ConsumerRecord<String, byte[]> record : source.records()) {
        Headers.seq(record.headers())
            .ifPresent(
                seq ->
                    placed.add(
                        new Placed(
                            seq,
                            source.input().rank(),
                            source.index(),
                            (int) record.offset(),
                            record.key())));
      }
    }
    return placed.stream().sorted(Placed.ORDER).map(Placed::key).toList();
  }

  private static List<String> merged(List<Source> sources, Random random, boolean lockstep) {
    Map<TopicPartition, StageSpec.Input> inputs = new LinkedHashMap<>();
    sources.forEach(source -> inputs.put(source.partition(), source.input()));
    InputQueues queues = new InputQueues(inputs, lockstep);
    sources.forEach(source -> queues.caughtUp(source.partition()));
    int[] arrived = new int[sources.size()];
    List<Source> coming = new ArrayList<>(sources);
    List<String> given = new ArrayList<>();
    while (!coming.isEmpty()) {
      Source source = coming.get(random.nextInt(coming.size()));
      for (int left = 1 + random.nextInt(6); left > 0 && arrived[source.index()] >= 0; left--) {
        queues.add(source.records().get(arrived[source.index()]++));
        if (arrived[source.index()] == source.records().size()) {
          arrived[source.index()] = -1;
          coming.remove(source);
        }
      }
      InputQueues.Waiting next;
      while (random.nextInt(10) > 0 && (next = queues.next()) != null) {
        given.add(next.record().key());
      }
    }
    InputQueues.Waiting next;
    while ((next = queues.next()) != null) {
      given.add(next.record().key());
    }
    return given;
  }
}
