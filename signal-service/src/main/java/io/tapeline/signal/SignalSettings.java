package io.tapeline.signal;

import io.tapeline.core.candle.PriceSource;
import io.tapeline.protocol.shell.KafkaSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where signal-service stands. What its stage is set with is read by {@link
 * io.tapeline.core.settings.LineSettings}.
 *
 * @param strategies strategies run on every instrument
 * @param candlePrice what the strategies' candles are made of: trades, or the middle for a feed
 *     without trades
 * @param lockstep whether inputs wait for each other, so that every run takes the same order
 */
@Validated
@ConfigurationProperties("tapeline")
public record SignalSettings(
    @NotEmpty List<@NotBlank String> strategies,
    @DefaultValue("false") boolean lockstep,
    @DefaultValue("TRADE") PriceSource candlePrice,
    Kafka kafka) {

  /**
   * The broker.
   *
   * @param bootstrapServers host:port list
   * @param partitions of each topic, where this service creates them
   * @param replication copies of each partition
   * @param instance name of this instance among those of the service, which share its work
   * @param sessionTimeout how long an instance may be silent before the others take over its work
   * @param warmUp market time before the last processed event, or before the oldest open position,
   *     that is read again at a start; a longer window of a strategy counts instead. Longer than an
   *     instrument that is traded has no quote
   */
  public record Kafka(
      @NotBlank String bootstrapServers,
      @DefaultValue("6") @Min(1) @Max(1000) int partitions,
      @DefaultValue("1") @Min(1) @Max(9) short replication,
      @DefaultValue("1") @Pattern(regexp = KafkaSettings.NAME, message = KafkaSettings.NAME_MESSAGE)
          String instance,
      @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(minutes = 1)
          Duration sessionTimeout,
      @DefaultValue("15m") @DurationMin(minutes = 5) @DurationMax(days = 30) Duration warmUp) {

    KafkaSettings clients() {
      return new KafkaSettings(bootstrapServers, instance, sessionTimeout, warmUp);
    }
  }
}
