package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tapeline.protocol.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSetupTest {

  private static final short ONE = 1;

  @TempDir private Path folder;

  private static Map<String, Integer> partitions(Admin admin) throws Exception {
    Map<String, Integer> partitions = new HashMap<>();
    admin
        .describeTopics(admin.listTopics().names().get())
        .allTopicNames()
        .get()
        .forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    return partitions;
  }

  @Test
  void missingTopicsAreMadeAndThoseOfAnotherShapeRefusedAndLeftAlone() throws Exception {
    try (TestBroker broker = TestBroker.bare(folder);
        Admin admin = broker.admin()) {
      admin.createTopics(List.of(new NewTopic(Topics.TICKS.name(), 2, ONE))).all().get();

      TopicSetup.ensure(broker.settings(), 2, ONE);
      TopicSetup.ensure(broker.settings(), 2, ONE);

      Map<String, Integer> made = partitions(admin);
      assertThat(made.keySet())
          .containsExactlyInAnyOrderElementsOf(
              Topics.newTopics(2, ONE).stream().map(NewTopic::name).toList());
      assertThat(made.values()).containsOnly(2);

      assertThatIllegalStateException()
          .isThrownBy(() -> TopicSetup.ensure(broker.settings(), 6, ONE))
          .withMessageContaining("has 2 partitions, tapeline.kafka.partitions is 6: set it to 2");
      assertThat(partitions(admin)).isEqualTo(made);
    }
  }

  @Test
  void nothingIsMadeWhereOneTopicIsOfAnotherShape() throws Exception {
    try (TestBroker broker = TestBroker.bare(folder);
        Admin admin = broker.admin()) {
      admin.createTopics(List.of(new NewTopic(Topics.FILLS.name(), 1, ONE))).all().get();

      assertThatIllegalStateException()
          .isThrownBy(() -> TopicSetup.ensure(broker.settings(), 6, ONE))
          .withMessageContaining("topic fills has 1 partitions");

      assertThat(admin.listTopics().names().get()).containsExactly(Topics.FILLS.name());
    }
  }
}
