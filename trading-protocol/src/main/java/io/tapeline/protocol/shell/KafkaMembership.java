package io.tapeline.protocol.shell;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place in the stage's consumer group. The group shares out the partitions of one topic, which
 * stand for the units; nothing is fetched through it. It is a static member: one that comes back
 * under the same name in time gets its units back at once.
 */
final class KafkaMembership implements Membership {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaMembership.class);
  private static final Duration LEAVING = Duration.ofSeconds(2);

  private final Consumer<String, byte[]> consumer;
  private final String name;
  private final String anchor;
  private long term;
  private @Nullable NavigableSet<Integer> units;

  /**
   * Joins the group; the first answer comes later.
   *
   * @param anchor topic whose partitions stand for the units
   * @param oneOwner whether one instance owns all units and the others stand by
   * @param onRevoked called while the units are still owned for a moment
   */
  KafkaMembership(
      KafkaSettings kafka, String name, String anchor, boolean oneOwner, Runnable onRevoked) {
    this.consumer = kafka.member(name, oneOwner);
    this.name = name;
    this.anchor = anchor;
    consumer.subscribe(List.of(anchor), new Listener(onRevoked));
  }

  private final class Listener implements ConsumerRebalanceListener {

    private final Runnable onRevoked;

    Listener(Runnable onRevoked) {
      this.onRevoked = onRevoked;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        onRevoked.run();
      }
      units = null;
      term++;
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      LOG.warn("{}: lost its units to another instance while it was silent", name);
      units = null;
      term++;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(consumer.assignment());
      NavigableSet<Integer> owned = new TreeSet<>();
      consumer.assignment().forEach(partition -> owned.add(partition.partition()));
      units = owned;
      term++;
      LOG.info("{}: owns units {}", name, owned);
    }
  }

  @Override
  public @Nullable Share share(Duration wait) {
    consumer.poll(wait);
    NavigableSet<Integer> owned = units;
    return owned == null ? null : new Share(term, owned);
  }

  @Override
  public Map<Integer, Progress> progress(NavigableSet<Integer> wanted) {
    NavigableSet<TopicPartition> partitions =
        new TreeSet<>(java.util.Comparator.comparingInt(TopicPartition::partition));
    wanted.forEach(unit -> partitions.add(new TopicPartition(anchor, unit)));
    Map<Integer, Progress> progress = new HashMap<>();
    consumer
        .committed(partitions)
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                progress.put(partition.partition(), decoded(partition, offset));
              }
            });
    return progress;
  }

  private static Progress decoded(TopicPartition partition, OffsetAndMetadata offset) {
    if (offset.metadata().isEmpty()) {
      // Written before units were shared: that partition's own offset is all that is known.
      Progress bare = new Progress(0, new java.util.TreeMap<>());
      bare.next().put(Progress.name(partition), offset.offset());
      return bare;
    }
    return Progress.decoded(offset.metadata());
  }

  @Override
  public void commit(Map<Integer, Progress> progress, boolean wait) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    progress.forEach(
        (unit, done) -> {
          TopicPartition partition = new TopicPartition(anchor, unit);
          offsets.put(partition, new OffsetAndMetadata(done.next(partition), done.encoded()));
        });
    if (wait) {
      consumer.commitSync(offsets);
    } else {
      consumer.commitAsync(offsets, null);
    }
  }

  @Override
  public void close(boolean leave) {
    boolean interrupted = Thread.interrupted();
    consumer.close(
        leave
            ? CloseOptions.timeout(LEAVING)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
            : CloseOptions.timeout(Duration.ZERO)
                .withGroupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
