package io.tapeline.marketdata;

import io.tapeline.protocol.shell.KafkaSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where market-data-service gets its events from and how fast it plays them.
 *
 * @param feed sim or tape
 * @param tapes files of the tape feed, merged by time
 * @param speed multiple of the feed's own time, or max
 * @param lockstep whether the line keeps one order, so that every run gives the same result
 * @param window market events under way in the line at once
 * @param marketData what it writes down
 */
@Validated
@ConfigurationProperties("tapeline")
public record MarketDataSettings(
    @Pattern(regexp = "sim|tape", message = "must be sim or tape") @DefaultValue("sim") String feed,
    @DefaultValue List<Path> tapes,
    @Pattern(regexp = "max|[0-9]*\\.?[0-9]+", message = "must be a number above zero or max")
        @DefaultValue("1")
        String speed,
    @DefaultValue("false") boolean lockstep,
    @DefaultValue("256") @Min(1) @Max(100_000) int window,
    @Valid @DefaultValue Sim sim,
    @Valid @DefaultValue MarketData marketData,
    @Valid Kafka kafka) {

  /**
   * Sessions: what was seen and what came of it.
   *
   * @param record whether they are written
   * @param sessions folder that holds them
   * @param keepSessions at most so many are kept, the newest
   * @param keepMegabytes at most so much is kept, of all together
   */
  public record MarketData(
      @DefaultValue("false") boolean record,
      @DefaultValue("sessions") Path sessions,
      @DefaultValue("20") @Min(1) @Max(100_000) int keepSessions,
      @DefaultValue("2048") @Min(1) @Max(1_000_000_000) long keepMegabytes) {}

  /**
   * The simulated market.
   *
   * @param seed the same seed gives the same market
   * @param start its first moment, epoch microseconds
   * @param seconds its length in its own time, 0 for one without an end
   */
  public record Sim(
      @DefaultValue("1") long seed,
      @DefaultValue("1767225600000000") @Min(0) long start,
      @DefaultValue("0") @Min(0) long seconds) {}

  /**
   * The broker.
   *
   * @param bootstrapServers host:port list
   * @param partitions of each topic, where this service creates them
   * @param replication copies of each partition
   * @param instance name of this instance among those of the service: one plays, the others stand
   *     by
   * @param sessionTimeout how long an instance may be silent before another one takes over
   */
  public record Kafka(
      @NotBlank String bootstrapServers,
      @DefaultValue("6") @Min(1) @Max(1000) int partitions,
      @DefaultValue("1") @Min(1) @Max(9) short replication,
      @DefaultValue("1") @Pattern(regexp = KafkaSettings.NAME, message = KafkaSettings.NAME_MESSAGE)
          String instance,
      @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(minutes = 1)
          Duration sessionTimeout) {

    KafkaSettings clients() {
      return new KafkaSettings(bootstrapServers, instance, sessionTimeout);
    }
  }

  /** Speed as a factor; infinite for max. */
  double speedFactor() {
    return speed.equals("max") ? Double.POSITIVE_INFINITY : Double.parseDouble(speed);
  }
}
