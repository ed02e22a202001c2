package io.tapeline.marketdata;

import io.tapeline.marketdata.live.alpaca.AlpacaProtocol;
import io.tapeline.marketdata.live.xchange.Exchanges;
import io.tapeline.marketdata.rest.BinanceRest;
import io.tapeline.marketdata.rest.KrakenRest;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where the venues of live feeds answer, and what is wanted of them. */
public final class VenueSettings {

  private VenueSettings() {}

  /**
   * Kraken spot.
   *
   * @param wsUrl public WebSocket v2
   * @param restUrl base of the REST calls, which fill gaps
   * @param bookDepth levels a side, 0 for no depth
   */
  public record Kraken(
      @DefaultValue("wss://ws.kraken.com/v2") URI wsUrl,
      @DefaultValue(KrakenRest.PUBLIC) URI restUrl,
      @DefaultValue("25") int bookDepth) {

    private static final Set<Integer> DEPTHS = Set.of(0, 10, 25, 100, 500, 1000);

    @AssertTrue(message = "book-depth must be 0, 10, 25, 100, 500 or 1000")
    boolean isDepthOffered() {
      return DEPTHS.contains(bookDepth);
    }
  }

  /**
   * Binance spot.
   *
   * @param wsUrl base of the public streams
   * @param restUrl base of the REST calls, which fill gaps and give depth snapshots
   * @param bookDepth levels a side of a snapshot, 0 for no depth
   */
  public record Binance(
      @DefaultValue("wss://stream.binance.com:9443") URI wsUrl,
      @DefaultValue(BinanceRest.PUBLIC) URI restUrl,
      @DefaultValue("1000") @Min(0) @Max(5000) int bookDepth) {

    @AssertTrue(message = "ws-url must begin with wss:// or ws://")
    boolean isWebSocket() {
      return isSocket(wsUrl);
    }

    @AssertTrue(message = "rest-url must begin with https:// or http://")
    boolean isHttp() {
      return VenueSettings.isHttp(restUrl);
    }
  }

  /**
   * Alpaca's market data of US equities.
   *
   * @param url base of the streams; the key goes there, so it is encrypted or this machine
   * @param keyId of the account, from the environment
   * @param secret of the account, from the environment
   * @param feed iex, which is free, or sip, all exchanges
   */
  public record Alpaca(
      @DefaultValue("wss://stream.data.alpaca.markets/v2") URI url,
      @DefaultValue("") Secret keyId,
      @DefaultValue("") Secret secret,
      @Pattern(regexp = "iex|sip", message = "must be iex or sip") @DefaultValue("iex")
          String feed) {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    @AssertTrue(message = "url must begin with wss://; ws:// is for this machine alone")
    boolean isSafe() {
      return "wss".equals(url.getScheme())
          || ("ws".equals(url.getScheme()) && HERE.contains(String.valueOf(url.getHost())));
    }

    boolean hasKey() {
      return !keyId.isEmpty() && !secret.isEmpty();
    }

    URI stream() {
      return URI.create(url.toString().replaceFirst("/+$", "") + "/" + feed);
    }

    AlpacaProtocol.Credentials credentials() {
      return new AlpacaProtocol.Credentials(keyId.value(), secret.value());
    }
  }

  /**
   * A server of the generic feed's frames.
   *
   * @param url where it listens; the tick server's own port unless given
   * @param silence without a frame or the answer to a ping the connection counts as dead after it
   */
  public record Ticks(
      @DefaultValue("ws://localhost:8765") URI url,
      @DefaultValue("60s") @DurationMin(millis = 100) @DurationMax(hours = 24) Duration silence) {

    @AssertTrue(message = "url must begin with ws:// or wss://")
    boolean isWebSocket() {
      return isSocket(url);
    }
  }

  /**
   * Any venue that XChange knows, asked again and again.
   *
   * @param exchange name of the venue, or the class of an XChange module on the class path
   * @param pollInterval pause between two rounds; each asks for quote and trades of every symbol
   * @param callsPerSecond at most so many calls, over all symbols
   * @param restUrl where the venue answers, empty for its own address
   */
  public record XChange(
      @DefaultValue("") String exchange,
      @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(hours = 1) Duration pollInterval,
      @DefaultValue("1") @Min(1) @Max(100) int callsPerSecond,
      @DefaultValue("") URI restUrl) {

    @AssertTrue(
        message =
            "exchange must be binance, bitfinex, bitstamp, kraken, kucoin, okex or the class of"
                + " another XChange module on the class path")
    boolean isKnown() {
      return exchange.isEmpty() || Exchanges.isKnown(exchange);
    }

    @AssertTrue(message = "rest-url must begin with https:// or http://")
    boolean isHttp() {
      return restUrl.toString().isEmpty() || VenueSettings.isHttp(restUrl);
    }

    /** How long a round may take, its pause included. */
    Duration round(int symbols) {
      Duration calls = Duration.ofSeconds(1L + 2L * symbols / callsPerSecond);
      return pollInterval.plus(calls);
    }
  }

  private static boolean isSocket(URI uri) {
    return ("wss".equals(uri.getScheme()) || "ws".equals(uri.getScheme())) && uri.getHost() != null;
  }

  private static boolean isHttp(URI uri) {
    return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
        && uri.getHost() != null;
  }

  /**
   * A text that is never shown.
   *
   * @param value empty if it is not given
   */
  public record Secret(String value) {

    /** Made of the text of a property. */
    public static Secret of(String value) {
      return new Secret(value.strip());
    }

    boolean isEmpty() {
      return value.isEmpty();
    }

    @Override
    public String toString() {
      return isEmpty() ? "" : "***";
    }
  }
}
