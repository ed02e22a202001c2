package io.tapeline.protocol.shell;

import io.tapeline.core.market.MarketEvent;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Inputs that were applied: the first record of an id wins, another one is passed over. Market
 * events are known by their numbers, which rise in each partition; the others, few beside them, by
 * their ids, of which the newest 200,000 are remembered.
 */
final class Applied {

  private static final int REMEMBERED = 200_000;

  private final Map<TopicPartition, Long> lastSeq = new HashMap<>();
  private final Set<String> ids = new LinkedHashSet<>();

  /** Notes the input; false if it was applied before. */
  boolean isNew(TopicPartition partition, Cause cause) {
    if (cause.event() instanceof MarketEvent && cause.fed() > 0) {
      Long last = lastSeq.put(partition, cause.fed());
      if (last != null && cause.fed() <= last) {
        lastSeq.put(partition, last);
        return false;
      }
      return true;
    }
    boolean added = ids.add(partition.topic() + "/" + cause.event().id());
    if (ids.size() > REMEMBERED) {
      ids.remove(ids.iterator().next());
    }
    return added;
  }
}
