package io.tapeline.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the gateway is told, {@code tapeline.gateway.*}.
 *
 * @param tokenFile holds the access token; made at the first start
 * @param services where the services answer
 * @param upstream how patient the gateway is with them
 */
@Validated
@ConfigurationProperties("tapeline.gateway")
public record GatewaySettings(
    @NotNull @DefaultValue("data/token") Path tokenFile,
    @Valid @NotNull @DefaultValue Services services,
    @Valid @NotNull @DefaultValue Upstream upstream) {

  /** Base address of each service. */
  public record Services(
      @NotNull @DefaultValue("http://127.0.0.1:8081") URI marketData,
      @NotNull @DefaultValue("http://127.0.0.1:8082") URI signal,
      @NotNull @DefaultValue("http://127.0.0.1:8083") URI risk,
      @NotNull @DefaultValue("http://127.0.0.1:8084") URI execution,
      @NotNull @DefaultValue("http://127.0.0.1:8085") URI journal) {

    /** Addresses by the names that people read, in the order of the line. */
    Map<String, URI> byName() {
      Map<String, URI> services = new LinkedHashMap<>();
      services.put("market-data", marketData);
      services.put("signal", signal);
      services.put("risk", risk);
      services.put("execution", execution);
      services.put("journal", journal);
      return services;
    }
  }

  /**
   * How long to wait for a service and when to leave it alone.
   *
   * @param connectTimeout for a connection
   * @param timeout for the beginning of an answer, and for every further piece of it
   * @param healthTimeout for a service to tell its health
   * @param attempts how often a GET is tried in all
   * @param retryAfter wait between two tries
   * @param openAfter calls over which failures are counted; with half of them failed, calls are
   *     refused for a while
   * @param openFor how long they are refused before one is let through to see
   */
  public record Upstream(
      @DurationMin(millis = 1) @DefaultValue("1s") Duration connectTimeout,
      @DurationMin(millis = 1) @DefaultValue("30s") Duration timeout,
      @DurationMin(millis = 1) @DefaultValue("2s") Duration healthTimeout,
      @Min(1) @Max(10) @DefaultValue("2") int attempts,
      @DurationMin(millis = 1) @DefaultValue("100ms") Duration retryAfter,
      @Min(2) @Max(1000) @DefaultValue("10") int openAfter,
      @DurationMin(millis = 1) @DefaultValue("2s") Duration openFor) {}
}
