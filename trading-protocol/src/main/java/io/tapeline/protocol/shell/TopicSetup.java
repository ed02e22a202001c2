package io.tapeline.protocol.shell;

import io.tapeline.protocol.Topics;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topics of the line where they are missing. */
public final class TopicSetup {

  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

  private TopicSetup() {}

  /**
   * Makes missing topics; those that are there stay as they are. A broker that does not answer is
   * only noted: the runners wait for it.
   *
   * @param partitions of each topic
   * @param replication copies of each partition, of topics that are made
   * @throws IllegalStateException if a topic has another number of partitions: the records of an
   *     instrument would go on in another one, and nobody would find the earlier ones
   */
  public static void ensure(KafkaSettings kafka, int partitions, short replication) {
    try (Admin admin = kafka.admin()) {
      List<NewTopic> wanted = Topics.newTopics(partitions, replication);
      Set<String> present = present(admin, wanted, partitions);
      List<NewTopic> missing =
          wanted.stream().filter(topic -> !present.contains(topic.name())).toList();
      if (!missing.isEmpty()) {
        create(admin, missing);
        // Another process may have made them at the same time, in another shape.
        present(admin, missing, partitions);
      }
    } catch (KafkaException e) {
      LOG.warn("the topics could not be looked at, the broker may be away: {}", e.toString());
    }
  }

  private static Set<String> present(Admin admin, Collection<NewTopic> topics, int partitions) {
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(topics.stream().map(NewTopic::name).toList()).topicNameValues();
    Set<String> present = new HashSet<>();
    descriptions.forEach(
        (name, description) -> {
          try {
            check(name, get(description).partitions().size(), partitions);
            present.add(name);
          } catch (UnknownTopicOrPartitionException e) {
            LOG.debug("{} is still to be made", name);
          }
        });
    return present;
  }

  private static void check(String topic, int present, int wanted) {
    if (present != wanted) {
      throw new IllegalStateException(
          ("topic %s has %d partitions, tapeline.kafka.partitions is %d: set it to %d, or begin with"
                  + " a new broker; instruments cannot move to other partitions")
              .formatted(topic, present, wanted, present));
    }
  }

  private static void create(Admin admin, List<NewTopic> topics) {
    admin
        .createTopics(topics)
        .values()
        .forEach(
            (name, created) -> {
              try {
                get(created);
              } catch (TopicExistsException e) {
                LOG.debug("{} was made by another process", name);
              }
            });
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException failure) {
        throw failure;
      }
      throw new KafkaException(e.getCause());
    }
  }
}
