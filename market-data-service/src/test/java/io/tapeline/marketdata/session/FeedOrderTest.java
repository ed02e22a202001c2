package io.tapeline.marketdata.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.marketdata.session.FeedOrder.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedOrderTest {

  private static final TopicPartition TICKS_0 = new TopicPartition("ticks", 0);
  private static final TopicPartition TICKS_1 = new TopicPartition("ticks", 1);

  private static Held held(long offset, long seq) {
    return new Held(offset, seq, "line " + seq);
  }

  private static List<Long> taken(FeedOrder order, boolean mayMiss) {
    List<Long> seqs = new ArrayList<>();
    for (Held next = order.next(mayMiss); next != null; next = order.next(mayMiss)) {
      seqs.add(next.seq());
    }
    return seqs;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eventsOfAllPartitionsComeInTheOrderOfTheirFeedHoweverTheyArrive(long seed) {
    Random random = new Random(seed);
    List<List<Long>> partitions = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    LongStream.rangeClosed(1, 1000).forEach(seq -> partitions.get(random.nextInt(3)).add(seq));
    FeedOrder order = new FeedOrder(0);
    int[] given = new int[3];
    List<Long> taken = new ArrayList<>();
    while (taken.size() < 1000) {
      int partition = random.nextInt(3);
      if (given[partition] < partitions.get(partition).size()) {
        long seq = partitions.get(partition).get(given[partition]++);
        order.add(new TopicPartition("ticks", partition), held(given[partition], seq));
      }
      taken.addAll(taken(order, false));
    }

    assertThat(taken).isEqualTo(LongStream.rangeClosed(1, 1000).boxed().toList());
    assertThat(order.isEmpty()).isTrue();
  }

  @Test
  void eventThatIsThereAlreadyIsDropped() {
    FeedOrder order = new FeedOrder(5);
    order.add(TICKS_0, held(0, 4));
    order.add(TICKS_0, held(1, 6));
    order.add(TICKS_1, held(0, 6));
    order.add(TICKS_1, held(1, 7));

    assertThat(taken(order, false)).containsExactly(6L, 7L);
    assertThat(order.isEmpty()).isTrue();
  }

  @Test
  void holeIsWaitedForUntilItIsGivenUp() {
    FeedOrder order = new FeedOrder(0);
    order.add(TICKS_0, held(0, 1));
    order.add(TICKS_0, held(1, 4));
    order.add(TICKS_1, held(0, 5));

    assertThat(taken(order, false)).containsExactly(1L);
    assertThat(order.isEmpty()).isFalse();
    assertThat(taken(order, true)).containsExactly(4L, 5L);
  }

  @Test
  void readingGoesOnWithTheFirstEventThatWaits() {
    FeedOrder order = new FeedOrder(0);
    order.add(TICKS_0, held(17, 2));
    order.add(TICKS_0, held(18, 3));

    assertThat(order.offset(TICKS_0, 19)).isEqualTo(17);
    assertThat(order.offset(TICKS_1, 4)).isEqualTo(4);
    assertThat(order.waiting(TICKS_0)).isEqualTo(2);
    assertThat(order.waiting(TICKS_1)).isZero();
  }
}
