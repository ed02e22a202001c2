package io.tapeline.marketdata.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** The stream of a venue, played by the test. */
final class LoopbackStream implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch started = new CountDownLatch(1);
  private final BlockingQueue<WebSocket> clients = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Semaphore pings = new Semaphore(0);
  private final Server server = new Server();
  private final Relay relay;
  private @Nullable WebSocket client;
  private volatile String resource = "";

  /** Whether the venue is there. */
  volatile boolean answersPings = true;

  private final class Server extends WebSocketServer {

    Server() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      setReuseAddr(true);
      setDaemon(true);
    }

    @Override
    public void onOpen(WebSocket from, ClientHandshake handshake) {
      resource = handshake.getResourceDescriptor();
      clients.add(from);
    }

    @Override
    public void onClose(WebSocket from, int code, @Nullable String reason, boolean remote) {}

    @Override
    public void onMessage(WebSocket from, String message) {
      heard.add(message);
    }

    @Override
    public void onWebsocketPing(WebSocket from, Framedata frame) {
      pings.release();
      if (answersPings) {
        super.onWebsocketPing(from, frame);
      }
    }

    @Override
    public void onError(@Nullable WebSocket from, Exception problem) {}

    @Override
    public void onStart() {
      started.countDown();
    }
  }

  LoopbackStream() throws InterruptedException, IOException {
    server.start();
    assertThat(started.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    relay = new Relay(server.getPort());
  }

  URI uri() {
    return URI.create("ws://127.0.0.1:" + relay.port());
  }

  /** What the newest client asked for. */
  String resource() {
    return resource;
  }

  /** Waits for the next client and speaks with it from then on. */
  void awaitClient() throws InterruptedException {
    client = clients.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(client).as("a client").isNotNull();
  }

  void awaitPings(int count) throws InterruptedException {
    assertThat(pings.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  void say(String text) {
    current().send(text);
  }

  String heard() throws InterruptedException {
    String text = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(text).as("a message of the client").isNotNull();
    return Objects.requireNonNull(text);
  }

  /** Breaks the connection without a word. */
  void cut() {
    relay.cut();
  }

  private WebSocket current() {
    return Objects.requireNonNull(client, "no client");
  }

  @Override
  public void close() throws IOException {
    try (relay) {
      server.stop(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
