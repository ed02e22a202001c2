package io.tapeline.marketdata;

import io.tapeline.marketdata.live.Backoff;
import io.tapeline.protocol.shell.KafkaSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where market-data-service gets its events from and how fast it plays them.
 *
 * @param feed sim, tape, or a live one: kraken, binance, alpaca, ticks, xchange
 * @param tapes files of the tape feed, merged by time
 * @param speed multiple of the feed's own time, or max
 * @param lockstep whether the line keeps one order, so that every run gives the same result
 * @param window market events under way in the line at once
 * @param symbols instruments of a live feed, as its venue names them
 * @param live how a live feed keeps its connection
 * @param kraken where Kraken answers, and so on for the others
 * @param marketData what it writes down
 * @param recorder tapes of what it sees
 */
@Validated
@ConfigurationProperties("tapeline")
public record MarketDataSettings(
    @Pattern(
            regexp = "sim|tape|kraken|binance|alpaca|ticks|xchange",
            message = "must be sim, tape, kraken, binance, alpaca, ticks or xchange")
        @DefaultValue("sim")
        String feed,
    @DefaultValue List<Path> tapes,
    @Pattern(regexp = "max|[0-9]*\\.?[0-9]+", message = "must be a number above zero or max")
        @DefaultValue("1")
        String speed,
    @DefaultValue("false") boolean lockstep,
    @DefaultValue("256") @Min(1) @Max(100_000) int window,
    @DefaultValue List<@NotBlank String> symbols,
    @Valid @DefaultValue Live live,
    @Valid @DefaultValue VenueSettings.Kraken kraken,
    @Valid @DefaultValue VenueSettings.Binance binance,
    @Valid @DefaultValue VenueSettings.Alpaca alpaca,
    @Valid @DefaultValue VenueSettings.Ticks ticks,
    @Valid @DefaultValue VenueSettings.XChange xchange,
    @Valid @DefaultValue Sim sim,
    @Valid @DefaultValue MarketData marketData,
    @Valid @DefaultValue Recorder recorder,
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
   * Tapes of what is seen.
   *
   * @param dir folder that gets one for the feed; none is recorded without it
   * @param flush at most so much time lies between two writes of a file
   * @param keepFreeMegabytes recording stops when less than this is left on the disk
   */
  public record Recorder(
      @Nullable Path dir,
      @DefaultValue("3s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration flush,
      @DefaultValue("1024") @Min(0) @Max(1_000_000_000) long keepFreeMegabytes) {}

  /**
   * The connection of a live feed (MD-FEED).
   *
   * @param reconnectDelay wait before the first new attempt, doubled with each one
   * @param reconnectMax longest wait; each is longer or shorter by up to a fifth
   * @param silence a connection without any message counts as dead after it
   * @param heartbeat an instrument of which nothing is heard so long gets a heartbeat
   * @param staleAfter an instrument of which nothing is heard so long is told as stale
   */
  public record Live(
      @DefaultValue("3s") @DurationMin(millis = 10) @DurationMax(minutes = 10)
          Duration reconnectDelay,
      @DefaultValue("60s") @DurationMin(millis = 10) @DurationMax(hours = 1) Duration reconnectMax,
      @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration silence,
      @DefaultValue("1s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration heartbeat,
      @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(hours = 1) Duration staleAfter) {

    private static final double JITTER = 0.2;

    @AssertTrue(message = "reconnect-max must not be below reconnect-delay")
    boolean isRising() {
      return reconnectMax.compareTo(reconnectDelay) >= 0;
    }

    Backoff backoff() {
      return new Backoff(reconnectDelay, reconnectMax, JITTER);
    }
  }

  @AssertTrue(message = "symbols: a live feed needs at least one, as its venue names it: BTC/USD")
  boolean isSymbolGiven() {
    return !isLive() || !symbols.isEmpty();
  }

  @AssertTrue(
      message = "alpaca: set TAPELINE_ALPACA_KEY_ID and TAPELINE_ALPACA_SECRET in the environment")
  boolean isAlpacaKeyGiven() {
    return !feed.equals("alpaca") || alpaca.hasKey();
  }

  @AssertTrue(message = "xchange.exchange: name the venue to ask")
  boolean isExchangeGiven() {
    return !feed.equals("xchange") || !xchange.exchange().isEmpty();
  }

  @AssertTrue(message = "a live feed runs in its own time: speed must be 1 and lockstep false")
  boolean isLiveInItsOwnTime() {
    return !isLive() || (speed.equals("1") && !lockstep);
  }

  /** When an instrument is stale: never before a venue that is asked in rounds had two of them. */
  Duration staleAfter() {
    Duration rounds = xchange.round(symbols.size()).multipliedBy(2);
    return feed.equals("xchange") && rounds.compareTo(live.staleAfter()) > 0
        ? rounds
        : live.staleAfter();
  }

  /** True if events come from a venue as they happen. */
  boolean isLive() {
    return !feed.equals("sim") && !feed.equals("tape");
  }

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
