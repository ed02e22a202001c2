package io.tapeline.marketdata.tickserver;

import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket server that plays a script to every client there is (MD-TICKSERVER), on the loopback
 * interface alone. A client gets every frame from when it connects; what it says is ignored.
 *
 * <p>A client that lags more than 16,384 frames behind is dropped. At speed max the script waits
 * for a lagging client instead, for five seconds at most; then it is dropped.
 */
public final class TickServer implements AutoCloseable {

  /**
   * What is served and how.
   *
   * @param port 0 for any
   * @param waitForClient whether the script begins with the first client, not at once
   * @param from time the frames say at the beginning, asked for then; null for recorded times
   * @param speed multiple of the script's own time; infinite for as fast as clients read
   */
  public record Settings(
      int port,
      Script script,
      boolean waitForClient,
      Supplier<@Nullable EventTime> from,
      double speed) {}

  private static final long NEVER = Long.MAX_VALUE;

  private final Settings settings;
  private final Consumer<String> notes;
  private final Clients clients;
  private final int port;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread player;
  private long began;
  private long reopenAt = NEVER;
  private long silentUntil;
  private long frames;

  private TickServer(Settings settings, Clients clients, int port, Consumer<String> notes) {
    this.settings = settings;
    this.clients = clients;
    this.port = port;
    this.notes = notes;
    player = Thread.ofPlatform().name("tick-server").daemon().unstarted(this::run);
    CompletableFuture<Void> _ = clients.failed().thenAccept(ended::completeExceptionally);
  }

  /**
   * Opens the port and begins to play, or to wait for the first client.
   *
   * @param notes told, in words, when clients come and go and when the script ends; from any thread
   * @throws IOException if the port cannot be opened
   */
  public static TickServer start(Settings settings, Consumer<String> notes) throws IOException {
    return start(settings, Clients.Limits.DEFAULT, notes);
  }

  static TickServer start(Settings settings, Clients.Limits limits, Consumer<String> notes)
      throws IOException {
    Clients clients = new Clients(settings.port(), limits, notes);
    clients.start();
    try {
      TickServer server = new TickServer(settings, clients, clients.opened().get(), notes);
      server.player.start();
      return server;
    } catch (ExecutionException e) {
      throw new IOException(
          "port %d cannot be opened: %s".formatted(settings.port(), reason(e)), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while opening port " + settings.port(), e);
    }
  }

  private static String reason(ExecutionException problem) {
    Throwable cause = problem.getCause();
    return String.valueOf(cause == null ? problem.getMessage() : cause.getMessage());
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Done when the script has come to its end, or with the reason why it cannot. */
  public CompletableFuture<@Nullable Void> ended() {
    return ended;
  }

  /** Sends clients what is under way, says goodbye to them and gives the port free. */
  @Override
  public void close() {
    stop();
  }

  /** The same; has no effect the second time. */
  void stop() {
    stop.countDown();
    player.interrupt();
    boolean done = ended.isDone() && !ended.isCompletedExceptionally();
    try {
      player.join();
      clients.end(
          done ? CloseFrame.NORMAL : CloseFrame.GOING_AWAY,
          done ? "the script has ended" : "the server stops");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      if (settings.waitForClient()) {
        clients.awaitFirst();
      }
      play();
      ended.complete(null);
    } catch (InterruptedException e) {
      ended.cancel(false);
    } catch (IOException | RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  private void play() throws IOException, InterruptedException {
    try (Script.Steps steps = settings.script().begin(settings.from().get())) {
      began = System.nanoTime();
      for (Step step = steps.next(); step != null; step = steps.next()) {
        awaitTurn(step.atMicros());
        take(step);
      }
      awaitTurn(reopenAt == NEVER ? 0 : reopenAt);
      String leftOut = steps.leftOut();
      notes.accept(
          "the script has ended; frames sent: %d%s"
              .formatted(frames, leftOut == null ? "" : "; " + leftOut));
    }
  }

  private void take(Step step) {
    switch (step) {
      case Step.Send send -> {
        if (send.atMicros() >= silentUntil) {
          clients.send(send.frame());
          frames++;
        }
      }
      case Step.Silence silence ->
          silentUntil = Math.max(silentUntil, silence.atMicros() + silence.micros());
      case Step.Disconnect disconnect -> {
        if (disconnect.micros() > 0) {
          clients.shut(true);
          long reopen = disconnect.atMicros() + disconnect.micros();
          reopenAt = reopenAt == NEVER ? reopen : Math.max(reopenAt, reopen);
        }
        clients.cut();
        notes.accept("connections cut");
      }
    }
  }

  /** Waits until a step is due, and takes clients again if that is due before. */
  private void awaitTurn(long atMicros) throws InterruptedException {
    if (reopenAt <= atMicros) {
      await(reopenAt);
      reopenAt = NEVER;
      clients.shut(false);
    }
    await(atMicros);
  }

  private void await(long atMicros) throws InterruptedException {
    if (Double.isInfinite(settings.speed())) {
      clients.awaitRoom();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return;
    }
    long due = began + (long) (atMicros * 1000.0 / settings.speed());
    if (stop.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException();
    }
  }
}
