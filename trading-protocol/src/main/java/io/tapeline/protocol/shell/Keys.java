package io.tapeline.protocol.shell;

import org.apache.kafka.common.utils.Utils;

/** Where keys go. */
final class Keys {

  private Keys() {}

  /** The partition that Kafka's producers choose for a key. */
  static int partition(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(Utils.utf8(key))) % partitions;
  }
}
