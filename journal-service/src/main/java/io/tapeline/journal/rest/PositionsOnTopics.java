package io.tapeline.journal.rest;

import io.tapeline.journal.books.TopicPositions;
import java.util.Comparator;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far the topics are in the books, for those who wait for it. Not forwarded by the gateway. */
@RestController
class PositionsOnTopics {

  private final TopicPositions positions;

  PositionsOnTopics(TopicPositions positions) {
    this.positions = positions;
  }

  /** One partition: everything below {@code nextOffset} is in the books. */
  record PositionOnTopic(String topic, int partition, long nextOffset) {}

  @GetMapping("/internal/positions")
  List<PositionOnTopic> positions() {
    return positions.all().entrySet().stream()
        .map(at -> new PositionOnTopic(at.getKey().topic(), at.getKey().partition(), at.getValue()))
        .sorted(
            Comparator.comparing(PositionOnTopic::topic)
                .thenComparingInt(PositionOnTopic::partition))
        .toList();
  }
}
