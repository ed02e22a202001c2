package io.tapeline.marketdata.tickserver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a tick server. Each has a bounded queue of frames of its own: one that does not
 * read is dropped, and the others notice nothing.
 */
final class Clients extends WebSocketServer {

  private static final int MOST_CLIENTS = 64;
  private static final int LONGEST_MESSAGE = 1 << 16;
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  /**
   * How much a client may lag behind.
   *
   * @param frames that may wait for one client
   * @param patience how long a sender who has no time to keep waits for a client's queue to empty,
   *     nanoseconds
   */
  record Limits(int frames, long patience) {

    static final Limits DEFAULT = new Limits(16_384, TimeUnit.SECONDS.toNanos(5));
  }

  private final Limits limits;
  private final Consumer<String> notes;
  private final CompletableFuture<Integer> opened = new CompletableFuture<>();
  private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile boolean shut;

  Clients(int port, Limits limits, Consumer<String> notes) {
    super(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        1,
        List.<Draft>of(new Draft_6455(List.of(), LONGEST_MESSAGE)));
    this.limits = limits;
    this.notes = notes;
    setReuseAddr(true);
    setTcpNoDelay(true);
    setDaemon(true);
  }

  /** Done with the port once clients can connect, or with the reason why none can. */
  CompletableFuture<Integer> opened() {
    return opened;
  }

  /** Done when the listening breaks down later. */
  CompletableFuture<Throwable> failed() {
    return failed;
  }

  /** Waits for the first client ever. */
  void awaitFirst() throws InterruptedException {
    first.await();
  }

  /** Whether connections are refused. */
  void shut(boolean refuse) {
    shut = refuse;
  }

  /** Queues a frame for every client, and drops those whose queue is full. */
  void send(String frame) {
    drop(client -> waiting(client) >= limits.frames());
    broadcast(frame);
  }

  /** Waits until every client has room; one that does not read all that time is dropped. */
  void awaitRoom() {
    int half = limits.frames() / 2;
    if (!settles(client -> waiting(client) <= half)) {
      drop(client -> waiting(client) > half);
    }
  }

  /** Breaks every connection without a word. */
  void cut() {
    for (WebSocket client : getConnections()) {
      client.closeConnection(CloseFrame.ABNORMAL_CLOSE, "cut");
    }
  }

  /** Says goodbye to every client after all that was sent to it, then ends. */
  void end(int code, String reason) throws InterruptedException {
    shut(true);
    for (WebSocket client : getConnections()) {
      client.close(code, reason);
    }
    settles(client -> !client.isOpen() && !client.isClosing());
    stop((int) TimeUnit.NANOSECONDS.toMillis(limits.patience()));
  }

  /** Whether all clients come to this within the patience. */
  private boolean settles(Predicate<WebSocket> state) {
    long deadline = System.nanoTime() + limits.patience();
    while (!getConnections().stream().allMatch(state)) {
      if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return true;
  }

  private void drop(Predicate<WebSocket> slow) {
    for (WebSocket client : getConnections()) {
      if (slow.test(client)) {
        client.closeConnection(CloseFrame.POLICY_VALIDATION, "reads too slowly");
      }
    }
  }

  private static int waiting(WebSocket client) {
    return client instanceof WebSocketImpl known ? known.outQueue.size() : 0;
  }

  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
      WebSocket client, Draft draft, ClientHandshake request) throws InvalidDataException {
    if (shut || getConnections().size() >= MOST_CLIENTS) {
      throw new InvalidDataException(CloseFrame.TRY_AGAIN_LATER, "takes no more clients");
    }
    return super.onWebsocketHandshakeReceivedAsServer(client, draft, request);
  }

  @Override
  public void onStart() {
    opened.complete(getPort());
  }

  @Override
  public void onOpen(WebSocket client, ClientHandshake request) {
    notes.accept("client connected, %d in all".formatted(getConnections().size()));
    first.countDown();
  }

  @Override
  public void onClose(WebSocket client, int code, String reason, boolean remote) {
    String how = code == CloseFrame.POLICY_VALIDATION ? "dropped: it " + reason : "gone";
    notes.accept("client %s, %d left".formatted(how, getConnections().size()));
  }

  /** What clients say is of no account; a subscription is, too. */
  @Override
  public void onMessage(WebSocket client, String message) {}

  /** A client's troubles end in {@link #onClose}; others are the server's own. */
  @Override
  public void onError(@Nullable WebSocket client, Exception problem) {
    if (client == null && !opened.completeExceptionally(problem)) {
      failed.complete(problem);
    }
  }
}
