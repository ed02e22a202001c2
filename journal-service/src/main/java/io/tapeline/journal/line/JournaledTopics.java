package io.tapeline.journal.line;

import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The topics that go into the books: all but the market's. */
public final class JournaledTopics {

  private static final Map<String, Topic<?>> BY_NAME =
      Topics.all().stream()
          .filter(topic -> !List.of(Topics.TICKS, Topics.BOOKS, Topics.CANDLES).contains(topic))
          .collect(Collectors.toUnmodifiableMap(Topic::name, Function.identity()));

  private JournaledTopics() {}

  /** Their names, sorted. */
  public static List<String> names() {
    return BY_NAME.keySet().stream().sorted().toList();
  }

  static Topic<?> named(String name) {
    Topic<?> topic = BY_NAME.get(name);
    if (topic == null) {
      throw new IllegalArgumentException("the books do not keep topic " + name);
    }
    return topic;
  }
}
