package io.tapeline.protocol.shell;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives all partitions to one member, the first by name; the others stand by. For work whose order
 * must come from one hand: a feed, a stage in lockstep. Kafka makes it by name, so it is public.
 */
public final class OneOwnerAssignor implements ConsumerPartitionAssignor {

  @Override
  public String name() {
    return "one-owner";
  }

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription groupSubscription) {
    Map<String, Subscription> members = groupSubscription.groupSubscription();
    String owner =
        members.entrySet().stream()
            .min(
                Comparator.comparing(
                        (Map.Entry<String, Subscription> member) ->
                            member.getValue().groupInstanceId().orElse(""))
                    .thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .orElse("");
    Map<String, Assignment> shares = new HashMap<>();
    members.forEach(
        (member, subscription) -> {
          List<TopicPartition> share = new ArrayList<>();
          if (member.equals(owner)) {
            subscription
                .topics()
                .forEach(
                    topic ->
                        metadata
                            .partitionsForTopic(topic)
                            .forEach(
                                info -> share.add(new TopicPartition(topic, info.partition()))));
          }
          shares.put(member, new Assignment(share, ByteBuffer.allocate(0)));
        });
    return new GroupAssignment(shares);
  }
}
