package io.tapeline.marketdata.tickserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.generic.TickFrame;
import io.tapeline.marketdata.live.generic.TickFrames;
import io.tapeline.testsupport.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TickServerTest {

  private static final EventTime FROM = new EventTime(1_735_570_000_123_000L);
  private static final double MAX = Double.POSITIVE_INFINITY;

  private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

  @TempDir private Path folder;

  @Test
  void aClientGetsTheFramesOfAScenarioAsTheyAreWritten() throws Exception {
    Script scenario =
        scenario(
            "0,tick,AAPL,150.25,150.24,150.26,320",
            "0.001,tick,BTCUSDT,60000.0,59999.9,60000.1,0.050",
            "0.002,text,not a frame");

    try (TickServer server = server(scenario, 1);
        Client client = new Client(server)) {
      assertThat(client.frames(3))
          .containsExactly(
              "{\"type\":\"tick\",\"symbol\":\"AAPL\",\"ts\":1735570000123,\"price\":150.25,"
                  + "\"bid\":150.24,\"ask\":150.26,\"volume\":320}",
              "{\"type\":\"tick\",\"symbol\":\"BTCUSDT\",\"ts\":1735570000124,\"price\":60000.0,"
                  + "\"bid\":59999.9,\"ask\":60000.1,\"volume\":0.050}",
              "not a frame");
      server.ended().get(20, TimeUnit.SECONDS);
      server.stop();
      assertThat(client.end()).isEqualTo("1000 the script has ended");
    }
  }

  @Test
  void sameSeedGivesTheSameHundredFramesToTheByte() throws Exception {
    List<String> frames = walked(42);

    assertThat(frames).hasSize(100).doesNotHaveDuplicates();
    assertThat(frames.getFirst())
        .startsWith("{\"type\":\"tick\",\"symbol\":\"AAPL\",\"ts\":1735570000123,\"price\":150.25,")
        .matches(".*,\"bid\":150\\.2[34],\"ask\":150\\.2[67],\"volume\":[0-9]+}");
    assertThat(walked(42)).isEqualTo(frames);
    assertThat(walked(43)).isNotEqualTo(frames);
  }

  private List<String> walked(long seed) throws Exception {
    try (TickServer server = server(walk(seed, "500"), 1);
        Client client = new Client(server)) {
      return client.frames(100);
    }
  }

  @Test
  void ticksComeAtTheRateOfTheirTimes() throws Exception {
    try (TickServer server = server(walk(1, "20"), 1);
        Client client = new Client(server)) {
      long first = millis(client.frame());
      long began = System.nanoTime();
      long last = millis(client.frames(20).getLast());
      double seconds = (System.nanoTime() - began) / 1e9;

      assertThat(last - first).isEqualTo(1000);
      assertThat(seconds).isBetween(0.5, 10.0);
    }
  }

  @Test
  void clientsGetEveryTickFromWhenTheyConnect() throws Exception {
    try (TickServer server = server(walk(1, "1000"), 1);
        Client early = new Client(server)) {
      List<String> seen = early.frames(10);
      try (Client late = new Client(server)) {
        late.say("{\"type\":\"subscribe\",\"symbols\":[\"AAPL\"]}");
        List<String> lateFrames = late.frames(200);

        while (!seen.getLast().equals(lateFrames.getLast())) {
          seen.add(early.frame());
        }
        assertThat(seen.subList(seen.size() - 200, seen.size())).isEqualTo(lateFrames);
      }
    }
  }

  @Test
  void disconnectBreaksConnectionsAndRefusesThemForItsTime() throws Exception {
    List<String> lines = new ArrayList<>(List.of("0,text,a", "0.01,disconnect,3"));
    IntStream.range(1, 30).forEach(tenth -> lines.add(tenth / 10.0 + ",text,lost"));
    IntStream.range(31, 300).forEach(tenth -> lines.add(tenth / 10.0 + ",text,b"));
    Script scenario = scenario(lines.toArray(String[]::new));

    try (TickServer server = server(scenario, 1)) {
      try (Client client = new Client(server)) {
        assertThat(client.framesToTheEnd()).containsExactly("a");
        assertThat(client.end()).isEqualTo(Client.BROKEN);
      }
      assertThatThrownBy(() -> new Client(server))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(WebSocketHandshakeException.class);
      try (Client again = connected(server)) {
        assertThat(again.frame()).isEqualTo("b");
        server.stop();
        assertThat(again.end()).isEqualTo("1001 the server stops");
      }
    }
  }

  /** Comes back until it is let in. */
  private static Client connected(TickServer server) throws Exception {
    while (true) {
      try {
        return new Client(server);
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(WebSocketHandshakeException.class);
      }
    }
  }

  @Test
  void disconnectWithoutATimeLetsClientsComeBackAtOnce() throws Exception {
    List<String> lines = new ArrayList<>(List.of("0,text,a", "0.01,disconnect"));
    IntStream.range(1, 300).forEach(tenth -> lines.add(tenth / 10.0 + ",text,b"));
    Script scenario = scenario(lines.toArray(String[]::new));

    try (TickServer server = server(scenario, 1);
        Client client = new Client(server)) {
      assertThat(client.end()).isEqualTo(Client.BROKEN);
      try (Client again = new Client(server)) {
        assertThat(again.frame()).isEqualTo("b");
      }
    }
  }

  @Test
  void silenceLeavesOutWhatIsDueInItAndKeepsTheConnection() throws Exception {
    Script scenario =
        scenario("0,text,a", "0,silence,0.05", "0.01,text,lost", "0.049,text,lost", "0.05,text,b");

    try (TickServer server = server(scenario, 1);
        Client client = new Client(server)) {
      assertThat(client.frames(2)).containsExactly("a", "b");
    }
  }

  @Test
  void withoutWaitingItPlaysToNobody() throws Exception {
    TickServer.Settings settings =
        new TickServer.Settings(0, scenario("0,text,a"), false, () -> FROM, 1);

    try (TickServer server = TickServer.start(settings, notes::add)) {
      server.ended().get(20, TimeUnit.SECONDS);
      assertThat(notes).containsExactly("the script has ended; frames sent: 1");
    }
  }

  @Test
  void aTapeIsPlayedEventForEvent() throws Exception {
    Path trades =
        write(
            "trades.csv",
            "ts,symbol,price,size,side",
            "1000000,X,1.10,5,BUY",
            "1200999,X,1.20,7,SELL",
            "1300000,X,0,7,SELL");
    Path quotes =
        write("quotes.csv", "ts,symbol,bid,bid_size,ask,ask_size", "1100000,X,1.15,1,1.25,2");

    assertThat(played(List.of(trades, quotes), null))
        .containsExactly(
            "{\"type\":\"tick\",\"symbol\":\"X\",\"ts\":1000,\"price\":1.10,\"volume\":5}",
            "{\"type\":\"tick\",\"symbol\":\"X\",\"ts\":1100,\"bid\":1.15,\"ask\":1.25}",
            "{\"type\":\"tick\",\"symbol\":\"X\",\"ts\":1200,\"price\":1.20,\"bid\":1.15,"
                + "\"ask\":1.25,\"volume\":7}");
    assertThat(notes)
        .contains(
            "the script has ended; frames sent: 3; rows that could not be used: 1"
                + " ('tapeline tape check' says which)");
    assertThat(played(List.of(quotes), FROM))
        .containsExactly(
            "{\"type\":\"tick\",\"symbol\":\"X\",\"ts\":1735570000123,\"bid\":1.15,\"ask\":1.25}");
  }

  @Test
  void aRealTapeComesOutOfTheFramesAsItIs() throws Exception {
    List<Path> tapes =
        List.of(
            SharedData.tape("binance_usdm_BTCUSDT_20240808_trades"),
            SharedData.tape("binance_usdm_BTCUSDT_20240808_quotes"));
    List<String> trades = new ArrayList<>();
    List<String> quotes = new ArrayList<>();
    try (TapeFeed feed = TapeFeed.open(tapes, TapeFeed.Settings.ROWS_ONLY)) {
      for (Event event = feed.next(); event != null; event = feed.next()) {
        switch (event) {
          case Tick tick -> trades.add(told(tick));
          case Quote quote -> quotes.add(told(quote));
          default -> throw new AssertionError("not expected on this tape: " + event);
        }
      }
    }

    List<String> seenTrades = new ArrayList<>();
    List<String> seenQuotes = new ArrayList<>();
    for (String frame : played(tapes, null)) {
      switch (TickFrames.parse(frame)) {
        case TickFrame.Seen(Tick trade, _) when trade != null -> seenTrades.add(told(trade));
        case TickFrame.Seen(_, Quote quote) when quote != null -> seenQuotes.add(told(quote));
        case TickFrame other -> throw new AssertionError("cannot be used: " + other);
      }
    }

    assertThat(trades).isNotEmpty();
    assertThat(seenTrades).isEqualTo(trades);
    assertThat(quotes).hasSize(66_089);
    assertThat(seenQuotes).isEqualTo(quotes);
  }

  private static String told(Tick tick) {
    return "%d %s %s".formatted(tick.ts().micros() / 1000, tick.price(), tick.size());
  }

  private static String told(Quote quote) {
    return "%d %s %s".formatted(quote.ts().micros() / 1000, quote.bid(), quote.ask());
  }

  private List<String> played(List<Path> tapes, @Nullable EventTime from) throws Exception {
    TickServer.Settings settings =
        new TickServer.Settings(0, TapeScript.of(tapes), true, () -> from, MAX);
    try (TickServer server = TickServer.start(settings, notes::add);
        Client client = new Client(server)) {
      server.ended().get(50, TimeUnit.SECONDS);
      server.stop();
      return client.framesToTheEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {MAX, 2})
  void aClientThatDoesNotReadIsDroppedAndTheOthersMissNothing(double speed) throws Exception {
    TickServer.Settings settings =
        new TickServer.Settings(0, walk(1, "5000"), true, () -> FROM, speed);
    Clients.Limits limits = new Clients.Limits(16_384, TimeUnit.SECONDS.toNanos(3));

    try (TickServer server = TickServer.start(settings, limits, notes::add);
        Socket deaf = deaf(server);
        Client client = new Client(server)) {
      List<Long> times = new ArrayList<>();
      String dropped = null;
      while (dropped == null) {
        times.add(millis(client.frame()));
        dropped = notes.stream().filter(note -> note.contains("dropped")).findFirst().orElse(null);
      }
      for (String frame : client.frames(10_000)) {
        times.add(millis(frame));
      }

      assertThat(dropped).isEqualTo("client dropped: it reads too slowly, 1 left");
      assertThat(deaf.isConnected()).isTrue();
      for (int i = 5; i < times.size(); i++) {
        assertThat(times.get(i)).isEqualTo(times.get(i - 5) + 1);
      }
    }
  }

  /** A client that shakes hands and never reads again. */
  private static Socket deaf(TickServer server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket
        .getOutputStream()
        .write(
            """
            GET / HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """
                .getBytes(StandardCharsets.US_ASCII));
    InputStream input = socket.getInputStream();
    assertThat(new String(input.readNBytes(12), StandardCharsets.US_ASCII))
        .isEqualTo("HTTP/1.1 101");
    return socket;
  }

  @Test
  void aPortInUseIsRefused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TickServer.Settings settings =
          new TickServer.Settings(taken.getLocalPort(), walk(1, "1"), true, () -> FROM, 1);

      assertThatThrownBy(() -> TickServer.start(settings, notes::add))
          .isInstanceOf(IOException.class)
          .hasMessage("port %d cannot be opened: Address already in use", taken.getLocalPort())
          .hasCauseInstanceOf(BindException.class);
    }
  }

  @Test
  void closingGivesThePortFreeAtOnce() throws Exception {
    int port;
    try (TickServer server = server(walk(1, "100"), 1);
        Client client = new Client(server)) {
      port = server.port();
      client.frames(2);
      server.stop();
      assertThat(client.end()).isEqualTo("1001 the server stops");
      assertThat(server.ended()).isCancelled();
    }
    TickServer.Settings settings =
        new TickServer.Settings(port, scenario("0,text,a"), true, () -> FROM, 1);
    try (TickServer server = TickServer.start(settings, notes::add);
        Client client = new Client(server)) {
      assertThat(client.frame()).isEqualTo("a");
    }
  }

  private TickServer server(Script script, double speed) throws IOException {
    return TickServer.start(
        new TickServer.Settings(0, script, true, () -> FROM, speed), notes::add);
  }

  @Test
  void aWalkNamesEachSymbolOnce() {
    assertThatThrownBy(
            () ->
                new RandomWalkScript(
                    WalkedInstruments.of(List.of("AAPL", "AAPL")), 1, BigDecimal.ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("instruments must not name a symbol twice, are [AAPL, AAPL]");
  }

  private static RandomWalkScript walk(long seed, String perSecond) {
    return new RandomWalkScript(
        WalkedInstruments.of(List.of("AAPL")), seed, new BigDecimal(perSecond));
  }

  private Script scenario(String... lines) throws IOException {
    return ScenarioScript.read(write("scenario.csv", lines));
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private static long millis(String frame) {
    return TickFrames.parse(frame) instanceof TickFrame.Seen(Tick trade, _) && trade != null
        ? trade.ts().micros() / 1000
        : -1;
  }
}
