package io.tapeline.marketdata.tickserver;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of a tick server that keeps every frame it gets. */
final class Client implements WebSocket.Listener, AutoCloseable {

  /** What the end of a connection that broke without a word is told as. */
  static final String BROKEN = "broken";

  /** What the JDK tells for a connection that ends without a close frame. */
  private static final int NO_WORD = 1006;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long PATIENCE_SECONDS = 20;

  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;

  Client(TickServer server) throws Exception {
    this(server.port());
  }

  Client(int port) throws Exception {
    socket =
        HTTP.newWebSocketBuilder()
            .buildAsync(URI.create("ws://localhost:" + port), this)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** The next frame, waited for. */
  String frame() throws InterruptedException {
    String frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError(
          "no frame within %d s, the connection is %s"
              .formatted(PATIENCE_SECONDS, ended.getNow("open")));
    }
    return frame;
  }

  List<String> frames(int count) throws InterruptedException {
    List<String> taken = new ArrayList<>();
    while (taken.size() < count) {
      taken.add(frame());
    }
    return taken;
  }

  /** How the connection ended, waited for: the code and reason, or {@link #BROKEN}. */
  String end() throws Exception {
    return ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Every frame not taken yet, once the connection has ended. */
  List<String> framesToTheEnd() throws Exception {
    end();
    List<String> rest = new ArrayList<>();
    frames.drainTo(rest);
    return rest;
  }

  void say(String text) throws Exception {
    socket.sendText(text, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      frames.add(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    ended.complete(code == NO_WORD ? BROKEN : code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable problem) {
    ended.complete(BROKEN);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
