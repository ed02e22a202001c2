package io.tapeline.protocol.shell;

import io.tapeline.protocol.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A connection to the simulated log. What is sent is on its way until it lands in a partition. */
final class SimLog implements LogClient {

  private static final int MOST_RECORDS = 400;

  /** Topics whose writer is worth being stopped just before it writes. */
  private static final Set<String> GRAVE =
      Set.of(Topics.APPROVED_ORDERS.name(), Topics.ORDER_EVENTS.name(), Topics.FILLS.name());

  private record Sent(ProducerRecord<String, byte[]> record, boolean copy) {}

  private final SimCluster cluster;
  private final SimProcess process;
  private final Map<TopicPartition, ArrayDeque<Sent>> underWay = new LinkedHashMap<>();
  private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
  private final Set<TopicPartition> held = new LinkedHashSet<>();
  private boolean closed;
  private boolean broken;

  SimLog(SimCluster cluster, SimProcess process) {
    this.cluster = cluster;
    this.process = process;
  }

  private void call(String name) {
    process.call(name);
    if (broken) {
      throw new TimeoutException("connection lost before " + name);
    }
  }

  @Override
  public List<TopicPartition> partitions(String topic) {
    call("partitions");
    return cluster.partitions(topic).stream().map(SimPartition::name).toList();
  }

  @Override
  public Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
    call("begins");
    Map<TopicPartition, Long> begins = new LinkedHashMap<>();
    partitions.forEach(partition -> begins.put(partition, 0L));
    return begins;
  }

  @Override
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    call("ends");
    Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    partitions.forEach(
        partition -> ends.put(partition, (long) cluster.partition(partition).size()));
    return ends;
  }

  @Override
  public void read(Map<TopicPartition, Long> from) {
    held.clear();
    positions.clear();
    positions.putAll(from);
  }

  @Override
  public Iterable<ConsumerRecord<String, byte[]>> poll(Duration wait) {
    call("poll");
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    List<TopicPartition> order = new ArrayList<>(positions.keySet());
    int first = order.isEmpty() ? 0 : cluster.random().nextInt(order.size());
    for (int i = 0; i < order.size() && records.size() < MOST_RECORDS; i++) {
      TopicPartition partition = order.get((first + i) % order.size());
      if (!held.contains(partition)) {
        take(partition, records);
      }
    }
    return records;
  }

  private void take(TopicPartition name, List<ConsumerRecord<String, byte[]>> records) {
    SimPartition partition = cluster.partition(name);
    int from = Math.toIntExact(positions.getOrDefault(name, 0L));
    int count = Math.min(partition.size() - from, MOST_RECORDS);
    if (count > 0 && cluster.chance(cluster.faults().shortRead())) {
      count = cluster.random().nextInt(count + 1);
    }
    for (int offset = from; offset < from + count; offset++) {
      records.add(partition.get(offset));
    }
    positions.put(name, (long) from + count);
  }

  @Override
  public long position(TopicPartition partition) {
    return positions.getOrDefault(partition, 0L);
  }

  @Override
  public void holdBack(Set<TopicPartition> partitions) {
    held.clear();
    held.addAll(partitions);
  }

  @Override
  public void send(ProducerRecord<String, byte[]> record) {
    if (record.value() != null && GRAVE.contains(record.topic())) {
      process.callAtWorst("send to " + record.topic());
    } else {
      process.callSeldom("send");
    }
    if (broken) {
      throw new TimeoutException("connection lost before send");
    }
    Integer given = record.partition();
    int number = given == null ? Keys.partition(record.key(), cluster.units()) : given;
    underWay
        .computeIfAbsent(
            new TopicPartition(record.topic(), number), partition -> new ArrayDeque<>())
        .addLast(new Sent(record, false));
  }

  @Override
  public void flush() {
    if (isEmpty()) {
      return;
    }
    landSome(0.5);
    process.callAtWorst("flush");
    if (broken) {
      throw new TimeoutException("connection lost before flush");
    }
    if (cluster.chance(cluster.faults().drop())) {
      landSome(0.5);
      throw new TimeoutException("not acknowledged in time");
    }
    while (!isEmpty()) {
      landSome(1);
    }
  }

  /** True if nothing is under way. */
  boolean isEmpty() {
    return underWay.values().stream().allMatch(ArrayDeque::isEmpty);
  }

  /** Lands the first of what is under way to each partition, of each with this probability. */
  void landSome(double probability) {
    for (Map.Entry<TopicPartition, ArrayDeque<Sent>> queue : underWay.entrySet()) {
      int waiting = queue.getValue().size();
      if (waiting > 0 && cluster.chance(probability)) {
        boolean all = cluster.faults().late() == 0;
        land(queue.getKey(), queue.getValue(), all ? waiting : 1 + random(waiting));
      }
    }
  }

  private int random(int bound) {
    return cluster.random().nextInt(bound);
  }

  private void land(TopicPartition to, ArrayDeque<Sent> queue, int count) {
    List<Sent> batch = new ArrayList<>();
    SimPartition partition = cluster.partition(to);
    for (int i = 0; i < count; i++) {
      Sent sent = queue.removeFirst();
      partition.append(sent.record(), sent.copy(), cluster.millis());
      batch.add(sent);
    }
    // The answer got lost, so the producer sends the batch again before anything else.
    if (cluster.chance(cluster.faults().doubled())) {
      cluster.trace(process, "doubles", to);
      batch.stream()
          .filter(sent -> !sent.copy())
          .toList()
          .reversed()
          .forEach(sent -> queue.addFirst(new Sent(sent.record(), true)));
    }
  }

  @Override
  public void wakeUp() {}

  /** The connection breaks: the next call says so. */
  void cut() {
    broken = true;
    decideFate();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      decideFate();
      cluster.closed(this);
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** What is under way is lost, or the first of it is stored now, or it goes on arriving. */
  private void decideFate() {
    if (isEmpty()) {
      return;
    }
    int fate = random(4);
    cluster.trace(process, fate == 0 ? "loses" : fate == 1 ? "saves some" : "lands late", "");
    if (fate == 1) {
      landSome(0.6);
    }
    if (fate < 2) {
      underWay.values().forEach(ArrayDeque::clear);
    }
  }

  /** Nothing more arrives. */
  void forget() {
    underWay.values().forEach(ArrayDeque::clear);
  }

  @Override
  public long nanoTime() {
    return cluster.nanos();
  }
}
