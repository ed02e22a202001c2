package io.tapeline.protocol.shell;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** What one runner talks to the broker with; closed together. */
final class Clients implements AutoCloseable {

  private final Consumer<String, byte[]> consumer;
  private final Producer<String, byte[]> producer;
  private final BooleanSupplier abandoned;

  /**
   * Opens both; commits go under {@code tapeline-name}.
   *
   * @param abandoned asked on {@link #close}; if true, what is not sent yet is dropped, as the end
   *     of the process would
   */
  Clients(KafkaSettings kafka, String name, BooleanSupplier abandoned) {
    this.abandoned = abandoned;
    consumer = kafka.consumer(name);
    producer = kafka.producer(name);
  }

  Consumer<String, byte[]> consumer() {
    return consumer;
  }

  Producer<String, byte[]> producer() {
    return producer;
  }

  @Override
  public void close() {
    if (abandoned.getAsBoolean()) {
      // An interrupt would keep them from closing.
      var _ = Thread.interrupted();
      producer.close(Duration.ZERO);
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    } else {
      producer.close();
      consumer.close();
    }
  }
}
