package io.tapeline.journal.books;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.dao.NonTransientDataAccessException;

/**
 * The books have lost writes that they had confirmed: a server that confirms before it has written
 * its log was killed, a replica that lagged took over, or a backup was put back. Nothing is missing
 * as long as the topics keep it; it is to be read again from where the books are now.
 */
public class BooksFellBackException extends NonTransientDataAccessException {

  private static final long serialVersionUID = 1;

  private BooksFellBackException(String message) {
    super(message);
  }

  /** Throws if the books are behind what was seen in them. */
  static void throwIfBefore(Map<TopicPartition, Long> reached, Map<TopicPartition, Long> stored) {
    reached.forEach(
        (partition, next) -> {
          long now = stored.getOrDefault(partition, 0L);
          if (now < next) {
            throw new BooksFellBackException(
                "the books had %s up to %d and are back at %d: what is missing is read again"
                    .formatted(partition, next, now));
          }
        });
  }
}
