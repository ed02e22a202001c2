package io.tapeline.marketdata.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tapeline.marketdata.VenueRecording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A venue on loopback that speaks Kraken's WebSocket v2, recorded without broker or database. */
@Timeout(120)
class VenueRecordingTest {

  @TempDir private Path folder;
  private final Venue venue = new Venue();
  private HttpServer rest = venue.rest();

  @BeforeEach
  void open() throws InterruptedException {
    venue.start();
    assertThat(venue.started.await(20, TimeUnit.SECONDS)).isTrue();
    rest.start();
  }

  @AfterEach
  void close() throws InterruptedException {
    rest.stop(0);
    venue.stop(1_000);
  }

  /** Says what it is told to say when somebody subscribes. */
  private static final class Venue extends WebSocketServer {

    private final CountDownLatch started = new CountDownLatch(1);
    private volatile List<Integer> trades = List.of();
    private volatile String history = "";

    Venue() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    HttpServer rest() {
      try {
        HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
            "/",
            exchange -> {
              byte[] answer = history.getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, answer.length);
              try (exchange) {
                exchange.getResponseBody().write(answer);
              }
            });
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onMessage(WebSocket client, String message) {
      if (message.contains("\"instrument\"")) {
        client.send(
            """
            {"channel":"instrument","type":"snapshot","data":{"assets":[],"pairs":[
            {"symbol":"BTC/USD","status":"online","qty_precision":8,"price_precision":1}]}}""");
      } else if (message.contains("\"trade\"")) {
        client.send("{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"broken\":1}]}");
        trades.forEach(id -> client.send(trade(id)));
      } else if (message.contains("\"ticker\"")) {
        client.send(
            """
            {"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":61800.0,
            "bid_qty":1.50000000,"ask":61800.1,"ask_qty":0.20000000,
            "timestamp":"2026-11-21T00:00:00.000001Z"}]}""");
      }
    }

    private static String trade(int id) {
      return """
          {"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"sell",\
          "price":61800.%d,"qty":0.50000000,"ord_type":"market","trade_id":%d,\
          "timestamp":"%s"}]}"""
          .formatted(id, id, "2026-11-20T23:59:%02d.5Z".formatted(id));
    }

    @Override
    public void onStart() {
      started.countDown();
    }

    @Override
    public void onOpen(WebSocket client, ClientHandshake handshake) {
      client.send("{\"channel\":\"status\",\"data\":[{\"system\":\"online\"}]}");
    }

    @Override
    public void onClose(WebSocket client, int code, String reason, boolean remote) {
      // Clients come and go.
    }

    @Override
    public void onError(WebSocket client, Exception problem) {
      // A client that is killed is what is tested.
    }
  }

  private VenueRecording record(Path into) throws IOException {
    return VenueRecording.start(
        "kraken",
        List.of("BTC/USD"),
        into,
        Map.of(
            "tapeline.kraken.ws-url",
            "ws://127.0.0.1:" + venue.getPort(),
            "tapeline.kraken.rest-url",
            "http://127.0.0.1:" + rest.getAddress().getPort(),
            "tapeline.kraken.book-depth",
            "0",
            "tapeline.recorder.flush",
            "100ms",
            "tapeline.recorder.keep-free-megabytes",
            "0"));
  }

  @Test
  void killedAndStartedAgainItAsksForTheTradesBetween() throws Exception {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    venue.trades = List.of(1, 2, 3);
    try (VenueRecording recording = record(first)) {
      until(recording, () -> Files.exists(trades(first)) && lines(trades(first)).size() == 4);
      copy(first, second); // what a kill would leave
    }
    venue.trades = List.of(6);
    venue.history =
        """
        {"error":[],"result":{"BTC/USD":[
        ["61800.3","0.50000000",1795219143.5,"s","m","",3],
        ["61800.4","0.50000000",1795219144.5,"s","m","",4],
        ["61800.5","0.50000000",1795219145.5,"b","l","",5],
        ["61800.6","0.50000000",1795219146.5,"s","m","",6]],"last":"1795219146500000000"}}""";
    try (VenueRecording recording = record(second)) {
      until(recording, () -> lines(trades(second)).size() == 7);
    }

    assertThat(lines(trades(second)).stream().map(row -> row.replaceAll(",[0-9]{16},", ",R,")))
        .containsExactlyInAnyOrder(
            "ts,symbol,price,size,side,recv,trade_id,late",
            micros(1) + ",BTC/USD,61800.1,0.50000000,SELL,R,1,",
            micros(2) + ",BTC/USD,61800.2,0.50000000,SELL,R,2,",
            micros(3) + ",BTC/USD,61800.3,0.50000000,SELL,R,3,",
            micros(6) + ",BTC/USD,61800.6,0.50000000,SELL,R,6,",
            micros(4) + ",BTC/USD,61800.4,0.50000000,SELL,R,4,1",
            micros(5) + ",BTC/USD,61800.5,0.50000000,BUY,R,5,1");
    assertThat(lines(second.resolve("BTC-USD/2026-11-21.quotes.csv.gz")).get(1))
        .startsWith("1795219200000001,BTC/USD,61800.0,1.50000000,61800.1,0.20000000,");
    try (Stream<Path> files = Files.list(second)) {
      List<Path> rejected =
          files.filter(file -> file.toString().endsWith(".rejected.csv")).toList();
      assertThat(rejected).isNotEmpty();
      assertThat(Files.readString(rejected.getFirst())).contains("broken");
    }
  }

  @Test
  void aPairThatTheVenueDoesNotHaveEndsIt() throws Exception {
    try (VenueRecording recording =
        VenueRecording.start(
            "kraken",
            List.of("XYZ/USD"),
            folder,
            Map.of("tapeline.kraken.ws-url", "ws://127.0.0.1:" + venue.getPort()))) {
      assertThatThrownBy(() -> until(recording, () -> false))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("kraken has no pair XYZ/USD");
    }
  }

  private static String micros(int id) {
    return Long.toString(1_795_219_140_500_000L + id * 1_000_000L);
  }

  /** Something that comes true. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void until(VenueRecording recording, Condition condition) throws Exception {
    while (!condition.holds()) {
      recording.turn(Duration.ofMillis(50));
    }
  }

  private static Path trades(Path folder) {
    return folder.resolve("BTC-USD/2026-11-20.trades.csv.gz");
  }

  private static List<String> lines(Path gzip) throws IOException {
    try (InputStream input = new GZIPInputStream(Files.newInputStream(gzip))) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
