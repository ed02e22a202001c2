package io.tapeline.protocol.shell;

import io.tapeline.protocol.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The simulated broker, its network and its clock. Everything follows from one seed. */
final class SimCluster {

  /** What a dead connection still has under way takes so much longer. */
  private static final double AFTER_ALL = 0.04;

  private final SplittableRandom random;
  private final int units;
  private final Map<String, List<SimPartition>> topics = new HashMap<>();
  private final List<SimLog> connections = new ArrayList<>();
  private final TreeMap<String, SimGroup> groups = new TreeMap<>();
  private final @Nullable Consumer<String> trace;
  private Consumer<SimProcess> others = process -> {};
  private SimFaults faults;
  private long nanos;

  SimCluster(
      SplittableRandom random, int units, SimFaults faults, @Nullable Consumer<String> trace) {
    this.random = random;
    this.units = units;
    this.faults = faults;
    this.trace = trace;
    Topics.all()
        .forEach(
            topic -> {
              List<SimPartition> partitions = new ArrayList<>();
              for (int number = 0; number < units; number++) {
                partitions.add(new SimPartition(new TopicPartition(topic.name(), number)));
              }
              topics.put(topic.name(), partitions);
            });
  }

  SplittableRandom random() {
    return random;
  }

  boolean chance(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  int units() {
    return units;
  }

  SimFaults faults() {
    return faults;
  }

  long nanos() {
    return nanos;
  }

  long millis() {
    return nanos / 1_000_000;
  }

  void passTime() {
    nanos += 1_000_000L * (1 + random.nextInt(40));
  }

  List<SimPartition> partitions(String topic) {
    List<SimPartition> partitions = topics.get(topic);
    if (partitions == null) {
      throw new IllegalArgumentException("no topic " + topic);
    }
    return partitions;
  }

  SimPartition partition(TopicPartition name) {
    return partitions(name.topic()).get(name.partition());
  }

  SimGroup group(String stage, boolean oneOwner) {
    return groups.computeIfAbsent(stage, name -> new SimGroup(units, oneOwner));
  }

  /** The groups by stage. */
  Map<String, SimGroup> groups() {
    return groups;
  }

  SimLog connect(SimProcess process) {
    SimLog log = new SimLog(this, process);
    connections.add(log);
    return log;
  }

  void closed(SimLog log) {
    if (log.isEmpty()) {
      connections.remove(log);
    }
  }

  /** What the others do while a call takes long. */
  void meanwhile(Consumer<SimProcess> steps) {
    others = steps;
  }

  void meanwhile(SimProcess stalled) {
    others.accept(stalled);
  }

  /** Some of what is under way arrives. */
  void deliver() {
    for (SimLog log : List.copyOf(connections)) {
      if (!log.isEmpty()) {
        log.landSome((1 - faults.late()) * (log.isClosed() ? AFTER_ALL : 1));
        if (log.isClosed() && chance(0.005)) {
          log.forget();
        }
      }
      if (log.isClosed() && log.isEmpty()) {
        connections.remove(log);
      }
    }
    if (chance(0.5)) {
      groups.values().forEach(SimGroup::land);
    }
  }

  /** All connections break, and commits on their way are lost. */
  void restart() {
    List.copyOf(connections).forEach(SimLog::cut);
    groups.values().forEach(SimGroup::lose);
  }

  /** From now on nothing goes wrong; what is late arrives. */
  void calm() {
    for (SimLog log : List.copyOf(connections)) {
      while (log.isClosed() && !log.isEmpty()) {
        log.landSome(1);
      }
    }
    faults = SimFaults.NONE;
  }

  /** Records stored, in all. */
  long stored() {
    return topics.values().stream().flatMap(List::stream).mapToLong(SimPartition::size).sum();
  }

  void trace(SimProcess who, String does, Object what) {
    if (trace != null) {
      trace.accept(who.name() + " " + does + " " + what);
    }
  }

  void trace(String what) {
    if (trace != null) {
      trace.accept(what);
    }
  }
}
