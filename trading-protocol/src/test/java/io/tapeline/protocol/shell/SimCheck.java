package io.tapeline.protocol.shell;

import io.tapeline.core.plan.PlanDetails;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the simulated topics as they grow, as any consumer does, and has the books checked. */
final class SimCheck {

  /** What follows comes after what it follows from. */
  private static final List<Topic<?>> BOOKED =
      List.of(
          Topics.SIGNALS,
          Topics.FILLS,
          Topics.APPROVED_ORDERS,
          Topics.DECISIONS,
          Topics.ORDER_EVENTS,
          Topics.POSITIONS,
          Topics.RISK_STATE,
          Topics.QUARANTINE);

  private static final List<Topic<?>> FED = List.of(Topics.TICKS, Topics.BOOKS, Topics.CANDLES);

  private final SimCluster cluster;
  private final Fences fences = new Fences();
  private final Map<TopicPartition, Integer> read = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final SimBooks books = new SimBooks();

  SimCheck(SimCluster cluster) {
    this.cluster = cluster;
  }

  SimBooks books() {
    return books;
  }

  /** Takes in what is new. */
  void look() {
    for (Topic<?> topic : BOOKED) {
      for (SimPartition partition : cluster.partitions(topic.name())) {
        look(topic, partition);
      }
    }
    books.checkNow();
  }

  private void look(Topic<?> topic, SimPartition partition) {
    int from = read.getOrDefault(partition.name(), 0);
    for (int offset = from; offset < partition.size(); offset++) {
      ConsumerRecord<String, byte[]> record = partition.get(offset);
      if (!fences.admits(record) || record.value() == null || partition.isCopy(offset)) {
        continue;
      }
      Event event = topic.codec().decode(record.value());
      if (!ids.add(topic.name() + "/" + event.id())) {
        throw new SimBooks.Broken("published twice: " + topic + " " + event.id());
      }
      books.take(event);
    }
    read.put(partition.name(), partition.size());
  }

  /**
   * Everything, at the end.
   *
   * @param all whether all topics must hold what one thread gives, or only the feed's
   */
  void lookAtTheEnd(SimMarket market, boolean all) {
    look();
    books.checkEnd(all);
    FED.forEach(topic -> compare(topic, market, true));
    if (all) {
      for (Topic<?> topic : BOOKED) {
        compare(topic, market, !topic.equals(Topics.DECISIONS));
      }
    }
    comparePlan(market, all);
  }

  /**
   * Fills and exits reach a plan by two ways, so its states between may differ; its end does not.
   */
  private void comparePlan(SimMarket market, boolean same) {
    PlanState created = market.plan();
    if (created == null) {
      return;
    }
    List<PlanState> told = new ArrayList<>();
    Fences own = new Fences();
    for (SimPartition partition : cluster.partitions(Topics.PLANS.name())) {
      for (int offset = 0; offset < partition.size(); offset++) {
        ConsumerRecord<String, byte[]> record = partition.get(offset);
        if (own.admits(record) && record.value() != null && !partition.isCopy(offset)) {
          told.add(Topics.PLANS.codec().decode(record.value()));
        }
      }
    }
    PlanState end = last(told);
    PlanState expected = last(market.reference());
    if (!end.status().isTerminal()) {
      throw new SimBooks.Broken("a plan without end: " + end);
    }
    if (same && !told(end).equals(told(expected))) {
      throw new SimBooks.Broken("a plan ends as " + told(end) + ", not " + told(expected));
    }
  }

  private static String told(PlanState end) {
    return end.status() + " " + end.reason() + " " + end.details().get(PlanDetails.NET);
  }

  private static PlanState last(List<? extends Event> events) {
    PlanState last = null;
    for (Event event : events) {
      if (event instanceof PlanState state
          && state.request() == null
          && (last == null || state.version() > last.version())) {
        last = state;
      }
    }
    if (last == null) {
      throw new SimBooks.Broken("no plan");
    }
    return last;
  }

  private void compare(Topic<?> topic, SimMarket market, boolean inOrder) {
    Map<String, List<String>> found = withoutPlans(contents(topic));
    Map<String, List<String>> expected = withoutPlans(market.reference(topic));
    if (!inOrder) {
      found = sorted(found);
      expected = sorted(expected);
    }
    if (!found.equals(expected)) {
      throw new SimBooks.Broken(topic + " is not what one thread gives: " + first(found, expected));
    }
  }

  /** A plan's states are told as decisions, too. */
  private static Map<String, List<String>> withoutPlans(Map<String, List<String>> contents) {
    Map<String, List<String>> without = new TreeMap<>();
    contents.forEach(
        (key, events) ->
            without.put(
                key, events.stream().filter(event -> !event.startsWith("D-plan-")).toList()));
    return without;
  }

  private static String first(Map<String, List<String>> found, Map<String, List<String>> expected) {
    for (Map.Entry<String, List<String>> key : expected.entrySet()) {
      List<String> there = found.getOrDefault(key.getKey(), List.of());
      for (int i = 0; i < Math.max(there.size(), key.getValue().size()); i++) {
        String is = i < there.size() ? there.get(i) : "nothing";
        String wanted = i < key.getValue().size() ? key.getValue().get(i) : "nothing";
        if (!is.equals(wanted)) {
          return key.getKey() + " #" + i + " is " + is + ", should be " + wanted;
        }
      }
    }
    return "keys " + found.keySet() + " for " + expected.keySet();
  }

  private static Map<String, List<String>> sorted(Map<String, List<String>> contents) {
    Map<String, List<String>> sorted = new TreeMap<>();
    contents.forEach((key, events) -> sorted.put(key, events.stream().sorted().toList()));
    return sorted;
  }

  private Map<String, List<String>> contents(Topic<?> topic) {
    Fences own = new Fences();
    Map<String, List<String>> contents = new TreeMap<>();
    for (SimPartition partition : cluster.partitions(topic.name())) {
      for (int offset = 0; offset < partition.size(); offset++) {
        ConsumerRecord<String, byte[]> record = partition.get(offset);
        if (own.admits(record) && record.value() != null && !partition.isCopy(offset)) {
          String id = topic.codec().decode(record.value()).id();
          contents
              .computeIfAbsent(record.key(), key -> new ArrayList<>())
              .add(id + " " + HexFormat.of().formatHex(record.value()));
        }
      }
    }
    return contents;
  }

  /** Feed number that all readers of the feed's progress were told. */
  long complete() {
    long complete = 0;
    for (SimPartition partition : cluster.partitions(Topics.ORDER_EVENTS.name())) {
      for (int offset = 0; offset < partition.size(); offset++) {
        complete = Math.max(complete, Headers.marker(partition.get(offset)).orElse(0));
      }
    }
    return complete;
  }
}
