package io.tapeline.marketdata.live;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a WebSocket to a venue: connects, hands its messages to the protocol one by one, notices
 * when it has gone silent, and connects again after a wait ({@link Backoff}).
 *
 * <p>A message is taken from the network only when the one two before is processed, so that a line
 * that cannot follow slows the venue down instead of filling the memory.
 */
public final class SocketConnection implements FeedConnection {

  private static final Logger LOG = LoggerFactory.getLogger(SocketConnection.class);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SEND = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 100;
  private static final int WAITING = 256;

  /** Messages under way; with one alone the end of a connection may go unseen behind it. */
  private static final int AHEAD = 2;

  private static final long END_SECONDS = 10;

  /** A connection that has lasted so long was a good one: the next wait is the shortest again. */
  private static final long GOOD_NANOS = 30_000_000_000L;

  /** Something for the thread. */
  private sealed interface Input {}

  private record Message(Listener from, String text, long seenMicros) implements Input {}

  private record Lost(Listener from, String why) implements Input {}

  /** The other side is there: it has sent a ping, or answered one. */
  private record Sign(Listener from) implements Input {}

  private record Task(VenueProtocol.Work work) implements Input {}

  private final VenueProtocol protocol;
  private final Backoff backoff;
  private final FeedStatus status;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final BlockingQueue<Input> inputs = new ArrayBlockingQueue<>(WAITING);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable RuntimeException failure;

  public SocketConnection(VenueProtocol protocol, Backoff backoff, FeedStatus status) {
    this.protocol = protocol;
    this.backoff = backoff;
    this.status = status;
    this.thread = Thread.ofPlatform().name(protocol.name() + "-feed").unstarted(this::run);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public @Nullable RuntimeException failure() {
    return failure;
  }

  private void put(Input input) throws InterruptedException {
    while (!inputs.offer(input, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (isClosing()) {
        return;
      }
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void run() {
    int failures = 0;
    try {
      while (!isClosing()) {
        status.connecting();
        long begun = System.nanoTime();
        String why = connection();
        failures = System.nanoTime() - begun >= GOOD_NANOS ? 1 : failures + 1;
        if (!isClosing()) {
          protocol.lost(FeedStatus.nowMicros());
          Duration wait = backoff.before(failures, () -> ThreadLocalRandom.current().nextDouble());
          status.disconnected(why);
          LOG.warn("{}: {}; connects again in {} ms", protocol.name(), why, wait.toMillis());
          pause(wait);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{}: the feed has stopped", protocol.name(), e);
      failure = e;
      status.disconnected(String.valueOf(e.getMessage()));
    } finally {
      protocol.close();
    }
  }

  /** Between connections what others have found out is still taken. */
  private void pause(Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    for (long left = wait.toNanos(); left > 0 && !isClosing(); left = end - System.nanoTime()) {
      Input input =
          inputs.poll(
              Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)), TimeUnit.NANOSECONDS);
      if (input instanceof Task(VenueProtocol.Work work)) {
        work.run();
      }
    }
  }

  /** One connection from its begin to its end; returns why it ended. */
  private String connection() throws InterruptedException {
    Listener listener = new Listener();
    WebSocket socket;
    try {
      socket =
          http.newWebSocketBuilder()
              .connectTimeout(CONNECT)
              .buildAsync(protocol.uri(), listener)
              .get(CONNECT.toMillis() * 2, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return "cannot connect: " + reason(e);
    } catch (TimeoutException e) {
      return "cannot connect: no answer within " + CONNECT.toSeconds() + " s";
    }
    try {
      status.connected();
      Way outlet = new Way(socket);
      protocol.opened(outlet);
      return converse(listener, outlet);
    } finally {
      listener.end();
      socket.abort();
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private String converse(Listener listener, Way outlet) throws InterruptedException {
    Pulse pulse = new Pulse(protocol.longestSilence());
    long lookedAt = System.nanoTime();
    while (!isClosing()) {
      Input input = inputs.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      switch (input) {
        case Message(Listener from, String text, long seenMicros) when from == listener -> {
          status.heard();
          protocol.message(text, seenMicros);
          pulse.heard();
          listener.more();
        }
        case Lost(Listener from, String why) when from == listener -> {
          return why;
        }
        case Sign(Listener from) when from == listener && protocol.isPinged() -> pulse.heard();
        case Task(VenueProtocol.Work work) -> work.run();
        case null, default -> {}
      }
      long now = System.nanoTime();
      if (pulse.isDead(now)) {
        return "silent for " + protocol.longestSilence().toMillis() + " ms";
      }
      if (protocol.isPinged() && pulse.isToBePinged(now)) {
        outlet.ping();
      }
      if (now - lookedAt >= TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
        lookedAt = now;
        protocol.look(now);
      }
      String leave = outlet.leave;
      if (leave != null) {
        return leave;
      }
    }
    return "closed";
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(Duration.ofSeconds(END_SECONDS));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    http.shutdownNow();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** When something was last heard. */
  private static final class Pulse {

    private final long longest;
    private long heardAt = System.nanoTime();
    private boolean pinged;

    Pulse(Duration longestSilence) {
      longest = longestSilence.toNanos();
    }

    void heard() {
      heardAt = System.nanoTime();
      pinged = false;
    }

    boolean isDead(long now) {
      return now - heardAt > longest;
    }

    /** True once in the second half of the longest silence. */
    boolean isToBePinged(long now) {
      boolean due = !pinged && now - heardAt > longest / 2;
      pinged |= due;
      return due;
    }
  }

  /** The way out of one connection. */
  private final class Way implements VenueProtocol.Outlet {

    private final WebSocket socket;
    private @Nullable String leave;

    Way(WebSocket socket) {
      this.socket = socket;
    }

    @Override
    public void send(String text) {
      try {
        socket.sendText(text, true).get(SEND.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        reconnect("cannot send: " + reason(e));
      } catch (TimeoutException e) {
        reconnect("cannot send: nothing is taken");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Sends a ping; where it cannot, the silence goes on. */
    void ping() {
      CompletableFuture<WebSocket> _ = socket.sendPing(ByteBuffer.allocate(0));
    }

    @Override
    public void reconnect(String why) {
      leave = leave == null ? why : leave;
    }

    @Override
    public void later(VenueProtocol.Work work) throws InterruptedException {
      put(new Task(work));
    }
  }

  /** Puts the messages of one connection into the queue. */
  private final class Listener implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();
    private volatile @Nullable WebSocket socket;
    private volatile boolean over;

    /** The message in hand is done with: the next one may come. */
    void more() {
      WebSocket open = socket;
      if (open != null) {
        open.request(1);
      }
    }

    void end() {
      over = true;
    }

    @Override
    public void onOpen(WebSocket opened) {
      socket = opened;
      opened.request(AHEAD);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      take(from, data, last);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      take(from, StandardCharsets.UTF_8.decode(data), last);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
      return sign(from);
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      return sign(from);
    }

    private @Nullable CompletionStage<?> sign(WebSocket from) {
      tell(new Sign(this));
      from.request(1);
      return null;
    }

    private void take(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (!last) {
        from.request(1);
        return;
      }
      String whole = text.toString();
      text.setLength(0);
      tell(new Message(this, whole, FeedStatus.nowMicros()));
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      tell(new Lost(this, "closed by the venue: " + code + " " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      tell(new Lost(this, "connection lost: " + error));
    }

    private void tell(Input input) {
      if (over) {
        return;
      }
      try {
        put(input);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
