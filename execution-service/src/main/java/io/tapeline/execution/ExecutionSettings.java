package io.tapeline.execution;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where execution-service stands. What its stage is set with is read by {@link
 * io.tapeline.core.settings.LineSettings}.
 *
 * @param lockstep whether inputs wait for each other, so that every run takes the same order
 */
@Validated
@ConfigurationProperties("tapeline")
public record ExecutionSettings(@DefaultValue("false") boolean lockstep, Kafka kafka) {

  /**
   * The broker.
   *
   * @param bootstrapServers host:port list
   * @param partitions of each topic, where this service creates them
   * @param replication copies of each partition
   */
  public record Kafka(
      @NotBlank String bootstrapServers,
      @DefaultValue("6") @Min(1) @Max(1000) int partitions,
      @DefaultValue("1") @Min(1) @Max(9) short replication) {}
}
