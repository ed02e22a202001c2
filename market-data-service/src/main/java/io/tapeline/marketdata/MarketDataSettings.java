package io.tapeline.marketdata;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.List;
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
    @Valid Kafka kafka) {

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
   */
  public record Kafka(
      @NotBlank String bootstrapServers,
      @DefaultValue("6") @Min(1) @Max(1000) int partitions,
      @DefaultValue("1") @Min(1) @Max(9) short replication) {}

  /** Speed as a factor; infinite for max. */
  double speedFactor() {
    return speed.equals("max") ? Double.POSITIVE_INFINITY : Double.parseDouble(speed);
  }
}
