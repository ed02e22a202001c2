package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class InputQueuesTest {

  private static final TopicPartition CONTROLS = new TopicPartition("controls", 0);
  private static final TopicPartition TICKS_0 = new TopicPartition("ticks", 0);
  private static final TopicPartition TICKS_1 = new TopicPartition("ticks", 1);
  private static final TopicPartition FILLS = new TopicPartition("fills", 0);

  private static InputQueues queues(boolean lockstep, TopicPartition... partitions) {
    Map<TopicPartition, StageSpec.Input> inputs = new LinkedHashMap<>();
    for (TopicPartition partition : partitions) {
      inputs.put(partition, input(partition));
    }
    return new InputQueues(inputs, lockstep);
  }

  private static InputQueues caughtUp(boolean lockstep, TopicPartition... partitions) {
    InputQueues queues = queues(lockstep, partitions);
    List.of(partitions).forEach(queues::caughtUp);
    return queues;
  }

  private static StageSpec.Input input(TopicPartition partition) {
    Topic<?> topic = Topics.named(partition.topic());
    return switch (partition.topic()) {
      case "controls" -> new StageSpec.Input(topic, false, -1, false, 0);
      case "ticks" -> new StageSpec.Input(topic, false, 0, true, 0);
      default -> new StageSpec.Input(topic, false, 1, true, 0);
    };
  }

  private static List<String> drain(InputQueues queues) {
    List<String> given = new ArrayList<>();
    InputQueues.Waiting next;
    while ((next = queues.next()) != null) {
      given.add(next.record().key());
    }
    return given;
  }

  @Test
  void lockstepGivesOutByNumberThenRank() {
    InputQueues queues = caughtUp(true, FILLS, TICKS_0, TICKS_1);
    Records fills = new Records(FILLS);
    Records zero = new Records(TICKS_0);
    Records one = new Records(TICKS_1);
    queues.add(fills.event("fill of 2", 2));
    queues.add(fills.event("fill of 3", 3));
    queues.add(fills.marker(3));
    queues.add(zero.event("tick 1", 1));
    queues.add(zero.event("tick 3", 3));
    queues.add(zero.marker(3));
    queues.add(one.event("tick 2", 2));
    queues.add(one.marker(3));

    assertThat(drain(queues))
        .containsExactly("tick 1", "tick 2", "fill of 2", "tick 3", "fill of 3");
  }

  @Test
  void recordsOfOneNumberKeepTheOrderOfTheirPartition() {
    InputQueues queues = caughtUp(true, FILLS);
    Records fills = new Records(FILLS);
    queues.add(fills.event("first", 7));
    queues.add(fills.event("second", 7));

    assertThat(drain(queues)).containsExactly("first", "second");
  }

  @Test
  void nothingIsGivenOutWhileAnEarlierRecordCouldCome() {
    InputQueues queues = caughtUp(true, TICKS_0, TICKS_1);
    Records zero = new Records(TICKS_0);
    Records one = new Records(TICKS_1);
    queues.add(zero.event("tick 5", 5));

    assertThat(drain(queues)).isEmpty();

    queues.add(one.event("tick 4", 4));

    assertThat(drain(queues)).containsExactly("tick 4");

    queues.add(one.event("tick 6", 6));

    assertThat(drain(queues)).containsExactly("tick 5");
  }

  @Test
  void aMarkerLetsGoWhatIsNotBeyondIt() {
    InputQueues queues = caughtUp(true, TICKS_0, TICKS_1);
    Records zero = new Records(TICKS_0);
    Records one = new Records(TICKS_1);
    queues.add(zero.event("tick 5", 5));
    queues.add(zero.event("tick 7", 7));
    queues.add(one.marker(3));

    assertThat(drain(queues)).isEmpty();

    queues.add(one.marker(5));

    assertThat(drain(queues)).containsExactly("tick 5");

    queues.add(one.marker(7));

    assertThat(drain(queues)).containsExactly("tick 7");
  }

  @Test
  void theNumberAfterAMarkerWaitsForItsOwnRankAndLowerOnesOnly() {
    InputQueues queues = caughtUp(true, TICKS_0, FILLS);
    queues.add(new Records(TICKS_0).event("tick 5", 5));
    Records fills = new Records(FILLS);
    queues.add(fills.marker(4));

    assertThat(drain(queues)).as("a fill of 5 comes after tick 5").containsExactly("tick 5");

    queues.add(fills.event("fill of 5", 5));

    assertThat(drain(queues)).as("another tick 5 could come").isEmpty();
  }

  @Test
  void anOlderMarkerTakesNothingBack() {
    InputQueues queues = caughtUp(true, TICKS_0, TICKS_1);
    Records one = new Records(TICKS_1);
    queues.add(one.marker(9));
    queues.add(one.marker(4));
    queues.add(new Records(TICKS_0).event("tick 8", 8));

    assertThat(drain(queues)).containsExactly("tick 8");
  }

  @Test
  void aPartitionWithoutMarkersIsNeverWaitedFor() {
    InputQueues queues = caughtUp(true, CONTROLS, TICKS_0);
    queues.add(new Records(TICKS_0).event("tick 1", 1));

    assertThat(drain(queues)).containsExactly("tick 1");
  }

  @Test
  void freeRunningGivesOutAtOnce() {
    InputQueues queues = caughtUp(false, TICKS_0, TICKS_1, FILLS);
    Records zero = new Records(TICKS_0);
    queues.add(zero.event("tick 5", 5));

    assertThat(drain(queues)).containsExactly("tick 5");

    queues.add(new Records(TICKS_1).event("tick 4", 4));

    assertThat(drain(queues)).containsExactly("tick 4");
  }

  @Test
  void freeRunningTakesTheEarliestOfWhatIsThere() {
    InputQueues queues = caughtUp(false, FILLS, TICKS_0);
    queues.add(new Records(FILLS).event("fill of 5", 5));
    queues.add(new Records(TICKS_0).event("tick 5", 5));

    assertThat(drain(queues)).containsExactly("tick 5", "fill of 5");
  }

  @Test
  void partitionsWaitForEachOtherUntilAllHaveCaughtUp() {
    InputQueues queues = queues(false, TICKS_0, CONTROLS);
    queues.add(new Records(TICKS_0).event("tick 5", 5));
    queues.caughtUp(TICKS_0);

    assertThat(drain(queues)).isEmpty();

    queues.caughtUp(CONTROLS);

    assertThat(drain(queues)).containsExactly("tick 5");
  }

  @Test
  void aPartitionWithRecordsWaitingHoldsNobodyUp() {
    InputQueues queues = queues(false, TICKS_0, FILLS);
    queues.add(new Records(TICKS_0).event("tick 5", 5));
    queues.add(new Records(FILLS).event("fill of 6", 6));

    assertThat(drain(queues)).containsExactly("tick 5");
  }

  @Test
  void aPersonsCommandGoesFirst() {
    for (boolean lockstep : new boolean[] {true, false}) {
      InputQueues queues = caughtUp(lockstep, TICKS_0, TICKS_1, FILLS, CONTROLS);
      queues.add(new Records(TICKS_0).event("tick 1", 1));
      queues.add(new Records(CONTROLS).unnumbered("halt"));

      assertThat(drain(queues).getFirst()).isEqualTo("halt");
    }
  }

  @Test
  void aTopicIsProcessedUpToWhereEachPartitionIsCompleteOrTheNextRecordWaits() {
    InputQueues queues = caughtUp(true, TICKS_0, TICKS_1);
    Records zero = new Records(TICKS_0);
    Records one = new Records(TICKS_1);

    assertThat(queues.processedUpTo("ticks")).as("nothing heard of").isEqualTo(-1);

    queues.add(zero.event("tick 5", 5));
    queues.add(zero.marker(8));
    queues.add(one.marker(6));
    assertThat(drain(queues)).containsExactly("tick 5");

    assertThat(queues.processedUpTo("ticks")).as("the lesser of the two").isEqualTo(6);

    queues.add(one.event("tick 20", 20));
    queues.add(one.marker(30));
    assertThat(drain(queues)).isEmpty();

    assertThat(queues.processedUpTo("ticks")).as("0 is at 8, 1 waits with 20").isEqualTo(8);

    queues.add(zero.marker(40));
    queues.add(zero.event("tick 50", 50));
    assertThat(drain(queues)).containsExactly("tick 20");

    assertThat(queues.processedUpTo("ticks")).as("0 waits with 50, 1 is at 30").isEqualTo(30);
  }

  @Test
  void aWaitingRecordLeavesItsOwnNumberOpen() {
    InputQueues queues = caughtUp(true, TICKS_0, TICKS_1);
    queues.add(new Records(TICKS_0).event("tick 5", 5));

    assertThat(drain(queues)).isEmpty();
    assertThat(queues.processedUpTo("ticks")).isEqualTo(-1);

    Records one = new Records(TICKS_1);
    queues.add(one.event("tick 9", 9));
    assertThat(drain(queues)).containsExactly("tick 5");
    queues.add(new Records(TICKS_0).event("tick 12", 12));
    queues.add(one.event("tick 14", 14));
    assertThat(drain(queues)).containsExactly("tick 9", "tick 12");
    assertThat(queues.longerThan(0)).containsExactly(TICKS_1);
    assertThat(queues.longerThan(1)).isEmpty();
  }

  @Test
  void aRecordOfAnotherTopicIsRefused() {
    InputQueues queues = queues(true, TICKS_0);
    ConsumerRecord<String, byte[]> stray = new Records(FILLS).event("fill", 1);

    assertThatThrownBy(() -> queues.add(stray))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("fills-0");
  }
}
