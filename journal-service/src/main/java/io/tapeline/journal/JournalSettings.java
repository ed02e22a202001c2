package io.tapeline.journal;

import io.tapeline.protocol.shell.KafkaSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the journal is told: {@code tapeline.kafka.*} and {@code tapeline.journal.*}.
 *
 * @param account the account a request is for that names none
 */
@Validated
@ConfigurationProperties("tapeline")
public record JournalSettings(
    @NotBlank @DefaultValue("main") String account,
    @Valid @NotNull @DefaultValue Kafka kafka,
    @Valid @NotNull @DefaultValue Journal journal) {

  /**
   * Where the brokers are.
   *
   * @param bootstrapServers the brokers, host:port, separated by commas
   * @param instance name of this instance among those of the journal, which share the partitions
   * @param sessionTimeout how long an instance may be silent before the others take over its share
   */
  public record Kafka(
      @NotBlank @DefaultValue("127.0.0.1:9092") String bootstrapServers,
      @DefaultValue("1") @Pattern(regexp = KafkaSettings.NAME, message = KafkaSettings.NAME_MESSAGE)
          String instance,
      @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(minutes = 1)
          Duration sessionTimeout) {}

  /**
   * How the topics are read.
   *
   * @param listen false leaves the topics alone and only answers requests
   * @param outboxPoll how often the outbox is looked at for requests to publish
   * @param maxBatch most records written in one transaction
   * @param pollTimeout longest wait for records
   * @param retryAfter wait before a failed batch is tried again, doubled each time
   * @param retryAtMost longest such wait
   * @param refreshTopics how often new topics and partitions are looked for
   */
  public record Journal(
      @DefaultValue("true") boolean listen,
      @DurationMin(millis = 1) @DurationMax(minutes = 1) @DefaultValue("100ms") Duration outboxPoll,
      @Min(1) @Max(100_000) @DefaultValue("2000") int maxBatch,
      @DurationMin(millis = 1) @DefaultValue("100ms") Duration pollTimeout,
      @DurationMin(millis = 1) @DefaultValue("100ms") Duration retryAfter,
      @DurationMin(millis = 1) @DefaultValue("5s") Duration retryAtMost,
      @DurationMin(millis = 1) @DefaultValue("5s") Duration refreshTopics) {}
}
